/** A tablet with no room, a connection that the system closes, and a database that a newer Beside has been at. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Desk } from '../../src/store/desk.ts';
import { openDesk } from '../../src/store/desk.ts';
import { openDatabase, StorageRefused } from '../../src/store/db.ts';
import { troubleOf } from '../../src/store/desk.ts';
import { keepTap, readTaps, sealTap } from '../../src/store/rest.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { retryHeld } from '../../src/store/held.ts';
import { flushTaps, freshId, saveChanges, TabletFull, working } from '../../src/store/saving.ts';
import { randomBytes } from '../../src/sync/encoding.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { Mishaps } from './mishaps.ts';
import { settle, type Tablet, World } from './tablets.ts';

let browser: Mishaps;
let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let desk: Desk;
let vault: string;

beforeEach(async () => {
  browser = new Mishaps();
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  vault = await createVault(sam.replica, 'case');
  const page = { visibilityState: 'visible' as const, addEventListener: () => undefined, removeEventListener: () => undefined };
  desk = await openDesk({
    name: `desk of ${sam.name}`, send: undefined, clock: () => 0, random: randomBytes, page, shelf: null,
    stretch: () => Promise.reject(new Error('nobody signs in here')),
  }, world.suite);
  desk.replica = sam.replica;
});

afterEach(() => {
  browser.mend();
  desk.tabs.close();
});

const noteOf = (tablet: Tablet, record: string): unknown => view(vaultOf(tablet.replica, vault).state, record)?.fields.get('note')?.value;
const noteChange = (record: string, note: string) => setChanges(vaultOf(sam.replica, vault).state, record, { _form: 'session', note });
const outboxOf = async (tablet: Tablet): Promise<number> => (await tablet.replica.keeper.database()).count('outbox');

test('a save without room writes nothing, is held, and is made when there is room again', async () => {
  const [record, before] = [freshId(), await outboxOf(sam)];
  browser.full.add('chains');
  await expect(saveChanges(desk, vault, noteChange(record, 'Settled.'))).rejects.toThrow(TabletFull);
  expect(desk.trouble.value).toBe('full');
  expect(await outboxOf(sam)).toBe(before);
  expect(noteOf(sam, record)).toBeUndefined();

  await retryHeld(desk);
  expect(desk.held.value).toHaveLength(1);

  browser.full.clear();
  await retryHeld(desk);
  expect(desk.held.value).toHaveLength(0);
  await settle([sam, ward]);
  expect(noteOf(ward, record)).toBe('Settled.');
});

test('what was tapped stays in the journal until there is room for its record', async () => {
  const [record, { suite, open }] = [freshId(), working(desk)];
  const rest = { suite, key: open.identity.rest };
  await keepTap(await sam.replica.keeper.database(), record, await sealTap(rest, record, { key: 'shouts' }));
  const { last } = await readTaps(rest, await sam.replica.keeper.database(), record);
  browser.full.add('outbox');
  await expect(flushTaps(desk, record, vault, noteChange(record, 'one tick'), last)).rejects.toThrow(TabletFull);
  expect((await readTaps(rest, await sam.replica.keeper.database(), record)).events).toEqual([{ key: 'shouts' }]);

  browser.full.clear();
  await flushTaps(desk, record, vault, noteChange(record, 'one tick'), last);
  expect((await readTaps(rest, await sam.replica.keeper.database(), record)).events).toEqual([]);
  expect(noteOf(sam, record)).toBe('one tick');
});

test('an exchange on a full tablet fetches nothing by halves, and everything once there is room', async () => {
  const record = freshId();
  await save(sam.replica, vault, noteChange(record, 'Settled.'));
  await settle([sam]);
  browser.full.add('runs');
  await expect(ward.exchange()).rejects.toSatisfy((error) => troubleOf(error) === 'full');
  expect(await (await ward.replica.keeper.database()).count('runs')).toBe(0);
  browser.full.clear();
  await settle([ward]);
  expect(noteOf(ward, record)).toBe('Settled.');
});

test('a save goes through where the system had closed the connection', async () => {
  const record = freshId();
  (await sam.replica.keeper.database()).close();
  await save(sam.replica, vault, noteChange(record, 'Settled.'));
  await sam.start();
  expect(noteOf(sam, record)).toBe('Settled.');
});

test('an exchange goes through where the system had closed the connection', async () => {
  const record = freshId();
  await save(sam.replica, vault, noteChange(record, 'Settled.'));
  (await sam.replica.keeper.database()).close();
  await settle([sam, ward]);
  expect(noteOf(ward, record)).toBe('Settled.');
});

test('a database that a newer Beside has been at is left alone, and said to be so', async () => {
  const name = `newer than ${sam.name}`;
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 99);
    opening.onsuccess = () => { opening.result.close(); resolve(null); };
    opening.onerror = () => { reject(new Error('not made')); };
  });
  const refused = await openDatabase(name, () => undefined).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StorageRefused);
  expect(troubleOf(refused)).toBe('newer');
});
