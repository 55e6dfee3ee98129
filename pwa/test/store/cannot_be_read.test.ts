/** What of one case cannot be read, now or at all, keeps nobody from the others. */
import { beforeEach, expect, test } from 'vitest';

import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, type Bytes, newId } from '../../src/sync/encoding.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let [bad, good, record] = ['', '', ''];

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  [bad, good, record] = [await createVault(sam.replica, 'case'), await createVault(sam.replica, 'case'), b64u(newId())];
  await settle([sam, ward]);
  for (const vault of [bad, good]) await write(vault);
  await sam.exchange();
});

async function write(vault: string): Promise<void> {
  await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { note: 'n' }));
}

const has = (vault: string): boolean => vaultOf(ward.replica, vault).state.leaves.has(record);

/** The last entry of the case goes out as other bytes; returns what gives it back. */
function spoil(change: (bytes: Bytes) => Bytes): () => void {
  const entries = world.server.shelves.get(bad)?.entries ?? [];
  const last = entries.at(-1);
  if (last === undefined) throw new Error('nothing was written');
  entries[entries.length - 1] = { ...last, bytes: change(new Uint8Array(last.bytes)) };
  return () => { entries[entries.length - 1] = last; };
}

const ofANewerKind = (bytes: Bytes): Bytes => bytes.map((byte, place) => (place === 5 ? 9 : byte));
const cutShort = (bytes: Bytes): Bytes => bytes.slice(0, 40);

test('an entry of a newer version waits for the update, and says so', async () => {
  const update = spoil(ofANewerKind);
  const done = await ward.exchange();
  expect(done.held).toBe('upgrade_client');
  expect([has(bad), has(good)]).toEqual([false, true]);
  expect(await ward.forks()).toEqual([]);
  update();
  await settle([ward, sam]);
  expect(has(bad)).toBe(true);
});

test('what is no entry at all is a fork', async () => {
  spoil(cutShort);
  await ward.exchange();
  expect([has(bad), has(good)]).toEqual([false, true]);
  expect((await ward.forks()).map(({ vault }) => vault)).toEqual([bad]);
});

test.each([['of a newer kind', ofANewerKind], ['no entry', cutShort]])('it is not asked for over and over: %s', async (_, change) => {
  spoil(change);
  await ward.exchange();
  expect((await ward.exchange()).rounds).toBe(1);
});

test('locked, the tablet goes on fetching the others too', async () => {
  spoil(ofANewerKind);
  await ward.startLocked();
  expect((await ward.exchange()).held).toBe('upgrade_client');
  await ward.unlock();
  expect([has(bad), has(good)]).toEqual([false, true]);
});

test('what others say that they have is heard meanwhile, and one’s own work is sent', async () => {
  spoil(ofANewerKind);
  await save(ward.replica, good, setChanges(vaultOf(ward.replica, good).state, record, { reply: 'r' }));
  await ward.exchange();
  expect(await (await ward.replica.keeper.database()).count('outbox')).toBe(0);
  const heard = (await (await ward.replica.keeper.database()).getAll('checkpoints')).map(({ vault }) => vault);
  expect(heard).toContain(good);
});
