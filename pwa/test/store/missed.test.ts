/** What comes to a tablet's database while somebody unlocks is on the screen of whoever has unlocked. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { openTablet } from '../../src/store/accounts.ts';
import { type Beside, freshId } from '../../src/store/index.ts';
import { Glass, passwordOf } from './glass.ts';
import { World } from './tablets.ts';

let world: World;
let sams: Glass;
let wards: Glass;

beforeEach(async () => {
  world = await World.begin();
  sams = await Glass.of(world, [world.sam]);
  wards = await Glass.of(world, [world.ward]);
});
afterEach(() => {
  sams.end();
  wards.end();
});

async function write(tab: Beside, note: string): Promise<void> {
  const vault = tab.read.vaults.value.find(({ kind }) => kind === 'case')?.id ?? (await tab.createVault('case'));
  await tab.saveChanges(vault, [{ path: `${freshId()}/notes`, value: note, over: [] }]);
}

function notes(tab: Beside): unknown[] {
  return tab.read.vaults.value.flatMap(({ id }) => tab.read.records(id)).map(({ fields }) => fields.get('notes')?.value).sort();
}

/** Holds up the next request of this kind. */
function heldUp(glass: Glass, path: string): { readonly begun: Promise<void>; readonly release: () => void } {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => { release = resolve; });
  const begun = new Promise<void>((resolve) => {
    glass.slow = (url) => {
      if (!url.endsWith(path)) return Promise.resolve();
      glass.slow = () => Promise.resolve();
      resolve();
      return released;
    };
  });
  return { begun, release };
}

/** Sam's tablet lacks something of Ward's; both are unlocked. */
async function wardWasFaster(): Promise<readonly [Beside, Beside]> {
  const [sam, ward] = [await sams.open(world.sam), await wards.open(world.ward)];
  await write(sam, 'by Sam');
  await sam.exchange();
  await ward.exchange();
  await write(ward, 'by Ward');
  await ward.exchange();
  return [sam, ward];
}

function unlockSam(sam: Beside): Promise<void> {
  return sam.door.unlock(sams.databaseOf(world.sam), passwordOf(world.sam));
}

test.each(['pull', 'exchange'])('an exchange that holds keys ends with the lock, held up at its %s, and the next brings what it had not', async (path) => {
  const [sam] = await wardWasFaster();
  const { begun } = heldUp(sams, path);
  const going = sam.exchange();
  await begun;
  await sam.door.lock();
  await going;
  await unlockSam(sam);
  await vi.waitFor(() => { expect(notes(sam)).toEqual(['by Sam', 'by Ward']); });
  expect(sam.trouble.value).toBeNull();
});

test('what an exchange had sent when the tablet was locked, and had no answer to, stands once', async () => {
  const [sam, ward] = await wardWasFaster();
  await sam.exchange();
  await write(sam, 'sent');
  const pushed = new Promise<void>((resolve) => {
    sams.lose = (url) => {
      if (!url.endsWith('/push')) return false;
      sams.lose = () => false;
      resolve();
      return true;
    };
  });
  const going = sam.exchange();
  await pushed;
  await sam.door.lock();
  await going;
  await unlockSam(sam);
  await sam.exchange();
  expect(sam.read.unsent.value).toEqual([]);
  await ward.exchange();
  expect(notes(ward)).toEqual(['by Sam', 'by Ward', 'sent']);
});

test('what an exchange of a locked tablet, which holds no keys, still brings is read by who unlocked meanwhile', async () => {
  const sam = await sams.open(world.sam);
  await write(sam, 'by Sam');
  await sam.exchange();
  const ward = await wards.open(world.ward);
  await ward.exchange();
  const { begun, release } = heldUp(sams, '/exchange');
  await sam.door.lock();
  await begun;
  await write(ward, 'by Ward');
  await ward.exchange();
  await unlockSam(sam);
  expect(notes(sam)).toEqual(['by Sam']);
  release();
  await vi.waitFor(() => { expect(notes(sam)).toEqual(['by Sam', 'by Ward']); });
});

test('who comes to a tablet and locks it while they are being signed in leaves it under nobody\'s session', async () => {
  const shared = await Glass.of(world, [world.sam, world.kit]);
  const tab = await shared.open(world.sam);
  await tab.exchange();
  const asked = new Promise<void>((resolve) => {
    shared.lose = (url) => {
      if (url.endsWith('/sign-in')) resolve();
      return url.endsWith('/sign-in');
    };
  });
  await tab.door.lock();
  await tab.door.unlock(shared.databaseOf(world.kit), passwordOf(world.kit));
  await asked;
  await tab.door.lock();
  expect(await (await openTablet(shared.name)).session()).toBeNull();
  shared.end();
});
