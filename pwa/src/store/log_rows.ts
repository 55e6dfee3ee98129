/**
 * A vault's fetched entries as they lie in the database: in runs, one an answer of the server.
 *
 *     step.objectStore('runs').put(runOf(vault, first, entries, hashes));
 *     for (const { seq, bytes, logHash } of await entriesAfter(database, vault, appliedSeq)) …
 *     await hashAt(database, vault, seq)                        // null where it is not fetched
 */
import { type Bytes, concat, HASH_SIZE } from '../sync/encoding.ts';
import type { Database, RunRow, Step } from './db.ts';

/** A fetched entry: its seq, its bytes, and the log hash after it. */
export interface LogEntry {
  readonly seq: number;
  readonly bytes: Bytes;
  readonly logHash: Bytes;
}

/** The row that holds `entries` from `first` on, `hashes` being the log hash after each. */
export function runOf(vault: string, first: number, entries: readonly Bytes[], hashes: readonly Bytes[]): RunRow {
  const ends = new Uint32Array(entries.length);
  let end = 0;
  entries.forEach((entry, place) => (ends[place] = end += entry.length));
  return { vault, first, entries: concat(...entries), ends, hashes: concat(...hashes) };
}

/** The entries of a run. What is given are views of the row's bytes. */
export function entriesOf({ first, entries, ends, hashes }: RunRow): LogEntry[] {
  return Array.from(ends, (end, place) => ({
    seq: first + place,
    bytes: entries.subarray(place === 0 ? 0 : ends[place - 1], end),
    logHash: hashes.subarray(place * HASH_SIZE, (place + 1) * HASH_SIZE),
  }));
}

/** The entries beyond `after` and up to `upto`, in order. */
export async function entriesAfter(
  database: Database, vault: string, after: number, upto = Infinity,
): Promise<LogEntry[]> {
  const runs = await runsFrom(database, vault, after + 1, upto);
  return runs.flatMap(entriesOf).filter(({ seq }) => seq > after && seq <= upto);
}

/** The log hash after the entry `seq`, or null where that is not fetched. */
export async function hashAt(database: Database, vault: string, seq: number): Promise<Bytes | null> {
  const [run] = await runsFrom(database, vault, seq, seq);
  const found = run === undefined ? undefined : entriesOf(run).find((entry) => entry.seq === seq);
  return found === undefined ? null : new Uint8Array(found.logHash);
}

/** The runs that hold any seq from `from` to `upto`. */
async function runsFrom(database: Database, vault: string, from: number, upto: number): Promise<RunRow[]> {
  const step = database.transaction('runs', 'readonly');
  const start = await step.store.openKeyCursor(IDBKeyRange.bound([vault], [vault, from]), 'prev');
  const first = start === null ? from : start.primaryKey[1];
  return step.store.getAll(IDBKeyRange.bound([vault, first], [vault, upto]));
}

/** Take out and return the entries beyond `after`: the server has another history from there. In a transaction. */
export async function cutAfter(step: Step, vault: string, after: number): Promise<Bytes[]> {
  const runs = step.objectStore('runs');
  const start = await runs.openKeyCursor(IDBKeyRange.bound([vault], [vault, after + 1]), 'prev');
  const first = start === null ? after + 1 : start.primaryKey[1];
  const cut: Bytes[] = [];
  for (const run of await runs.getAll(IDBKeyRange.bound([vault, first], [vault, Infinity]))) {
    const found = entriesOf(run);
    const kept = found.filter(({ seq }) => seq <= after);
    if (kept.length === found.length) continue;
    cut.push(...found.slice(kept.length).map(({ bytes }) => new Uint8Array(bytes)));
    if (kept.length === 0) await runs.delete([vault, run.first]);
    else await runs.put(runOf(vault, run.first, kept.map(({ bytes }) => bytes), kept.map(({ logHash }) => logHash)));
  }
  return cut;
}
