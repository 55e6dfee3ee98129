/**
 * Entries as they were parsed when they came, or were first read, so that an exchange reads and parses each of them once.
 *
 *     const fresh: Fresh = new Map();
 *     remember(fresh, vault, read);                                 // as they come
 *     await behindOf(replica, row, fresh)                           // what is fetched and not applied
 */
import { inBatches } from '../sync/crypto.ts';
import { same } from '../sync/encoding.ts';
import { type Entry, parseAsync } from '../sync/entry.ts';
import type { VaultRow } from './db.ts';
import { entriesAfter, type LogEntry } from './log_rows.ts';
import type { Replica } from './replica.ts';

/** A fetched entry that was parsed. */
export interface Read extends LogEntry {
  readonly entry: Entry;
}

/** Vault → entries without gaps, in the log's order. */
export type Fresh = Map<string, readonly Read[]>;

/** Remember what follows on what is remembered of a vault. */
export function remember(fresh: Fresh, vault: string, read: readonly Read[]): void {
  fresh.set(vault, [...(fresh.get(vault) ?? []), ...read]);
}

/** What of a vault is fetched and not applied: as remembered if that is this log's, else from the database. */
export async function behindOf(replica: Replica, row: VaultRow, fresh: Fresh): Promise<readonly Read[]> {
  const { vault, appliedSeq, fetchedSeq, fetchedHash } = row;
  const held = (fresh.get(vault) ?? []).filter(({ seq }) => seq > appliedSeq && seq <= fetchedSeq);
  const last = held.at(-1);
  if (last !== undefined && held.length === fetchedSeq - appliedSeq && same(last.logHash, fetchedHash)) return held;
  const found = await entriesAfter(await replica.keeper.database(), vault, appliedSeq, fetchedSeq);
  const read = await inBatches(found, async (at): Promise<Read> => ({ ...at, entry: await parseAsync(replica.suite, at.bytes) }));
  fresh.set(vault, read);
  return read;
}
