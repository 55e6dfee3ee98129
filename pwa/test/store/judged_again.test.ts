/** What a lost tablet wrote counts no longer once it is locked out, also where it was read long before; and what was wanting is made good. */
import { beforeEach, expect, test } from 'vitest';

import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let [world, sam, next, ward]: readonly [World, Tablet, Tablet, Tablet] = [] as never;
let [vault, record] = ['', ''];

beforeEach(async () => {
  world = await World.begin();
  [sam, next, ward] = [await world.tablet(world.sam), await world.anotherTablet(world.sam, 'next'), await world.tablet(world.ward)];
  vault = await createVault(sam.replica, 'case');
  record = b64u(newId());
  await write(sam, 'by Sam');
  await settle([sam, next, ward]);
});

async function write(tablet: Tablet, note: string): Promise<void> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, { _form: 'session', note }));
}

const notes = (tablet: Tablet): unknown[] => standing(vaultOf(tablet.replica, vault).state, `${record}/note`).map(({ value }) => value);

const codes = async (tablet: Tablet): Promise<string[]> =>
  (await (await tablet.replica.keeper.database()).getAll('aside')).filter(({ settled }) => !settled).map(({ code }) => code);

/** Where Sam's tablet stands when it is lost; whoever has it writes on. */
async function stolen(): Promise<number> {
  const { counter } = vaultOf(sam.replica, vault).link;
  await write(sam, 'by the thief');
  await sam.exchange();
  await ward.exchange();
  expect(notes(ward)).toEqual(['by the thief']);
  return counter;
}

async function lockedOut(counter: number): Promise<void> {
  await world.say({ do: 'revoke', at: AT, device: b64u(world.sam.device.id), counters: new Map([[vault, counter]]) }, world.ann);
}

test('it goes out of what had been merged, and is the same for who hears of both at once', async () => {
  await lockedOut(await stolen());
  await settle([ward, next]);
  for (const tablet of [ward, next]) {
    expect(notes(tablet)).toEqual(['by Sam']);
    expect(await codes(tablet)).toEqual(['beyond_revocation']);
  }
  expect(ward.states()).toEqual(next.states());
});

test('it stays out of it after an unlock', async () => {
  await lockedOut(await stolen());
  await settle([ward, next]);
  await ward.start();
  expect(notes(ward)).toEqual(['by Sam']);
  expect(await codes(ward)).toEqual(['beyond_revocation']);
});

test('so it is where that is heard of while the tablet is locked, and nothing else comes', async () => {
  const counter = await stolen();
  await ward.startLocked();
  await lockedOut(counter);
  await ward.exchange();
  await ward.unlock();
  expect(notes(ward)).toEqual(['by Sam']);
  expect(await codes(ward)).toEqual(['beyond_revocation']);
});

test('so it is where the whole member leaves', async () => {
  const counter = await stolen();
  const counters = new Map([[b64u(world.sam.device.id), new Map([[vault, counter]])]]);
  await world.say({ do: 'remove', at: AT, member: world.sam.id, counters }, world.ann);
  await settle([ward]);
  expect(notes(ward)).toEqual(['by Sam']);
  expect(await codes(ward)).toEqual(['beyond_revocation']);
});

test('what was written on top of it stays, beside what it had been written over', async () => {
  const counter = await stolen();
  await write(ward, 'by Ms Ward, who had read it');
  await settle([ward, next]);
  await lockedOut(counter);
  await settle([ward, next]);
  for (const tablet of [ward, next]) expect(notes(tablet)).toEqual(['by Sam', 'by Ms Ward, who had read it']);
});

test('a tablet that is killed in the midst of it does it once more', async () => {
  const counter = await stolen();
  await lockedOut(counter);
  for (let left = 1; notes(ward).includes('by the thief'); left += 1) {
    ward.doom(left);
    await ward.exchange().catch(() => null);
    await ward.start();
    expect(left).toBeLessThan(60);
  }
  expect(notes(ward)).toEqual(['by Sam']);
  expect(await codes(ward)).toEqual(['beyond_revocation']);
});

test('another tab of the same tablet follows', async () => {
  const tab = await ward.anotherTab();
  await lockedOut(await stolen());
  await ward.exchange();
  const { exchange } = await import('../../src/store/exchange.ts');
  await exchange(tab);
  expect(standing(vaultOf(tab, vault).state, `${record}/note`).map(({ value }) => value)).toEqual(['by Sam']);
});

test('it is no better for having been cut off by a server that was set back', async () => {
  const backup = world.server.backup();
  const counter = await stolen();
  await settle([ward, next]);
  await world.server.setBack(backup);
  world.server.restoring = false;
  // Nothing can be given back, so that it is on the tablet alone.
  ward.fault = (url) => (url.endsWith('/push') ? 'unsent' : 'none');
  await ward.exchange().catch(() => null);
  expect(notes(ward)).toEqual(['by the thief']);
  await lockedOut(counter);
  await ward.exchange().catch(() => null);
  await ward.start();
  expect(notes(ward)).toEqual(['by Sam']);
});
