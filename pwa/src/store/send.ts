/**
 * What is not sent yet goes up: one batch a vault (`docs/client.md`, step 1). No key is needed to send; what a refusal asks
 * for may need some, and then waits until the device is unlocked.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '../generated/limits.ts';
import { type Bytes, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { nextHash } from '../sync/log.ts';
import { push, type PushError, type PushResult } from './api.ts';
import { type Database, inOneStep, type VaultRow } from './db.ts';
import { runOf } from './log_rows.ts';
import type { Replica } from './replica.ts';
import { setAsideOwn } from './rewrite.ts';

/** Nothing is wrong with what was sent: it is kept, and sent again later. */
export const HOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['busy', 'storage_full', 'rate_limited', 'internal', 'restoring']);
/** This device may no longer append: the tail is handed in at `late`. */
const HAND_IN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not_entitled', 'revoked_device']);
/** Our own chain is whole, and the school's log says who we are: the server lacks what came before. */
const LACKS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['counter_gap', 'chain_broken', 'wrong_vault', 'unknown_device']);

/** What a push came to: entries taken, vaults whose tail is to be handed in, and what else has to be done. */
export interface Sent {
  taken: number;
  readonly handedIn: string[];
  setBack: boolean;
  /** Vaults of which the server lacks what came before. */
  readonly lacking: string[];
  held: ErrorCode | null;
}

/** A vault's next batch. */
interface Batch {
  readonly vault: string;
  readonly entries: readonly Entry[];
}

/** Push the outbox, vault by vault, until it is empty or refused. Throws `ServerRefused` and `Unreachable`. */
export async function send(replica: Replica): Promise<Sent> {
  const sent: Sent = { taken: 0, handedIn: [], setBack: false, lacking: [], held: null };
  const tried = new Set(replica.open?.stale);
  for (;;) {
    const batches = await nextBatches(await replica.keeper.database(), tried);
    if (batches.length === 0) return sent;
    const asked = batches.map(({ vault, entries }) => ({ vault, entries: entries.map(({ bytes }) => bytes) }));
    const results = await push(replica.line, asked);
    for (const [place, batch] of batches.entries()) {
      const result = results[place];
      if (result === undefined) continue;
      if ('error' in result) {
        tried.add(batch.vault);
        await refused(replica, batch, result.error, sent);
      } else {
        sent.taken += batch.entries.length;
        if (!(await taken(replica, batch, result))) tried.add(batch.vault);
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

/** The next batch of each vault, together no more than one request may hold. */
async function nextBatches(database: Database, tried: ReadonlySet<string>): Promise<Batch[]> {
  const batches: Batch[] = [];
  let room: number = MAX_BATCH_BYTES;
  for (const vault of await outboxVaults(database)) {
    if (tried.has(vault)) continue;
    const rows = await database.getAll('outbox', IDBKeyRange.bound([vault], [vault, []]), MAX_BATCH_ENTRIES);
    const entries: Entry[] = [];
    for (const { entry } of rows) {
      if (entry.length > room && entries.length + batches.length > 0) break;
      room -= entry.length;
      entries.push(parse(entry));
    }
    if (entries.length > 0) batches.push({ vault, entries });
    if (room <= 0) break;
  }
  return batches;
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

// Refusals -------------------------------------------------------------------------------------------------

async function refused(replica: Replica, { vault, entries }: Batch, error: PushError, sent: Sent): Promise<void> {
  const codes = error.entries.length > 0 ? error.entries.map(([, code]) => code) : [error.code];
  const has = (wanted: ReadonlySet<ErrorCode>): boolean => codes.some((code) => code !== null && wanted.has(code));
  const isNothingTaken = error.entries.some(([place]) => isLast(entries[place]));
  if (has(HOLD) || (error.code !== null && HOLD.has(error.code))) sent.held = error.code;
  else if (codes.includes('set_back')) sent.setBack = true;
  else if (codes.includes('rewound') || codes.every((code) => code !== null && LACKS.has(code))) sent.lacking.push(vault);
  else if (has(HAND_IN) || isNothingTaken) sent.handedIn.push(vault);
  else if (codes.every((code) => code === 'stale_epoch')) replica.open?.stale.add(vault);
  else if (error.entries.length === 0) sent.held = error.code ?? 'internal';
  else await setAllAside(replica, vault, entries, error);
}

/** Where a beginning is refused, or a void, no void will be taken in its place either. */
function isLast(entry: Entry | undefined): boolean {
  return entry?.header.kind === 'void' || entry?.header.kind === 'genesis';
}

async function setAllAside(replica: Replica, vault: string, entries: readonly Entry[], error: PushError): Promise<void> {
  const { open } = replica;
  if (open === null) return;
  for (const [place, code] of error.entries) {
    const entry = entries[place];
    // What was sealed under another epoch than the one in force is sealed anew, once the rest is out of its way.
    if (code === 'stale_epoch') open.stale.add(vault);
    else if (entry !== undefined) await setAsideOwn(replica, open, vault, entry, code ?? 'malformed');
  }
}
