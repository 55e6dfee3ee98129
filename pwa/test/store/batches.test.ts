/** What is sent goes up in batches that the server takes, and what belongs together is never torn apart between two. */
import { beforeEach, expect, test } from 'vitest';

import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, MAX_BATCHES } from '../../src/generated/limits.ts';
import { share, unshare } from '../../src/store/house.ts';
import { opened, vaultOf } from '../../src/store/replica.ts';
import { createVault, saveOps } from '../../src/store/save.ts';
import { send } from '../../src/store/send.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges } from '../../src/sync/records.ts';
import { oneCase, unsent } from './one_case.ts';
import { settle, type Tablet, type World } from './tablets.ts';

/** Where in an entry its vault stands. */
const VAULT_PLACE = 22;

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let vault: string;

beforeEach(async () => {
  ({ world, sam, ward, vault } = await oneCase());
});

const aside = async (tablet: Tablet): Promise<number> => (await tablet.replica.keeper.database()).count('aside');

/** Saves without a network, of so many characters, in one go. */
async function writeOn(tablet: Tablet, many: number, size = 1): Promise<void> {
  const { state } = vaultOf(tablet.replica, vault);
  const at = { at: '2026-11-23T09:15:02.123+00:00', drift: null, catalogue: 1 };
  const ops = Array.from({ length: many }, () =>
    ({ opId: newId(), body: { ...at, changes: setChanges(state, b64u(newId()), { note: 'n'.repeat(size) }) } }));
  await saveOps(tablet.replica, opened(tablet.replica), vault, ops);
}

/** Write until a batch has room for what removes somebody, and not for the keys behind it. */
async function fillUp(tablet: Tablet): Promise<void> {
  const room = async (): Promise<number> =>
    MAX_BATCH_BYTES - (await (await tablet.replica.keeper.database()).getAll('outbox')).reduce((sum, { entry }) => sum + entry.length, 0);
  while (await room() > 40_000) await writeOn(tablet, 1, 30_000);
  while (await room() > 920) await writeOn(tablet, 1);
  expect(await room()).toBeGreaterThan(350);
}

test.each([
  ['by its number', (tablet: Tablet) => writeOn(tablet, MAX_BATCH_ENTRIES - 1)],
  ['by its size', fillUp],
])('a removal goes up with the keys that follow it, where a batch would end between them %s', async (_, fill) => {
  await share(ward.replica, vault, world.kit.id);
  await settle([ward, sam]);
  await fill(ward);
  await unshare(ward.replica, vault, world.kit.id);
  await ward.exchange();
  expect([await unsent(ward), await aside(ward)]).toEqual([0, 0]);
  expect(vaultOf(ward.replica, vault).log.members.has(world.kit.id)).toBe(false);
});

test('no more cases go up at once than the server takes', async () => {
  const other = await createVault(sam.replica, 'case');
  const database = await sam.replica.keeper.database();
  const begun = await database.get('outbox', [other, 1]);
  if (begun === undefined) throw new Error('nothing was begun');
  for (let number = 0; number < MAX_BATCHES; number += 1) {
    const id = newId();
    const entry = begun.entry.slice();
    entry.set(id, VAULT_PLACE);
    await database.put('outbox', { vault: b64u(id), counter: 1, entry });
  }
  // Nobody signed those, and each is answered as such: in one request too many none would be.
  expect((await send(sam.replica)).refusals.size).toBe(MAX_BATCHES);
  expect((await database.getAll('outbox')).filter(({ vault: of }) => of === other)).toEqual([]);
});
