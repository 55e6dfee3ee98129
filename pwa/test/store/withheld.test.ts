/** What a server keeps back shows at the next entry of the same author, which stays in sight and out of the record until it has come. */
import { beforeEach, expect, test } from 'vitest';

import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import type { Entry } from '../../src/sync/entry.ts';
import { standing } from '../../src/sync/merge.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let [vault, record] = ['', ''];
let whole: readonly Entry[] = [];

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  vault = await createVault(sam.replica, 'case');
  await settle([sam, ward]);
  record = b64u(newId());
  for (const word of ['first', 'second', 'third']) {
    await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { [word]: word }));
  }
  await sam.exchange();
  whole = world.server.logOf(vault);
});

const has = (tablet: Tablet): string[] => ['first', 'second', 'third'].filter((word) =>
  standing(vaultOf(tablet.replica, vault).state, `${record}/${word}`).length > 0);

const shown = async (tablet: Tablet): Promise<string[]> =>
  (await (await tablet.replica.keeper.database()).getAll('aside')).filter(({ settled }) => !settled).map(({ code }) => code);

/** Whatever else happens: exchanges, an unlock, news in the school's log. */
async function later(): Promise<void> {
  await ward.exchange();
  await world.say({ do: 'roles', at: '2026-11-23T09:15:02.123+00:00', member: world.kit.id, roles: ['colleague'] }, world.ann);
  await ward.exchange();
  await ward.start();
  await ward.exchange();
}

test('a gap in what an author wrote stays in sight', async () => {
  world.server.tell(vault, whole.filter((_, place) => place !== whole.length - 2));
  await ward.exchange();
  expect(await shown(ward)).toEqual(['counter_gap']);
  await later();
  expect(has(ward)).toEqual(['first']);
  expect(await shown(ward)).toEqual(['counter_gap']);
});

test('so does what comes out of its order', async () => {
  const [third, second] = [whole.at(-1), whole.at(-2)];
  if (third === undefined || second === undefined) throw new Error('nothing was written');
  world.server.tell(vault, [...whole.slice(0, -2), third, second]);
  await ward.exchange();
  await later();
  expect(has(ward)).toEqual(['first', 'second']);
  expect(await shown(ward)).toEqual(['counter_gap']);
});

test('so does what comes twice', async () => {
  const last = whole.at(-1);
  if (last === undefined) throw new Error('nothing was written');
  world.server.tell(vault, [...whole, last]);
  await ward.exchange();
  await later();
  expect(has(ward)).toEqual(['first', 'second', 'third']);
  expect(await shown(ward)).toEqual(['chain_broken']);
});

test('what was wanting makes good what stood behind it, when it comes', async () => {
  world.server.tell(vault, whole.filter((_, place) => place !== whole.length - 2));
  await ward.exchange();
  world.server.tell(vault, whole);
  await settle([ward, sam]);
  expect(has(ward)).toEqual(['first', 'second', 'third']);
  expect(await shown(ward)).toEqual([]);
});

test('a server that goes back twice, further each time, takes nobody’s words away', async () => {
  await ward.exchange();
  ward.fault = (url) => (url.endsWith('/push') ? 'unsent' : 'none');
  for (const lost of [1, 3]) {
    world.server.tell(vault, whole.slice(0, -lost));
    await ward.exchange().catch(() => null);
    await ward.start();
    expect(has(ward)).toEqual(['first', 'second', 'third']);
  }
});
