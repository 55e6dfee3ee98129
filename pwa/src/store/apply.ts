/**
 * From fetched entries to merged records (`docs/client.md`, steps 4 and 5): judge, open, merge, compare.
 *
 * Every entry is judged as if the server were not to be trusted; what cannot be taken is set aside with its code and stops
 * nothing behind it. Only a vault without any key waits whole. What takes time is done before the vault's lock is taken;
 * under it, one transaction moves the applied cursor, and then memory follows.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { inBatches } from '../sync/crypto.ts';
import { b64u, type Bytes, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { recordOf } from '../sync/op.ts';
import { isBeyond } from '../sync/roster.ts';
import { append, judge, prove, type Proof, setAside } from '../sync/vault.ts';
import type { VaultLog } from '../sync/vault_log.ts';
import { mayDo } from '../sync/vault_rights.ts';
import { type AsideRow, type Database, type ForkRow, inOneStep, type Step, type VaultRow } from './db.ts';
import { behindOf, type Fresh, proofsOf, type Read } from './fresh.ts';
import { emptyVault, isMerged, mergeSaid, openAll, type Said, UNOPENED, withUnsent } from './kept.ts';
import { hashAt, type LogEntry } from './log_rows.ts';
import { whileSaving } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { refresh } from './save.ts';
import { toldBy } from './told.ts';
import { type OpenVault, takeKeys } from './vaults.ts';

/** So many vaults are applied at a time. */
const LANES = 4;

/** Codes of entries of which it is not shown that their author signed them. */
const UNPROVED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bad_signature', 'unknown_device', 'wrong_school', 'wrong_vault']);

/** Apply whatever is fetched and not applied, vault by vault. Returns whether there was anything. */
export async function applyFetched(replica: Replica, open: Opened, fresh: Fresh): Promise<boolean> {
  const rows = await (await replica.keeper.database()).getAll('vaults');
  const behind = rows.filter((row) => row.appliedSeq < row.fetchedSeq);
  // Of what one vault waits for, others need not wait.
  const waiting = behind.values();
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, async () => {
    for (const row of waiting) await applyVault(replica, open, row, fresh);
  }));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return behind.length > 0;
}

/** What became of an entry: its code where it was refused, and what it says where it was taken. */
interface Judged {
  readonly at: LogEntry;
  readonly entry: Entry;
  readonly code: ErrorCode | null;
}

async function applyVault(replica: Replica, open: Opened, row: VaultRow, fresh: Fresh): Promise<void> {
  const database = await replica.keeper.database();
  const vault = await vaultAt(replica, open, row);
  const found = await behindOf(replica, row, fresh);
  const proofs = await proofsOf(replica, found);
  const log: VaultLog = { ...structuredClone(vault.log), logId: row.logId };
  const judged = judgeAll(replica, log, found, proofs);
  const taken = judged.filter(({ code }) => code === null).map(({ entry }) => entry);
  await takeKeys(replica.suite, open.identity, vault, taken);
  if (vault.keys.size === 0) return;
  const said = await openAll(replica.suite, vault, taken);
  const forks = row.rewound ? [] : await compareSeen(database, row, judged);
  const told = await toldBy(replica, vault, said);
  const outcome = { judged, said: new Map(said.map((each) => [each.entry, each])), told, forks, log };
  await whileSaving(replica.keeper.name, row.vault, () => commit(replica, open, vault, row, outcome));
  replica.listener.changed(row.vault, touched(said));
}

/** The vault in memory, as far as it was applied. */
async function vaultAt(replica: Replica, open: Opened, row: VaultRow): Promise<OpenVault> {
  const found = open.vaults.get(row.vault);
  if (found?.log.seq === row.appliedSeq && found.era === row.era) return found;
  const read = await whileSaving(replica.keeper.name, row.vault, () => refresh(replica, open, row.vault));
  const vault = read ?? emptyVault(replica, row.vault, row.era);
  open.vaults.set(row.vault, vault);
  return vault;
}

function judgeAll(replica: Replica, log: VaultLog, found: readonly Read[], proofs: readonly Proof[]): Judged[] {
  return found.flatMap((at, place): Judged[] => {
    const { entry } = at;
    const proof = proofs[place];
    if (proof === undefined) return [];
    const code = judge(log, replica.school, entry, proof);
    if (code === null) append(log, entry);
    else setAside(log, entry, code);
    return [{ at, entry, code }];
  });
}

function touched(said: readonly Said[]): ReadonlySet<string> {
  return new Set(said.flatMap(({ body }) => body?.changes.map(({ path }) => recordOf(path)) ?? []));
}

/** What applying came to, to be written. */
interface Outcome {
  readonly judged: readonly Judged[];
  readonly said: ReadonlyMap<Entry, Said>;
  /** Rows of `aside` that it says. */
  readonly told: readonly number[];
  readonly forks: readonly ForkRow[];
  readonly log: VaultLog;
}

async function commit(replica: Replica, open: Opened, vault: OpenVault, row: VaultRow, outcome: Outcome): Promise<void> {
  const { judged, said, told, forks, log } = outcome;
  const database = await replica.keeper.database();
  const own = open.identity.device.id;
  // Nothing that is kept goes away for an entry that its author did not sign.
  const proven = judged.filter(({ code }) => code === null || !UNPROVED.has(code));
  const unsent = await inOneStep(database, ['vaults', 'aside', 'forks', 'outbox', 'drops'], async (step) => {
    const aside = judged.flatMap((each) => asideOf(row.vault, each, said.get(each.entry)));
    await Promise.all([
      ...aside.map((each) => step.objectStore('aside').add(each)),
      ...told.map((id) => step.objectStore('aside').delete(id)),
      ...forks.map((fork) => step.objectStore('forks').put(fork)),
      ...proven.map(({ entry }) => unqueue(step, row.vault, own, entry)),
      row.rewound ? dropReturned(step, row.vault, proven) : null,
      step.objectStore('vaults').put({ ...row, appliedSeq: log.seq }),
    ]);
    return step.objectStore('outbox').getAll(IDBKeyRange.bound([row.vault], [row.vault, []]));
  }, 'relaxed');
  vault.log = log;
  vault.ahead = withUnsent(log, unsent.map(({ entry }) => parse(entry)));
  for (const { at, entry } of judged) {
    const each = said.get(entry);
    if (each !== undefined) mergeSaid(vault, each, at.seq);
  }
  vault.unsealed += judged.length;
}

function asideOf(vault: string, { at, code }: Judged, said: Said | undefined): AsideRow[] {
  const found = code ?? said?.code ?? null;
  if (found === null) return [];
  // A view would take the whole answer with it.
  return [{ vault, seq: at.seq, code: found, entry: new Uint8Array(at.bytes), mine: false, settled: false }];
}

/** What was cut off by a rewind and has come back is kept in the log again. */
async function dropReturned(step: Step, vault: string, judged: readonly Judged[]): Promise<void> {
  const back = new Set(judged.map(({ entry }) => b64u(entry.hash)));
  const aside = step.objectStore('aside');
  const cut = (await aside.index('vault').getAll(vault)).filter(({ code }) => code === 'rewound');
  const returned = cut.filter(({ entry }) => back.has(b64u(parse(entry).hash)));
  await Promise.all(returned.map(({ id }) => aside.delete(id ?? 0)));
}

/** What stands in the log need not be sent any more. The same op under another seal is the same save; another op is not. */
async function unqueue(step: Step, vault: string, own: Bytes, { header }: Entry): Promise<void> {
  const { kind, device, counter, opId } = header;
  if (kind === 'drop') return step.objectStore('drops').delete([b64u(device), counter]);
  if (!same(device, own)) return;
  const outbox = step.objectStore('outbox');
  const unsent = await outbox.get([vault, counter]);
  if (unsent !== undefined && same(parse(unsent.entry).header.opId, opId)) await outbox.delete([vault, counter]);
}

/** What an author had seen must be our history too: a difference is a fork. */
async function compareSeen(database: Database, row: VaultRow, judged: readonly Judged[]): Promise<ForkRow[]> {
  const hashes = new Map<number, Bytes | null>(judged.map(({ at }) => [at.seq, at.logHash]));
  const forks: ForkRow[] = [];
  for (const { at, entry: { header } } of judged) {
    const { seenSeq, seenHash, device } = header;
    if (seenSeq === 0) continue;
    if (!hashes.has(seenSeq)) hashes.set(seenSeq, await hashAt(database, row.vault, seenSeq));
    const ours = seenSeq < at.seq ? hashes.get(seenSeq) : null;
    if (ours === null || ours === undefined || !same(ours, seenHash)) {
      forks.push({ vault: row.vault, seq: seenSeq, device: b64u(device) });
    }
  }
  return forks;
}

// Again ----------------------------------------------------------------------------------------------------

/**
 * Try again what was set aside: a key, a version or an entry of the school's log may have come meanwhile. What opens is
 * merged as if it had come now: the merge does not depend on order. Returns whether anything was.
 */
export async function retryAside(replica: Replica, open: Opened): Promise<boolean> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  const again = rows.filter(({ mine }) => !mine);
  let merged = 0;
  for (const vault of new Set(again.map((row) => row.vault))) {
    const found = open.vaults.get(vault);
    if (found !== undefined) merged += await retryVault(replica, found, again.filter((row) => row.vault === vault));
  }
  return merged > 0;
}

async function retryVault(replica: Replica, vault: OpenVault, rows: readonly AsideRow[]): Promise<number> {
  const again = await inBatches(rows, (row) => retry(replica, vault, row));
  const said = again.flatMap((each) => (each.said === null ? [] : [each.said]));
  const settled = again.filter(({ isSettled }) => isSettled);
  if (settled.length === 0 && said.length === 0) return 0;
  await whileSaving(replica.keeper.name, vault.id, async () => {
    const database = await replica.keeper.database();
    await inOneStep(database, ['aside'], (step) => Promise.all(settled.map(({ row }) => settle(step, row))), 'relaxed');
    for (const { row, said: each } of again) if (each !== null) mergeSaid(vault, each, row.seq);
    vault.unsealed += said.length;
  });
  replica.listener.changed(vault.id, touched(said));
  return settled.length + said.length;
}

/** A row tried again: what it says if that can be read now, and whether nothing is left to be shown of it. */
interface Retried {
  readonly row: AsideRow;
  readonly said: Said | null;
  readonly isSettled: boolean;
}

async function retry(replica: Replica, vault: OpenVault, row: AsideRow): Promise<Retried> {
  const entry = parse(row.entry);
  // A refused change of keys or members stays in sight whatever becomes of its place in the state.
  const canSettle = row.code !== 'rewound' && !row.settled && (entry.header.kind === 'op' || entry.header.kind === 'drop');
  if (isMerged(vault, entry)) return { row, said: null, isSettled: canSettle };
  if (row.code !== 'rewound' && !(await isBelieved(replica, vault, row.code, entry))) return { row, said: null, isSettled: false };
  const [said] = await openAll(replica.suite, vault, [entry]);
  return said?.code === null ? { row, said, isSettled: canSettle } : { row, said: null, isSettled: false };
}

/** What only could not be opened stands in the log by right, and is forgotten; anything else the log goes on stepping over. */
function settle(step: Step, row: AsideRow): Promise<unknown> {
  const aside = step.objectStore('aside');
  return UNOPENED.has(row.code) ? aside.delete(row.id ?? 0) : aside.put({ ...row, settled: true });
}

/** Whether its author is to be believed. Its place in the log is past: chain and epochs are not asked again. */
async function isBelieved(replica: Replica, vault: OpenVault, code: ErrorCode, entry: Entry): Promise<boolean> {
  const { suite, school } = replica;
  const { kind, device: id, counter } = entry.header;
  const { isSigned, isTicketSigned } = await prove(suite, school, entry);
  // Of what a ticket allows, how much and how often is judged once, at its place.
  if (kind === 'drop') return isSigned && isTicketSigned && UNOPENED.has(code);
  const device = school.devices.get(b64u(id));
  if (device === undefined || !isSigned || isBeyond(device, vault.id, counter)) return false;
  return mayDo(vault.log, school, device.member, 'write', true);
}
