/**
 * From fetched entries to merged records (`docs/client.md`, steps 4 and 5): judge, open, merge, compare.
 *
 * Every entry is judged as if the server were not to be trusted; what cannot be taken is set aside with its code and stops
 * nothing behind it. Only a vault without any key waits whole. What takes time is done before the vault's lock is taken;
 * under it, one transaction moves the applied cursor, and then memory follows.
 */
import { inLanes } from '../sync/crypto.ts';
import { b64u, type Bytes, same } from '../sync/encoding.ts';
import { recordOf } from '../sync/op.ts';
import { append, judge, type Proof, setAside } from '../sync/vault.ts';
import type { VaultLog } from '../sync/vault_log.ts';
import type { Database, ForkRow, VaultRow } from './db.ts';
import { type Commit, committer, type Judged, UNPROVED } from './commit.ts';
import { behindOf, type Fresh, proofsOf, type Read, rowsOf } from './fresh.ts';
import { emptyVault, openAll, type Said, withinRights } from './kept.ts';
import { hashAt } from './log_rows.ts';
import { whileSaving } from './locks.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { refresh } from './save.ts';
import { type Mine, mineAside, toldBy } from './told.ts';
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
  const shared: Shared = { fresh, mine: behind.length === 0 ? [] : await mineAside(replica), commit: committer(replica, open) };
  let isAny = false;
  await inLanes(LANES, behind, async (row) => {
    if (await applyVault(replica, open, row, shared)) isAny = true;
  });
  await fresh.written;
  fresh.rows = null;
  return isAny;
}

/** What the vaults of a round have in common. */
interface Shared {
  readonly fresh: Fresh;
  readonly mine: Mine;
  readonly commit: Commit;
}

/** Returns whether it came to anything: what waits for its first key is there at the next exchange too. */
async function applyVault(replica: Replica, open: Opened, row: VaultRow, { fresh, mine, commit }: Shared): Promise<boolean> {
  stillOpen(open);
  const database = await replica.keeper.database();
  const vault = await vaultAt(replica, open, row);
  const found = await behindOf(replica, row, fresh);
  const proofs = await proofsOf(replica, found);
  stillOpen(open);
  const log: VaultLog = { ...structuredClone(vault.log), logId: row.logId };
  const judged = judgeAll(replica, log, found, proofs);
  const taken = judged.filter(({ code }) => code === null).map(({ entry }) => entry);
  await takeKeys(replica.suite, open.identity, vault, taken);
  if (vault.keys.size === 0) return false;
  const said = withinRights(replica, vault, await openAll(replica.suite, vault, taken), log.kind);
  const forks = row.rewound ? [] : await compareSeen(database, row, judged);
  const told = await toldBy(replica, vault, said, mine);
  await fresh.written;
  stillOpen(open);
  const heard = new Map(said.map((each) => [each.entry, each]));
  const isCommitted = await commit({ vault, row, judged, said: heard, told, forks, log });
  replica.listener.changed(row.vault, isCommitted ? touched(said) : null);
  return true;
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

/** Judge entries one behind the other, and let the log go on with each. */
export function judgeAll(replica: Replica, log: VaultLog, found: readonly Read[], proofs: readonly Proof[]): Judged[] {
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

/** The records that entries change. */
export function touched(said: readonly Said[]): ReadonlySet<string> {
  return new Set(said.flatMap(({ body }) => body?.changes.map(({ path }) => recordOf(path)) ?? []));
}

/** What an author had seen must be our history too: a difference is a fork. What nobody signed says nothing of anybody. */
async function compareSeen(database: Database, row: VaultRow, judged: readonly Judged[]): Promise<ForkRow[]> {
  const hashes = new Map<number, Bytes | null>(judged.map(({ at }) => [at.seq, at.logHash]));
  const forks: ForkRow[] = [];
  for (const { at, entry: { header }, code } of judged) {
    const { seenSeq, seenHash, device } = header;
    if (seenSeq === 0 || (code !== null && UNPROVED.has(code))) continue;
    if (!hashes.has(seenSeq)) hashes.set(seenSeq, await hashAt(database, row.vault, seenSeq));
    const ours = seenSeq < at.seq ? hashes.get(seenSeq) : null;
    if (ours === null || ours === undefined || !same(ours, seenHash)) {
      forks.push({ vault: row.vault, seq: seenSeq, device: b64u(device) });
    }
  }
  return forks;
}
