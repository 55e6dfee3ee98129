/**
 * What applying came to is written, and memory follows (`docs/client.md`, step 4).
 *
 *     const commit = committer(replica, open);
 *     await commit({ vault, row, judged, said, told, forks, log });       // in four lanes at once
 *
 * A transaction over these tables waits for the one before, and each takes its time on the way to the database and back. So what
 * becomes ready while one is under way is written by the next, together.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { b64u, type Bytes, same } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import type { VaultLog } from '../sync/vault_log.ts';
import { type AsideRow, type ForkRow, inOneStep, type OutboxRow, type Step, type VaultRow } from './db.ts';
import { isCut, mergeSaid, type Said, withUnsent } from './kept.ts';
import type { LogEntry } from './log_rows.ts';
import { whileSavingAll } from './locks.ts';
import type { Opened, Replica } from './replica.ts';
import { refresh } from './save.ts';
import type { OpenVault } from './vaults.ts';

/** Codes of entries of which it is not shown that their author signed them. */
export const UNPROVED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bad_signature', 'unknown_device', 'wrong_school', 'wrong_vault']);

/** What became of an entry: its code where it was refused, and what it says where it was taken. */
export interface Judged {
  readonly at: LogEntry;
  readonly entry: Entry;
  readonly code: ErrorCode | null;
}

/** What applying came to: `row` as the vault was before, `said` what its entries say, `log` its log behind them. */
export interface Outcome {
  readonly vault: OpenVault;
  readonly row: VaultRow;
  readonly judged: readonly Judged[];
  readonly said: ReadonlyMap<Entry, Said>;
  /** Rows of `aside` that it says. */
  readonly told: readonly number[];
  readonly forks: readonly ForkRow[];
  readonly log: VaultLog;
}

/** Write it, and let memory follow. False where another tab has applied meanwhile: then that is read, and nothing written. */
export type Commit = (outcome: Outcome) => Promise<boolean>;

/** Commits one after the other, each of all that is ready by then. */
export function committer(replica: Replica, open: Opened): Commit {
  let ready: Outcome[] = [];
  let next: Promise<ReadonlySet<Outcome>> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return async (outcome) => {
    ready.push(outcome);
    next ??= last.then(() => {
      const group = ready;
      [ready, next] = [[], null];
      return commitAll(replica, open, group);
    });
    const mine = next;
    last = mine.catch(() => undefined);
    return (await mine).has(outcome);
  };
}

/** Returns those that were written. */
function commitAll(replica: Replica, open: Opened, group: readonly Outcome[]): Promise<ReadonlySet<Outcome>> {
  return whileSavingAll(replica.keeper.name, group.map(({ row }) => row.vault), async () => {
    const database = await replica.keeper.database();
    const own = open.identity.device.id;
    const unsent = await inOneStep(database, ['vaults', 'aside', 'forks', 'outbox', 'drops'], async (step) => {
      // Mostly nothing waits to be sent, of any vault.
      const isUnsent = await step.objectStore('outbox').count() > 0;
      return Promise.all(group.map((outcome) => write(step, own, outcome, isUnsent)));
    }, 'relaxed');
    const written = new Set<Outcome>();
    for (const [place, outcome] of group.entries()) {
      const left = unsent[place] ?? null;
      if (left === null) await refresh(replica, open, outcome.row.vault);
      else written.add(follow(outcome, left));
    }
    return written;
  });
}

/** In a transaction. Returns what of the vault is not sent then; null where another tab was faster. */
async function write(
  step: Step, own: Bytes, { row, judged, said, told, forks, log }: Outcome, isUnsent: boolean,
): Promise<readonly OutboxRow[] | null> {
  const now = await step.objectStore('vaults').get(row.vault);
  if (now?.appliedSeq !== row.appliedSeq || now.era !== row.era) return null;
  const aside = judged.flatMap((each) => asideOf(row.vault, each, said.get(each.entry)));
  // Nothing that is kept goes away for an entry that its author did not sign.
  const proven = judged.filter(({ code }) => code === null || !UNPROVED.has(code));
  await Promise.all([
    ...aside.map((each) => step.objectStore('aside').add(each)),
    ...told.map((id) => step.objectStore('aside').delete(id)),
    ...forks.map((fork) => step.objectStore('forks').put(fork)),
    ...proven.map(({ entry }) => unqueue(step, row.vault, own, entry)),
    row.rewound ? dropReturned(step, row.vault, proven) : null,
    step.objectStore('vaults').put({ ...now, appliedSeq: log.seq }),
  ]);
  return isUnsent ? step.objectStore('outbox').getAll(IDBKeyRange.bound([row.vault], [row.vault, []])) : [];
}

function follow(outcome: Outcome, unsent: readonly OutboxRow[]): Outcome {
  const { vault, judged, said, log } = outcome;
  vault.log = log;
  vault.ahead = withUnsent(log, unsent.map(({ entry }) => parse(entry)));
  for (const { at, entry } of judged) {
    const each = said.get(entry);
    if (each !== undefined) mergeSaid(vault, each, at.seq);
  }
  vault.unsealed += judged.length;
  return outcome;
}

function asideOf(vault: string, { at, code }: Judged, said: Said | undefined): AsideRow[] {
  const found = code ?? said?.code ?? null;
  if (found === null) return [];
  // A view would take the whole answer with it.
  return [{ vault, seq: at.seq, code: found, entry: new Uint8Array(at.bytes), mine: false, settled: false }];
}

/** What was cut off by a rewind and has come back, under whatever seal of its author's, is kept in the log again. */
async function dropReturned(step: Step, vault: string, judged: readonly Judged[]): Promise<void> {
  const nameOf = ({ header: { device, opId } }: Entry): string => `${b64u(device)} ${b64u(opId)}`;
  const back = new Set(judged.map(({ entry }) => nameOf(entry)));
  const aside = step.objectStore('aside');
  const returned = (await aside.index('vault').getAll(vault)).filter((row) => isCut(row) && back.has(nameOf(parse(row.entry))));
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
