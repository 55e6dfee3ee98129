/** What a person decides about who takes part in a case happens, or is seen not to have happened. */
import { beforeEach, expect, test } from 'vitest';

import { share, unshare } from '../../src/store/house.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { parse } from '../../src/sync/entry.ts';
import { setChanges } from '../../src/sync/records.ts';
import { oneCase, unsent } from './one_case.ts';
import { settle, type Tablet, type World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let vault: string;

beforeEach(async () => {
  ({ world, sam, ward, vault } = await oneCase());
});

async function write(tablet: Tablet, note: string): Promise<void> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, b64u(newId()), { _form: 'session', note }));
}

/** Sam is faster with something, of which Ms Ward has not heard. */
async function overtake(): Promise<void> {
  await write(sam, 'somebody was faster');
  await sam.exchange();
}

const takesPart = (member: string): readonly boolean[] => [sam, ward].map(({ replica }) => vaultOf(replica, vault).log.members.has(member));

async function refused(tablet: Tablet): Promise<string[]> {
  const rows = await (await tablet.replica.keeper.database()).getAll('aside');
  return rows.filter(({ mine }) => mine).map(({ entry, code }) => `${parse(entry).header.kind} ${code}`).sort();
}

test('who is let in while somebody else writes is let in behind that', async () => {
  await overtake();
  await share(ward.replica, vault, world.kit.id);
  await ward.exchange();
  expect(vaultOf(ward.replica, vault).log.members.has(world.kit.id)).toBe(true);
  await settle([sam, ward]);
  expect(takesPart(world.kit.id)).toEqual([true, true]);
  expect([await refused(ward), await unsent(ward)]).toEqual([[], 0]);
});

test('who is let out while somebody else writes is let out behind that, with new keys for the others', async () => {
  await share(ward.replica, vault, world.kit.id);
  await settle([sam, ward]);
  await overtake();
  await unshare(ward.replica, vault, world.kit.id);
  await write(ward, 'sealed under keys that come to nothing');
  await settle([sam, ward]);
  expect(takesPart(world.kit.id)).toEqual([false, false]);
  expect([...vaultOf(ward.replica, vault).log.wraps.keys()].sort()).toEqual([world.sam.id, world.ward.id].sort());
  expect(sam.states()).toEqual(ward.states());
  expect([await refused(ward), await unsent(ward)]).toEqual([[], 0]);
});

test('it is made anew after the tablet was killed in between', async () => {
  await overtake();
  await share(ward.replica, vault, world.kit.id);
  for (let left = 1; (await refused(ward)).length === 0; left += 1) {
    ward.doom(left);
    await ward.exchange().catch(() => null);
    await ward.start();
    expect(left).toBeLessThan(60);
  }
  await settle([ward, sam]);
  expect(takesPart(world.kit.id)).toEqual([true, true]);
  expect(await refused(ward)).toEqual([]);
});

test('who left the school meanwhile is not let in, and that stands aside', async () => {
  await overtake();
  await share(ward.replica, vault, world.kit.id);
  await world.say({ do: 'remove', at: AT, member: world.kit.id, counters: new Map() }, world.ann);
  await settle([ward]);
  expect([await refused(ward), await unsent(ward)]).toEqual([['membership not_allowed'], 0]);
});

test('what was decided and not sent by who may no more stands aside beside what is handed in', async () => {
  await share(ward.replica, vault, world.kit.id);
  await write(ward, 'and a word on it');
  await world.say({ do: 'roles', at: AT, member: world.ward.id, roles: ['colleague'] }, world.ann);
  await ward.exchange();
  expect(await unsent(ward)).toBe(0);
  expect(await refused(ward)).toEqual(['membership not_entitled', 'op not_entitled']);
  expect(world.server.late.map(({ entry }) => entry.header.kind)).toEqual(['op']);
});

test('a decision that came to nothing is forgotten once somebody else has made it, and by the next about the same person', async () => {
  const desk = await world.anotherTablet(world.ward, 'desk');
  await settle([ward, desk]);
  for (const tablet of [ward, desk]) await share(tablet.replica, vault, world.kit.id);
  await settle([ward, desk]);
  expect(await refused(desk)).toEqual([]);
  await overtake();
  await unshare(ward.replica, vault, world.kit.id);
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam]);
  expect(takesPart(world.kit.id)).toEqual([true, true]);
  expect(await refused(ward)).toEqual([]);
});

test('nobody withdraws with whom they would go themselves', async () => {
  await share(ward.replica, vault, world.ann.id);
  await settle([sam, ward]);
  await expect(unshare(ward.replica, vault, world.sam.id)).rejects.toThrow('withdraw');
  expect(await unsent(ward)).toBe(0);
});

test('what was decided while one waited for keys that never come is not sent for ever', async () => {
  const manages = (on: boolean): Promise<void> =>
    world.say({ do: 'manages', at: AT, manager: world.ward.id, mentor: world.sam.id, on }, world.ann);
  await share(ward.replica, vault, world.kit.id);
  await manages(false);
  await settle([sam]);
  await manages(true);
  await ward.exchange();
  await manages(false);
  expect((await ward.exchange()).held).toBeNull();
  expect([await refused(ward), await unsent(ward)]).toEqual([['membership head_moved'], 0]);
  await manages(true);
  await settle([sam, ward]);
  expect(takesPart(world.kit.id)).toEqual([true, true]);
  expect(await refused(ward)).toEqual([]);
});

test('a tablet that waits for the first key of a case comes to rest meanwhile', async () => {
  const manages = (on: boolean): Promise<void> =>
    world.say({ do: 'manages', at: AT, manager: world.ward.id, mentor: world.sam.id, on }, world.ann);
  await manages(false);
  await settle([sam, ward]);
  const waited = await createVault(sam.replica, 'case');
  await settle([sam]);
  await manages(true);
  await ward.exchange();
  expect(ward.replica.heard.listed.has(waited)).toBe(true);
  expect(await ward.exchange()).toMatchObject({ same: true, rounds: 1 });
  await settle([sam, ward]);
  expect(vaultOf(ward.replica, waited).keys.size).toBe(1);
});
