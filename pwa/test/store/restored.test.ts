/** After a backup was put back nothing depends on any one tablet: whoever has what was lost gives it back, or sends it anew. */
import { beforeEach, expect, test } from 'vitest';

import { setManager } from '../../src/store/administration.ts';
import { share, unshare } from '../../src/store/house.ts';
import { takeLate, waitingForMe } from '../../src/store/late.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { giveBackSchool } from '../../src/store/rewind.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { parse } from '../../src/sync/entry.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

const AT = '2026-11-23T09:15:02.123+00:00';

let [world, ann, ward, sam, kit]: readonly [World, Tablet, Tablet, Tablet, Tablet] = [] as never;
let [vault, record] = ['', ''];

beforeEach(async () => {
  world = await World.begin();
  [ann, ward] = [await world.tablet(world.ann), await world.tablet(world.ward)];
  [sam, kit] = [await world.tablet(world.sam), await world.tablet(world.kit)];
  [vault, record] = [await createVault(sam.replica, 'case'), b64u(newId())];
  await settle([ann, sam, ward]);
});

async function write(tablet: Tablet, word: string): Promise<void> {
  await save(tablet.replica, vault, setChanges(vaultOf(tablet.replica, vault).state, record, { [word]: word }));
}

const has = (tablet: Tablet, word: string): boolean => standing(vaultOf(tablet.replica, vault).state, `${record}/${word}`).length > 0;

const left = async (tablet: Tablet): Promise<readonly number[]> => {
  const database = await tablet.replica.keeper.database();
  return [await database.count('outbox'), await database.count('aside')];
};

test('who was let in after the backup was made gives that back themselves, with what they wrote', async () => {
  const backup = world.server.backup();
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam, kit]);
  await write(kit, 'sent');
  await settle([kit]);
  await write(kit, 'unsent');
  await world.server.setBack(backup);
  await ann.exchange();
  // Ms Ward’s tablet is not there, and Sam’s neither.
  await settle([kit]);
  expect(kit.replica.heard.listed.has(vault)).toBe(true);
  expect(await left(kit)).toEqual([0, 0]);
  await settle([sam]);
  expect([has(sam, 'sent'), has(sam, 'unsent')]).toEqual([true, true]);
});

test('so it is where the tablet was killed just after it had heard of it', async () => {
  const backup = world.server.backup();
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam, kit]);
  await world.server.setBack(backup);
  await ann.exchange();
  for (let step = 1; world.server.logOf(vault).length <= (backup.shelves[0]?.entries.length ?? 0); step += 1) {
    kit.doom(step);
    await kit.exchange().catch(() => null);
    await kit.start();
    expect(step).toBeLessThan(80);
  }
  await settle([kit]);
  expect(kit.replica.heard.listed.has(vault)).toBe(true);
});

test('who is no longer let in at all is shown no more for having offered it', async () => {
  const backup = world.server.backup();
  await world.say({ do: 'roles', at: AT, member: world.kit.id, roles: ['colleague'] }, world.ann);
  await settle([ann, kit]);
  await world.server.setBack(backup);
  await settle([ann, kit]);
  expect(kit.replica.heard.listed.has(vault)).toBe(false);
});

test('what is not taken back as it was is sent under the keys in force', async () => {
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam, kit]);
  const before = world.server.logOf(vault);
  await write(sam, 'lost');
  await sam.exchange();
  // Set back without a word of it: nothing is judged as given back.
  world.server.tell(vault, before);
  await world.say({ do: 'remove', at: AT, member: world.kit.id, counters: new Map() }, world.ann);
  await ward.exchange();
  await settle([sam, ward]);
  expect([has(ward, 'lost'), has(sam, 'lost')]).toEqual([true, true]);
  expect(await left(sam)).toEqual([0, 0]);
  expect(sam.states()).toEqual(ward.states());
});

test('who was let out before they gave back what they had written hands that in', async () => {
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam, kit]);
  const backup = world.server.backup();
  await write(kit, 'sent');
  await settle([kit]);
  await world.server.setBack(backup);
  await settle([ann, ward]);
  await unshare(ward.replica, vault, world.kit.id);
  await settle([ward, kit]);
  for (const late of await waitingForMe(ward.replica)) await takeLate(ward.replica, late);
  await settle([ward, sam]);
  expect([has(ward, 'sent'), has(sam, 'sent')]).toEqual([true, true]);
  expect(await left(kit)).toEqual([0, 1]);
});

test('what was decided by who takes part no more when a restored server wants it back stands aside', async () => {
  await share(ward.replica, vault, world.kit.id);
  await world.say({ do: 'roles', at: AT, member: world.ann.id, roles: ['administrator', 'line_manager'] }, world.ann);
  await world.say({ do: 'manages', at: AT, manager: world.ann.id, mentor: world.kit.id, on: true }, world.ann);
  await settle([ward, ann]);
  const backup = world.server.backup();
  await share(ann.replica, vault, world.ward.id);
  await settle([ann]);
  await world.server.setBack(backup);
  await giveBackSchool(ann.replica);
  await unshare(ward.replica, vault, world.kit.id);
  await settle([ward, ann]);
  const aside = await (await ann.replica.keeper.database()).getAll('aside');
  expect(aside.map(({ entry, mine, code }) => [parse(entry).header.kind, mine, code])).toEqual([['membership', true, 'not_entitled']]);
  expect(await left(ann)).toEqual([0, 1]);
});

test('what was decided once more behind a restore leaves nothing aside of the first time', async () => {
  const desk = await world.anotherTablet(world.ward, 'desk');
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, desk]);
  const backup = world.server.backup();
  for (const { replica } of [ward, desk]) await unshare(replica, vault, world.kit.id);
  await settle([desk]);
  await world.server.setBack(backup);
  await settle([ann, ward, desk]);
  expect(vaultOf(desk.replica, vault).log.members.has(world.kit.id)).toBe(false);
  expect([await left(desk), await left(ward)]).toEqual([[0, 0], [0, 0]]);
});

test('what an administrator says to a server that lost the end of the school’s log stands behind that end', async () => {
  const backup = world.server.backup();
  await setManager(ann.replica, world.ward.id, world.kit.id, false);
  await world.server.setBack(backup);
  await setManager(ann.replica, world.ward.id, world.sam.id, false);
  await settle([ann, kit]);
  for (const { replica } of [ann, kit]) expect(replica.school.manages.get(world.ward.id)?.size ?? 0).toBe(0);
  expect(world.server.school.seq).toBe(ann.replica.school.seq);
});
