/**
 * Whether a device was set back to an older state: a restored tablet, a copied profile. It then goes on under a new id
 * (`new_device.ts`).
 */
import { same } from '../sync/encoding.ts';
import { parse, verifyEntry } from '../sync/entry.ts';
import type { DeviceKey } from '../sync/keys.ts';
import type { VaultRow } from './db.ts';
import { behindOf, type Fresh, rowsOf } from './fresh.ts';
import type { Opened, Replica } from './replica.ts';

/**
 * Whether the log holds entries signed by this device that it does not remember, or others than it remembers.
 *
 * Its word is taken only for what is signed: a server cannot drive a device from one id to the next.
 */
export async function isSetBack(replica: Replica, open: Opened, fresh: Fresh): Promise<boolean> {
  for (const row of (await rowsOf(replica, fresh)).values()) {
    if (row.appliedSeq >= row.fetchedSeq || !(await isAheadOf(replica, open.identity.device, row, fresh))) continue;
    // With a new device every vault begins a new era.
    fresh.rows = null;
    return true;
  }
  return false;
}

async function isAheadOf(replica: Replica, own: DeviceKey, row: VaultRow, fresh: Fresh): Promise<boolean> {
  const entries = (await behindOf(replica, row, fresh)).filter(({ entry }) => same(entry.header.device, own.id));
  if (entries.length === 0) return false;
  const database = await replica.keeper.database();
  const [chain, outbox] = await Promise.all([
    database.get('chains', row.vault),
    database.getAll('outbox', IDBKeyRange.bound([row.vault], [row.vault, []])),
  ]);
  // The same op under another seal is the same save.
  const unsent = new Map(outbox.map(({ counter, entry }) => [counter, parse(entry).header.opId]));
  for (const { entry } of entries) {
    const { counter, opId } = entry.header;
    const isUnknown = counter > (chain?.counter ?? 0) || !same(unsent.get(counter) ?? opId, opId);
    if (isUnknown && await verifyEntry(replica.suite, entry, own.signPublic)) return true;
  }
  return false;
}
