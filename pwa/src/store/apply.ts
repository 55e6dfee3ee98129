/**
 * From fetched entries to merged records (`docs/client.md`, steps 4 and 5): judge, open, merge, compare.
 *
 * Every entry is judged as if the server were not to be trusted; what cannot be taken is set aside with its code and stops
 * nothing behind it. Only a vault without any key waits whole. What takes time is done before the vault's lock is taken;
 * under it, one transaction moves the applied cursor, and then memory follows.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { inBatches, inLanes } from '../sync/crypto.ts';
import { b64u, type Bytes, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { recordOf } from '../sync/op.ts';
import { isBeyond } from '../sync/roster.ts';
import { append, judge, prove, type Proof, setAside } from '../sync/vault.ts';
import type { VaultLog } from '../sync/vault_log.ts';
import { mayDo } from '../sync/vault_rights.ts';
import { type AsideRow, type Database, type ForkRow, inOneStep, type Step, type VaultRow } from './db.ts';
import { type Commit, committer, type Judged } from './commit.ts';
import { behindOf, type Fresh, proofsOf, type Read, rowsOf } from './fresh.ts';
import { emptyVault, isMerged, mergeSaid, openAll, type Said, UNOPENED, withinRights } from './kept.ts';
import { hashAt } from './log_rows.ts';
import { whileSaving } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { refresh } from './save.ts';
import { toldBy } from './told.ts';
import { type OpenVault, takeKeys } from './vaults.ts';

/** So many vaults are applied at a time. */
const LANES = 4;

/** Apply whatever is fetched and not applied, vault by vault. Returns whether there was anything. */
export async function applyFetched(replica: Replica, open: Opened, fresh: Fresh): Promise<boolean> {
  const rows = await rowsOf(replica, fresh);
  // The signatures of what came first are checked first.
  const places = new Map([...fresh.entries.keys()].map((vault, place) => [vault, place]));
  const placeOf = ({ vault }: VaultRow): number => places.get(vault) ?? places.size;
  const behind = [...rows.values()].filter((row) => row.appliedSeq < row.fetchedSeq)
    .sort((one, other) => placeOf(one) - placeOf(other));
  const commit = committer(replica, open);
  await inLanes(LANES, behind, (row) => applyVault(replica, open, row, fresh, commit));
  await fresh.written;
  fresh.rows = null;
  return behind.length > 0;
}

async function applyVault(replica: Replica, open: Opened, row: VaultRow, fresh: Fresh, commit: Commit): Promise<void> {
  const database = await replica.keeper.database();
  const vault = await vaultAt(replica, open, row);
  const found = await behindOf(replica, row, fresh);
  const proofs = await proofsOf(replica, found);
  const log: VaultLog = { ...structuredClone(vault.log), logId: row.logId };
  const judged = judgeAll(replica, log, found, proofs);
  const taken = judged.filter(({ code }) => code === null).map(({ entry }) => entry);
  await takeKeys(replica.suite, open.identity, vault, taken);
  if (vault.keys.size === 0) return;
  const said = withinRights(replica, vault, await openAll(replica.suite, vault, taken), log.kind);
  const forks = row.rewound ? [] : await compareSeen(database, row, judged);
  const told = await toldBy(replica, vault, said);
  await fresh.written;
  const heard = new Map(said.map((each) => [each.entry, each]));
  const isCommitted = await commit({ vault, row, judged, said: heard, told, forks, log });
  replica.listener.changed(row.vault, isCommitted ? touched(said) : null);
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
  const tried = await inBatches(rows, (row) => retry(replica, vault, row));
  const opened = tried.flatMap((each) => (each.said === null ? [] : [each.said]));
  const said = withinRights(replica, vault, opened).filter(({ code }) => code === null);
  const again = tried.filter((each) => each.said === null || said.includes(each.said));
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
