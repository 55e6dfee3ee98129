/**
 * Every save that ever changed a record, from the sealed entries that this device keeps: also what was replaced since. Without a
 * network, and no more than its reader can open.
 *
 *     const { saves, unread } = await historyOf(replica, vault, record);
 *     saves[0]?.changes[0]?.over        // the dots that it put its value in the place of
 *
 * What counts is what the merged state was made of: an entry that was refused is no part of it.
 */
import { inBatches } from '../sync/crypto.ts';
import { b64u } from '../sync/encoding.ts';
import { type Entry, parse, parseAsync } from '../sync/entry.ts';
import { type Dot, recordOf, timeOf, type Value } from '../sync/op.ts';
import { believed, isCut, isMerged, openAll, type Said, UNOPENED } from './kept.ts';
import { entriesAfter } from './log_rows.ts';
import { type Replica, vaultOf } from './replica.ts';
import type { OpenVault } from './vaults.ts';

/** One value that was put into a record, at a path behind it, in the place of the dots `over`. */
export interface PastChange {
  readonly path: string;
  readonly value: Value;
  readonly dot: Dot;
  readonly over: readonly Dot[];
}

/** One save of a device, or of a pupil's page by its ticket, as far as it is about one record. */
export interface PastSave {
  readonly device: string;
  readonly counter: number;
  /** Corrected, in milliseconds since 1970 UTC. */
  readonly at: number;
  /** Its place in the log; null while it is on this tablet alone. */
  readonly seq: number | null;
  readonly changes: readonly PastChange[];
}

/** `unread`: so many entries of the vault cannot be opened here; any of them may be about the record. */
export interface RecordHistory {
  readonly saves: readonly PastSave[];
  readonly unread: number;
}

interface Placed {
  readonly entry: Entry;
  readonly seq: number | null;
}

/** All saves of a record, in the order of the log, own unsent ones last. Throws `Locked`, and `RangeError` for an unknown vault. */
export async function historyOf(replica: Replica, vault: string, record: string): Promise<RecordHistory> {
  const found = vaultOf(replica, vault);
  const { placed, unopened } = await keptOf(replica, found, found.seqs.get(record) ?? 0);
  const merged = placed.filter(({ entry }) => isMerged(found, entry));
  const said = await openAll(replica.suite, found, merged.map(({ entry }) => entry));
  const saves = said.flatMap((each, place): PastSave[] => {
    const save = saveOf(each, merged[place]?.seq ?? null, record);
    return save === null ? [] : [save];
  });
  return { saves, unread: unopened + said.filter(({ code }) => code !== null).length };
}

function saveOf({ entry: { header }, body }: Said, seq: number | null, record: string): PastSave | null {
  const device = b64u(header.device);
  const { counter } = header;
  const changes = (body?.changes ?? []).flatMap(({ path, value, over }, index): PastChange[] =>
    recordOf(path) === record ? [{ path: path.slice(record.length + 1), value, dot: [device, counter, index], over }] : []);
  return body === null || changes.length === 0 ? null : { device, counter, at: timeOf(body), seq, changes };
}

/** What is kept of a vault up to a place in its log, each save once, with how many entries wait for a key. */
async function keptOf(
  replica: Replica, vault: OpenVault, upto: number,
): Promise<{ readonly placed: readonly Placed[]; readonly unopened: number }> {
  const database = await replica.keeper.database();
  const [aside, outbox, drops, log] = await Promise.all([
    database.getAllFromIndex('aside', 'vault', vault.id),
    database.getAll('outbox', IDBKeyRange.bound([vault.id], [vault.id, []])),
    database.getAllFromIndex('drops', 'vault', vault.id),
    upto === 0 ? [] : entriesAfter(database, vault.id, 0, Math.min(upto, vault.log.seq)),
  ]);
  const refused = new Set(aside.map(({ seq }) => seq));
  const taken = log.filter(({ seq }) => !refused.has(seq));
  const entries = await inBatches(taken, ({ bytes }) => parseAsync(replica.suite, bytes));
  const unsent = [...outbox, ...drops].map(({ entry }) => parse(entry));
  const cut = await believed(replica, vault, [], aside.filter(isCut).map(({ entry }) => parse(entry)));
  const placed = [
    ...entries.map((entry, place): Placed => ({ entry, seq: taken[place]?.seq ?? null })),
    ...[...cut, ...unsent].map((entry): Placed => ({ entry, seq: null })),
  ];
  return { placed: onceEach(placed), unopened: aside.filter(({ code, seq }) => UNOPENED.has(code) && seq !== null).length };
}

function onceEach(placed: readonly Placed[]): readonly Placed[] {
  const seen = new Map<string, Placed>();
  for (const one of placed) {
    const key = `${b64u(one.entry.header.device)}.${one.entry.header.counter}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}
