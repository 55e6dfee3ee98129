/** What a tablet holds unsent and cannot open any more is set aside with its reason, and keeps nothing behind it from going up. */
import { beforeEach, expect, test } from 'vitest';

import { share, unshare } from '../../src/store/house.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { OVERHEAD, paddedSize } from '../../src/sync/seal.ts';
import { settle, type Tablet, World } from './tablets.ts';
import { Tail } from './tail.ts';

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let vault: string;

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  vault = await createVault(sam.replica, 'case');
  await settle([sam, ward]);
  await share(ward.replica, vault, world.kit.id);
  await settle([sam, ward]);
});

async function write(note: string): Promise<string> {
  const record = b64u(newId());
  await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { _form: 'session', note }));
  return record;
}

async function goesUp(record: string): Promise<void> {
  await settle([sam, ward]);
  const database = await sam.replica.keeper.database();
  expect(await database.count('outbox')).toBe(0);
  expect((await database.getAll('aside')).map(({ code, mine }) => [code, mine])).toEqual([['bad_seal', true]]);
  expect(view(vaultOf(ward.replica, vault).state, record)?.fields.get('note')?.value).toBe('behind it');
  expect(sam.states()).toEqual(ward.states());
}

test('where a tablet that was set back goes on under a new name', async () => {
  await new Tail(sam, vault).nonsense();
  const copy = await sam.copy();
  await write('sent since');
  await settle([sam, ward]);
  await sam.restore(copy);
  await goesUp(await write('behind it'));
});

test('where the keys were changed and the tail is sealed anew', async () => {
  await new Tail(sam, vault).nonsense(paddedSize(100) + OVERHEAD);
  const record = await write('behind it');
  await unshare(ward.replica, vault, world.kit.id);
  await settle([ward]);
  await goesUp(record);
});
