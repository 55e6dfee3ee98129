/** Who leaves, or loses a tablet, keeps with their colleagues what had arrived; and nobody stays in by writing all the time. */
import { beforeEach, expect, test, vi } from 'vitest';

import { lockOut, remove } from '../../src/store/administration.ts';
import { vaultOf } from '../../src/store/replica.ts';
import { createVault, save } from '../../src/store/save.ts';
import { b64u, newId } from '../../src/sync/encoding.ts';
import { setChanges, view } from '../../src/sync/records.ts';
import { settle, type Tablet, World } from './tablets.ts';

let [world, ann, sam, ward]: readonly [World, Tablet, Tablet, Tablet] = [] as never;
let vault: string;

beforeEach(async () => {
  world = await World.begin();
  [ann, sam, ward] = [await world.tablet(world.ann), await world.tablet(world.sam), await world.tablet(world.ward)];
  vault = await createVault(sam.replica, 'case');
  await settle([sam, ward, ann]);
});

const ACTS: readonly (readonly [string, () => Promise<void>])[] = [
  ['removed', () => remove(ann.replica, world.sam.id)],
  ['locked out', () => lockOut(ann.replica, b64u(world.sam.device.id))],
];

/** On the administrator's line, Sam's tablet is faster so many times: it writes something, and sends it. Returns the records. */
function writingBefore(times: number): string[] {
  const records: string[] = [];
  const sendFrom = world.server.sendFrom.bind(world.server);
  vi.spyOn(world.server, 'sendFrom').mockImplementation((browser) => async (url, asked) => {
    if (browser === ann.browser && url.endsWith('/log') && records.length < times) {
      const record = b64u(newId());
      records.push(record);
      await save(sam.replica, vault, setChanges(vaultOf(sam.replica, vault).state, record, { _form: 'session', note: 'sent in time' }));
      // From the second time on the server takes nothing of it.
      await sam.exchange().catch((error: unknown) => { expect(error).toMatchObject({ code: 'rate_limited' }); });
    }
    return sendFrom(browser)(url, asked);
  });
  return records;
}

test.each(ACTS)('what arrived while it was said is kept: %s', async (_, act) => {
  const records = writingBefore(1);
  await act();
  await expect(sam.exchange()).rejects.toMatchObject({ code: 'revoked_device' });
  await settle([ward]);
  expect(records).toHaveLength(1);
  expect(view(vaultOf(ward.replica, vault).state, records[0] ?? '')?.fields.get('note')?.value).toBe('sent in time');
  expect(await (await ward.replica.keeper.database()).count('aside')).toBe(0);
});

test.each(ACTS)('a tablet that writes all the time is shut out all the same, and nothing of it stands beyond: %s', async (_, act) => {
  const records = writingBefore(1_000);
  await act();
  await expect(sam.exchange()).rejects.toMatchObject({ code: 'revoked_device' });
  await settle([ward]);
  expect(records.length, 'requests, of which there would be eight at most').toBeLessThan(8);
  expect(await (await ward.replica.keeper.database()).count('aside')).toBe(0);
});
