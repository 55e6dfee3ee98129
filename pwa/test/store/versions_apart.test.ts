/** An app that is newer than the server, and one that is older: each is told so, and what was written waits or goes up. */
import { beforeEach, expect, test, vi } from 'vitest';

import { troubleOf } from '../../src/store/desk.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, sam, ward]: readonly [World, Tablet, Tablet] = [] as never;
let [vault, record] = ['', ''];

beforeEach(async () => {
  world = await World.begin();
  [sam, ward] = [await world.tablet(world.sam), await world.tablet(world.ward)];
  [vault, record] = [await createVault(sam.replica, 'case'), b64u(newId())];
  await settle([sam, ward]);
  await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { note: 'n' }));
});

/** What is asked at one of `paths` is refused with `code`; returns what ends that. */
function refuse(paths: readonly string[], status: number, code: string): () => void {
  const sendFrom = world.server.sendFrom.bind(world.server);
  const spy = vi.spyOn(world.server, 'sendFrom').mockImplementation((browser) => async (url, asked) => {
    if (!paths.some((path) => url.endsWith(path))) return sendFrom(browser)(url, asked);
    return Promise.resolve(new Response(JSON.stringify({ error: { code } }), { status }));
  });
  return () => { spy.mockRestore(); };
}

const has = (tablet: Tablet): boolean => vaultOf(tablet.replica, vault).state.leaves.has(record);
const unsent = async (): Promise<number> => (await sam.replica.keeper.database()).count('outbox');

test('an app newer than its server says so, and keeps what was written until the server is upgraded', async () => {
  const upgraded = refuse(['/push', '/exchange'], 400, 'server_too_old');
  expect(troubleOf(await sam.exchange().catch((error: unknown) => error))).toBe('server_too_old');
  expect([has(sam), await unsent()]).toEqual([true, 1]);
  upgraded();
  await settle([sam, ward]);
  expect([has(ward), await unsent()]).toEqual([true, 0]);
});

test('an app older than its server says so, and what was written is sent all the same', async () => {
  const updated = refuse(['/exchange'], 426, 'upgrade_client');
  expect(troubleOf(await sam.exchange().catch((error: unknown) => error))).toBe('upgrade_client');
  expect([has(sam), await unsent()]).toEqual([true, 0]);
  updated();
  await settle([ward]);
  expect(has(ward)).toBe(true);
});
