/** What comes to a tablet's database while somebody unlocks is on the screen of whoever has unlocked. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

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

test.each(['pull', 'exchange'])('what an exchange from before the lock still brings is read by who unlocked meanwhile, held up at its %s', async (path) => {
  const [sam, ward] = [await sams.open(world.sam), await wards.open(world.ward)];
  await write(sam, 'by Sam');
  await sam.exchange();
  await ward.exchange();
  await write(ward, 'by Ward');
  await ward.exchange();
  const { begun, release } = heldUp(sams, path);
  const going = sam.exchange();
  await begun;
  await sam.door.lock();
  await sam.door.unlock(sams.databaseOf(world.sam), passwordOf(world.sam));
  expect(notes(sam)).toEqual(['by Sam']);
  release();
  await going;
  await vi.waitFor(() => { expect(notes(sam)).toEqual(['by Sam', 'by Ward']); });
});
