/** That a tablet was locked out is said until the server says otherwise: that nothing is heard of it is no word. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { lockOut } from '../../src/store/administration.ts';
import type { Beside } from '../../src/store/index.ts';
import { b64u } from '../../src/sync/encoding.ts';
import { exists, Glass, passwordOf } from './glass.ts';
import { type Tablet, World } from './tablets.ts';

let [world, ann, glass, sam]: readonly [World, Tablet, Glass, Beside] = [] as never;
let before: ReturnType<World['server']['backup']>;

beforeEach(async () => {
  world = await World.begin();
  ann = await world.tablet(world.ann);
  glass = await Glass.of(world, [world.sam]);
  sam = await glass.open(world.sam);
  await sam.exchange();
  before = world.server.backup();
  await ann.exchange();
  await lockOut(ann.replica, b64u(world.sam.device.id));
  await sam.exchange();
});
afterEach(() => { glass.end(); });

test('without a network, and from a busy server', async () => {
  expect(sam.trouble.value).toBe('revoked_device');
  world.server.restoring = true;
  await sam.exchange();
  expect(sam.trouble.value).toBe('revoked_device');
  glass.isOffline = true;
  await sam.exchange();
  expect(sam.trouble.value).toBe('revoked_device');
});

test('as soon as it is opened again, before any answer', async () => {
  await sam.door.lock();
  expect(sam.trouble.value).toBeNull();
  glass.isOffline = true;
  await sam.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
  expect(sam.trouble.value).toBe('revoked_device');
  await sam.exchange();
  expect(sam.trouble.value).toBe('revoked_device');
});

test('and not a moment longer: a server that was set back to before it was said exchanges with it', async () => {
  await world.server.setBack(before);
  world.server.restoring = false;
  await sam.exchange();
  await vi.waitFor(() => { expect(sam.trouble.value).toBeNull(); });
  glass.isOffline = true;
  await sam.exchange();
  expect(sam.trouble.value).toBe('unreachable');
  await sam.door.lock();
  expect(sam.known.value.map(({ ended }) => ended)).toEqual([false]);
});

test('and it signs out, also where the server knows the name no more', async () => {
  const sendFrom = world.server.sendFrom.bind(world.server);
  const said = (status: number, code: string): Response => new Response(JSON.stringify({ error: { code } }), { status });
  vi.spyOn(world.server, 'sendFrom').mockImplementation((browser) => async (url, asked) => {
    if (url.endsWith('/sign-in')) return said(401, 'sign_in_refused');
    return url.endsWith('/account') ? said(403, 'forbidden') : sendFrom(browser)(url, asked);
  });
  glass.browser.member = null;
  const name = glass.databaseOf(world.sam);
  const again = await glass.open(world.sam);
  expect(again.trouble.value).toBe('revoked_device');
  expect(await again.door.signOut(false)).toBe(true);
  expect(await exists(name)).toBe(false);
});
