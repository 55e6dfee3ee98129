/** What a pupil answered reaches the record whatever the server says meanwhile, and however much it is. */
import { beforeEach, expect, test } from 'vitest';

import { startSealer } from '../../src/pupil/worker/sealer.ts';
import { MAX_BATCH_ENTRIES } from '../../src/generated/limits.ts';
import { makeParcel } from '../../src/store/handover.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let [vault, record] = ['', b64u(newId())];

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  [vault, record] = [await createVault(sam.replica, 'case'), b64u(newId())];
  await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { _form: 'scale_self_esteem' }));
  await settle([sam, ward]);
});

/** A pupil answers so often, each time another number. */
async function answer(times: number): Promise<void> {
  const sheet = { statements: [], open: [], first: false } as never;
  const parcel = await makeParcel(sam.replica, { vault, record, form: 'scale_self_esteem', version: 1, again: [], sheet });
  const database = await sam.replica.keeper.database();
  const sealer = await startSealer(world.suite, parcel, async (row) => { await database.put('drops', row); }, () => world.server.now);
  for (let number = 1; number <= times; number += 1) await sealer.keep([['temper_now', number]]);
}

const shown = (tablet: Tablet): unknown[] =>
  (vaultOf(tablet.replica, vault).state.leaves.get(record)?.get(`${record}/temper_now`) ?? []).map(({ value }) => value);

const left = async (): Promise<readonly [drops: number, aside: number]> => {
  const database = await sam.replica.keeper.database();
  return [await database.count('drops'), await database.count('aside')];
};

test('more answers than one batch holds go up in parts', async () => {
  await answer(MAX_BATCH_ENTRIES + 5);
  await settle([sam, ward]);
  expect(await left()).toEqual([0, 0]);
  expect(shown(ward)).toEqual([MAX_BATCH_ENTRIES + 5]);
});

test.each(['said_by_a_newer_server', 'busy', 'unknown_device'])('what is refused with %s is kept, and sent again', async (code) => {
  await answer(2);
  world.server.refusing = ({ header }) => (header.kind === 'drop' && header.counter === 2 ? code : null);
  await sam.exchange();
  expect(await left()).toEqual([2, 0]);
  world.server.refusing = () => null;
  await settle([sam, ward]);
  expect(await left()).toEqual([0, 0]);
  expect(shown(ward)).toEqual([2]);
});

test.each(['said_by_a_newer_server', 'unknown_device'])('what a server is given back and refuses with %s is offered again', async (code) => {
  const ann = await world.tablet(world.ann);
  await settle([ann, sam]);
  const backup = world.server.backup();
  await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { note: 'not in the backup' }));
  await settle([ann, sam]);
  await world.server.setBack(backup);
  world.server.refusing = ({ header }) => (header.kind === 'op' ? code : null);
  await ann.exchange();
  await sam.exchange();
  const rows = await (await sam.replica.keeper.database()).getAll('aside');
  expect(rows.map((row) => row.code)).toEqual(['rewound']);
  world.server.refusing = () => null;
  await settle([sam, ann, ward]);
  expect(await left()).toEqual([0, 0]);
  expect(vaultOf(ward.replica, vault).state.leaves.get(record)?.has(`${record}/note`)).toBe(true);
});
