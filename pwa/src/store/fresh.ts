/**
 * What an exchange holds in memory while it fetches and applies, so that it reads and parses everything once and waits for no
 * writing before its time.
 *
 *     const fresh = nothingFresh();
 *     remember(replica, fresh, vault, read);                        // entries, as they come
 *     fresh.written = …                                             // their writing, begun
 *     await behindOf(replica, row, fresh)                           // what is fetched and not applied
 *     await fresh.written                                           // before anything that comes of them is
 */
import type { ErrorCode } from '../generated/codes.ts';
import { inBatches } from '../sync/crypto.ts';
import { same } from '../sync/encoding.ts';
import { type Entry, parseAsync } from '../sync/entry.ts';
import { prove, type Proof } from '../sync/vault.ts';
import type { VaultRow } from './db.ts';
import { entriesAfter, type LogEntry } from './log_rows.ts';
import type { Replica } from './replica.ts';

/** A fetched entry that was parsed. `proving`: its signature, where its checking was begun as it came. */
export interface Read extends LogEntry {
  readonly entry: Entry;
  readonly proving?: Promise<Proof>;
}

/** What came, or was read, in one round of an exchange. */
export interface Fresh {
  /** Vault → entries without gaps, in the log's order; what came first stands first. */
  readonly entries: Map<string, readonly Read[]>;
  /** Every vault's row with what came; null where they have to be read. Other tabs may have applied more meanwhile. */
  rows: Map<string, VaultRow> | null;
  /** Done once all that came is in the database; fails where the browser does not write. */
  written: Promise<void>;
  /** Whether something that the server has of a vault could not be taken, and why where that is no fork. It stops no other vault. */
  isStuck: boolean;
  held: ErrorCode | null;
}

/** As a round begins. */
export function nothingFresh(): Fresh {
  return { entries: new Map(), rows: null, written: Promise.resolve(), isStuck: false, held: null };
}

/** Every vault's row, as this round knows it. */
export async function rowsOf(replica: Replica, fresh: Fresh): Promise<Map<string, VaultRow>> {
  if (fresh.rows === null) {
    const rows = await (await replica.keeper.database()).getAll('vaults');
    fresh.rows = new Map(rows.map((row) => [row.vault, row]));
  }
  return fresh.rows;
}

/** Remember what follows on what is remembered of a vault, and begin to check its signatures. */
export function remember(replica: Replica, fresh: Fresh, vault: string, read: readonly Read[]): void {
  const begun = read.map((each): Read => {
    const proving = prove(replica.suite, replica.school, each.entry);
    // Whoever needs it hears of a fault; where nobody comes to need it, nobody has to.
    proving.catch(() => undefined);
    return { ...each, proving };
  });
  fresh.entries.set(vault, [...(fresh.entries.get(vault) ?? []), ...begun]);
}

/** What of a vault is fetched and not applied: as remembered if that is this log's, else from the database. */
export async function behindOf(replica: Replica, row: VaultRow, fresh: Fresh): Promise<readonly Read[]> {
  const { vault, appliedSeq, fetchedSeq, fetchedHash } = row;
  const held = (fresh.entries.get(vault) ?? []).filter(({ seq }) => seq > appliedSeq && seq <= fetchedSeq);
  const last = held.at(-1);
  if (last !== undefined && held.length === fetchedSeq - appliedSeq && same(last.logHash, fetchedHash)) return held;
  const found = await entriesAfter(await replica.keeper.database(), vault, appliedSeq, fetchedSeq);
  const read = await inBatches(found, async (at): Promise<Read> => ({ ...at, entry: await parseAsync(replica.suite, at.bytes) }));
  fresh.entries.set(vault, read);
  return read;
}

/** What proves each entry, as the school is known now. */
export function proofsOf({ suite, school }: Replica, found: readonly Read[]): Promise<Proof[]> {
  return inBatches(found, async ({ entry, proving }) => {
    const proof = await proving;
    // Of what was not signed by anybody known then, more may be known now.
    return proof !== undefined && isProved(entry, proof) ? proof : prove(suite, school, entry);
  });
}

function isProved({ header }: Entry, { isSigned, isTicketSigned }: Proof): boolean {
  return isSigned && (isTicketSigned || header.kind !== 'drop');
}
