/**
 * What is not sent yet goes up: one batch a vault (`docs/client.md`, step 1). An entry keeps its bytes once it is chained, and no
 * key is needed to send it.
 *
 *     const sent = await send(replica);
 *     sent.taken, sent.refusals, sent.held
 *
 * What a refusal asks for is decided when the log has been read on: `refusals.ts`.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, MAX_BATCHES } from '../generated/limits.ts';
import { type Bytes, same } from '../sync/encoding.ts';
import { type Entry, type Kind, parse } from '../sync/entry.ts';
import { nextHash } from '../sync/log.ts';
import { push, type PushError, type PushResult } from './api.ts';
import { beginningWith, type Database, inOneStep, type VaultRow } from './db.ts';
import { runOf } from './log_rows.ts';
import type { Replica } from './replica.ts';
import { beingGivenBack } from './rewind.ts';

/** Nothing is wrong with what was sent: it is kept, and sent again later. */
export const HOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['busy', 'storage_full', 'rate_limited', 'internal', 'restoring']);
const HEADED: ReadonlySet<Kind | ''> = new Set<Kind>(['genesis', 'membership']);
/** What may follow what is headed in the same step. */
const CARRIED: ReadonlySet<Kind | ''> = new Set<Kind>(['membership', 'epoch']);
/** The entries of a batch that were refused, each with its code; null for a code of a newer server. */
export type Refusal = readonly (readonly [entry: Entry, code: ErrorCode | null])[];

/**
 * What a push came to: how many entries were taken, which of these are not seen in the log yet, what was refused (both by vault),
 * and what holds everything up.
 */
export interface Sent {
  taken: number;
  readonly unseen: Map<string, readonly Entry[]>;
  readonly refusals: Map<string, Refusal>;
  held: ErrorCode | null;
}

/** A vault's next batch. */
interface Batch {
  readonly vault: string;
  readonly entries: readonly Entry[];
}

/** Push the outbox, vault by vault, until it is empty or refused. Throws `ServerRefused` and `Unreachable`. */
export async function send(replica: Replica): Promise<Sent> {
  const sent: Sent = { taken: 0, unseen: new Map(), refusals: new Map(), held: null };
  const [first, tried] = await Promise.all([outboxVaults(await replica.keeper.database()), beingGivenBack(replica)]);
  for (let vaults = first; ; vaults = await outboxVaults(await replica.keeper.database())) {
    const batches = await nextBatches(await replica.keeper.database(), vaults.filter((vault) => !tried.has(vault)));
    if (batches.length === 0) return sent;
    const asked = batches.map(({ vault, entries }) => ({ vault, entries: entries.map(({ bytes }) => bytes) }));
    const results = await push(replica.line, asked);
    for (const [place, batch] of batches.entries()) {
      const result = results[place];
      if (result === undefined) continue;
      if ('error' in result) {
        tried.add(batch.vault);
        refused(batch, result.error, sent);
      } else {
        sent.taken += batch.entries.length;
        if (await taken(replica, batch, result)) continue;
        tried.add(batch.vault);
        sent.unseen.set(batch.vault, batch.entries);
      }
    }
    replica.listener.about();
  }
}

/** Vaults with something not sent yet. */
export async function outboxVaults(database: Database): Promise<string[]> {
  const keys = await database.getAllKeys('outbox');
  return [...new Set(keys.map(([vault]) => vault))];
}

/** The next batch of each of these vaults, together no more than one request may hold. */
async function nextBatches(database: Database, vaults: readonly string[]): Promise<Batch[]> {
  const batches: Batch[] = [];
  let room: number = MAX_BATCH_BYTES;
  for (const vault of vaults) {
    const rows = await database.getAll('outbox', beginningWith(vault), MAX_BATCH_ENTRIES + 1);
    const entries = fitting(rows.map(({ entry }) => parse(entry)), room, batches.length === 0);
    if (entries.length > 0) batches.push({ vault, entries });
    room -= entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (room <= 0 || batches.length === MAX_BATCHES) break;
  }
  return batches;
}

/** As much of a tail as there is room for; where it is alone in its request, something. */
function fitting(tail: readonly Entry[], room: number, isAlone: boolean): readonly Entry[] {
  let [end, size] = [0, 0];
  for (const { bytes } of tail.slice(0, MAX_BATCH_ENTRIES)) {
    size += bytes.length;
    if (size > room && !(isAlone && end === 0)) break;
    end += 1;
  }
  const whole = wholeEnd(tail, end);
  return tail.slice(0, whole === 0 && isAlone ? end : whole);
}

/**
 * Where to end so that nothing is torn apart: what somebody is removed by and the keys that follow are one batch, and so are a
 * beginning and its first keys.
 */
function wholeEnd(tail: readonly Entry[], most: number): number {
  const kindAt = (place: number): Kind | '' => tail[place]?.header.kind ?? '';
  let end = most;
  while (end > 0 && HEADED.has(kindAt(end - 1)) && CARRIED.has(kindAt(end))) end -= 1;
  return end;
}

/**
 * Note that the log has them. If nobody else wrote meanwhile they need not be pulled; else they leave the outbox once they are.
 * Returns whether that was so.
 */
async function taken(replica: Replica, { vault, entries }: Batch, result: Exclude<PushResult, { error: unknown }>): Promise<boolean> {
  const database = await replica.keeper.database();
  const row = await database.get('vaults', vault);
  const [headSeq, headHash] = result.head;
  if (row === undefined || !follow(row, result.seqs, headSeq)) return false;
  const hashes: Bytes[] = [];
  let logHash = row.fetchedHash;
  for (const { hash } of entries) hashes.push((logHash = nextHash(logHash, hash)));
  if (!same(logHash, headHash)) return false;
  const moved: VaultRow = { ...row, logId: result.logId, fetchedSeq: headSeq, fetchedHash: logHash };
  await inOneStep(database, ['runs', 'vaults', 'outbox'], async (step) => {
    await Promise.all([
      step.objectStore('runs').put(runOf(vault, row.fetchedSeq + 1, entries.map(({ bytes }) => bytes), hashes)),
      step.objectStore('vaults').put(moved),
      ...entries.map(({ header }) => step.objectStore('outbox').delete([vault, header.counter])),
    ]);
  });
  replica.heard = { ...replica.heard, listed: new Set([...replica.heard.listed, vault]) };
  return true;
}

function follow({ fetchedSeq }: VaultRow, seqs: readonly number[], headSeq: number): boolean {
  return fetchedSeq + seqs.length === headSeq && seqs.every((seq, place) => seq === fetchedSeq + place + 1);
}

function refused({ vault, entries }: Batch, { code, entries: named }: PushError, sent: Sent): void {
  const found = named.flatMap(([place, each]): Refusal => {
    const entry = entries[place];
    return entry === undefined ? [] : [[entry, each]];
  });
  if (found.length === 0 || found.some(([, each]) => each !== null && HOLD.has(each))) sent.held = code ?? 'upgrade_client';
  else sent.refusals.set(vault, found);
}
