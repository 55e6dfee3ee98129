/** An exchange goes no further with keys that were given up meanwhile: every step looks. */
import { beforeEach, expect, test } from 'vitest';

import { keepHouse } from '../../src/store/house.ts';
import { remind } from '../../src/store/remind.ts';
import { Locked, type Listener, opened } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { sealStates } from '../../src/store/unlock.ts';
import { settle, Tablet, World } from './tablets.ts';

/** More than are applied at a time. */
const CASES = 6;

let world: World;
let [sam, ward]: [Tablet, Tablet] = [undefined as unknown as Tablet, undefined as unknown as Tablet];

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  const vaults: string[] = [];
  for (let made = 0; made < CASES; made += 1) vaults.push(await createVault(sam.replica, 'case'));
  await settle([sam, ward]);
  for (const vault of vaults) await save(sam.replica, vault, [{ path: 'AAAAAAAAAAAAAAAAAAAAAA/notes', value: 'more', over: [] }]);
  await settle([sam]);
});

async function applied(): Promise<number> {
  const rows = await (await ward.replica.keeper.database()).getAll('vaults');
  return rows.filter(({ fetchedSeq, appliedSeq }) => fetchedSeq === appliedSeq).length;
}

test('a tablet that is locked while it reads what came leaves the rest sealed, and reads it when it is opened again', async () => {
  const { leaving } = opened(ward.replica);
  const listener: Listener = {
    changed: () => {
      ward.replica.open = null;
      leaving.abort();
    },
    about: () => undefined,
  };
  Object.assign(ward.replica, { listener });
  await expect(ward.exchange()).rejects.toThrow(Locked);
  expect(await applied()).toBeLessThan(CASES);
  await ward.start();
  await settle([ward]);
  expect(ward.states()).toEqual(sam.states());
});

test.each<[string, (ward: Tablet) => Promise<unknown>]>([
  ['keeps house', async ({ replica }) => keepHouse(replica, opened(replica))],
  ['reminds', async ({ replica }) => remind(replica, opened(replica))],
  ['seals what it has in memory', async ({ replica }) => sealStates(replica)],
])('who has locked it %s no more', async (_, step) => {
  const { leaving, reminded } = opened(ward.replica);
  reminded.clear();
  leaving.abort();
  await expect(step(ward)).rejects.toThrow(Locked);
});
