/**
 * What was judged or could not be opened, again: the school's log may say more by now, a key may have come (`docs/client.md`, "Try
 * again").
 *
 *     await judgeAgain(replica, open);               // before anything new is applied
 *     await retryAside(replica, open);               // after it
 *
 * A device that was locked out is bounded by a counter, whenever that is heard of: what it wrote beyond counts no longer, also where it
 * was merged long ago. And what was refused for want of something in the school's log may be right at its place by now. What does not
 * follow on what its author wrote before stays in sight: it shows that something was withheld.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { inBatches } from '../sync/crypto.ts';
import { b64u } from '../sync/encoding.ts';
import { parse, parseAsync } from '../sync/entry.ts';
import { isBeyond } from '../sync/roster.ts';
import { type Proof, prove } from '../sync/vault.ts';
import { judgeAll, touched } from './apply.ts';
import { type AsideRow, type Database, inOneStep, type VaultRow } from './db.ts';
import type { Read } from './fresh.ts';
import { believed, emptyVault, isCut, isMerged, mergeSaid, openAll, UNOPENED, withinRights } from './kept.ts';
import { entriesAfter, type LogEntry } from './log_rows.ts';
import { isFull } from './keeper.ts';
import { whileSaving } from './locks.ts';
import { type Opened, type Replica, stillOpen } from './replica.ts';
import { refresh } from './save.ts';
import { type OpenVault, takeKeys } from './vaults.ts';

/** Up to where in the school's log everything was judged. */
const JUDGED = 'judged';
/** A newer version of Beside may read what this was said of. */
const UNREAD: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unknown_kind', 'malformed']);
const SIGNED: Proof = { isSigned: true, isTicketSigned: true };

/**
 * Where the school's log says more than when entries were judged, or at a `start`, judge the logs of those vaults anew whose verdicts
 * may be others now. What counts no longer goes out of the merged state, and is set aside. Returns whether anything changed.
 */
export async function judgeAgain(replica: Replica, open: Opened, isStart = false): Promise<boolean> {
  const database = await replica.keeper.database();
  const judged = await database.get('meta', JUDGED);
  const { seq } = replica.school;
  if (judged === seq && !isStart) return false;
  // Of all vaults at once: of most, and there may be hundreds, nothing is set aside.
  const [rows, all] = await Promise.all([database.getAll('vaults'), database.getAll('aside')]);
  const found: Outcome[] = [];
  for (const row of rows) {
    stillOpen(open);
    const vault = open.vaults.get(row.vault);
    if (vault === undefined || row.appliedSeq === 0) continue;
    const aside = all.filter((one) => one.vault === row.vault);
    const isBounded = judged !== seq && hasBeyond(replica, vault, aside);
    const refused = aside.filter((one) => one.seq !== null);
    const mayDiffer = judged === seq ? refused.some(({ code }) => UNREAD.has(code)) : isBounded || refused.length > 0;
    if (mayDiffer) found.push(await judgeAnew(replica, open, row, isBounded));
  }
  // Where another tab has applied more meanwhile, it is to be done once more.
  if (judged !== seq && !found.includes('overtaken')) await noteJudged(database, seq);
  return found.some((outcome) => outcome !== 'same');
}

/** A full tablet opens all the same, and judges once more when it has room to say that it did. */
async function noteJudged(database: Database, seq: number): Promise<void> {
  try {
    await inOneStep(database, ['meta'], (step) => step.objectStore('meta').put(seq, JUDGED));
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

/** Rights only ever grow for a reader; what takes anything back is the bound of a device that was locked out. */
function hasBeyond({ school }: Replica, { id, log }: OpenVault, aside: readonly AsideRow[]): boolean {
  const isOut = (name: string, counter: number): boolean => {
    const device = school.devices.get(name);
    return device !== undefined && isBeyond(device, id, counter);
  };
  return [...log.chains].some(([name, { counter }]) => isOut(name, counter))
    || aside.filter(isCut).some(({ entry }) => isOut(b64u(parse(entry).header.device), parse(entry).header.counter));
}

type Outcome = 'same' | 'changed' | 'overtaken';

/** Judge a vault's log from its genesis. */
async function judgeAnew(replica: Replica, open: Opened, row: VaultRow, isBounded: boolean): Promise<Outcome> {
  const database = await replica.keeper.database();
  const aside = (await database.getAllFromIndex('aside', 'vault', row.vault)).filter((one) => one.seq !== null);
  const codes = await codesNow(replica, open, row, new Set(aside.map(({ seq }) => seq)));
  const known = new Set<number>();
  const gone = aside.filter(({ seq, code }) => {
    const stands = codes.get(seq ?? 0)?.code === code;
    if (stands) known.add(seq ?? 0);
    return !stands;
  });
  const fresh = [...codes].filter(([seq]) => !known.has(seq));
  if (gone.length === 0 && fresh.length === 0 && !isBounded) return 'same';
  return whileSaving(replica.keeper.name, row.vault, async () => {
    const isWritten = await inOneStep(database, ['aside', 'states', 'vaults'], async (step) => {
      const [rows, vaults] = [step.objectStore('aside'), step.objectStore('vaults')];
      const now = await vaults.get(row.vault);
      if (now?.appliedSeq !== row.appliedSeq || now.era !== row.era) return false;
      await Promise.all([
        ...gone.map(({ id }) => rows.delete(id ?? 0)),
        ...fresh.map(([seq, { code, at }]) => rows.add({
          vault: row.vault, seq, code, entry: new Uint8Array(at.bytes), mine: false, settled: false,
        })),
        step.objectStore('states').delete(row.vault),
        vaults.put({ ...now, era: now.era + 1 }),
      ]);
      return true;
    });
    if (!isWritten) return 'overtaken';
    await refresh(replica, open, row.vault);
    replica.listener.changed(row.vault, null);
    return 'changed';
  });
}

/** Seq → why the entry there is not taken, as the school is known now. What was taken, or opened, was signed. */
async function codesNow(
  replica: Replica, open: Opened, row: VaultRow, refused: ReadonlySet<number | null>,
): Promise<Map<number, { readonly code: ErrorCode; readonly at: LogEntry }>> {
  const { suite, school } = replica;
  const kept = await entriesAfter(await replica.keeper.database(), row.vault, 0, row.appliedSeq);
  const read = await inBatches(kept, async (at): Promise<Read> => ({ ...at, entry: await parseAsync(suite, at.bytes) }));
  const proofs = await inBatches(read, ({ seq, entry }) => (refused.has(seq) ? prove(suite, school, entry) : Promise.resolve(SIGNED)));
  const before = open.vaults.get(row.vault);
  const vault = emptyVault(replica, row.vault);
  for (const [epoch, key] of before?.keys ?? []) vault.keys.set(epoch, key);
  for (const [epoch, pair] of before?.dropKeys ?? []) vault.dropKeys.set(epoch, pair);
  const judged = judgeAll(replica, vault.log, read, proofs);
  const taken = judged.filter(({ code }) => code === null).map(({ entry }) => entry);
  await takeKeys(suite, open.identity, vault, taken);
  const said = withinRights(replica, vault, await openAll(suite, vault, taken));
  const unread = new Map(said.map(({ entry, code }) => [entry, code]));
  return new Map(judged.flatMap(({ at, entry, code }) => {
    const found = code ?? unread.get(entry) ?? null;
    return found === null ? [] : [[at.seq, { code: found, at }] as const];
  }));
}

// A key that came ------------------------------------------------------------------------------------------

/**
 * Try again what stands in the log by right, or was cut off it by a rewind, and only could not be opened. What opens is merged as if
 * it had come now: the merge does not depend on order. Returns whether anything was.
 */
export async function retryAside(replica: Replica, open: Opened): Promise<boolean> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  const again = rows.filter((row) => isCut(row) || (row.seq !== null && UNOPENED.has(row.code)));
  let isAny = false;
  for (const vault of new Set(again.map((row) => row.vault))) {
    stillOpen(open);
    const found = open.vaults.get(vault);
    if (found === undefined || !(await retryVault(replica, found, again.filter((row) => row.vault === vault)))) continue;
    // What opens at its old place stands behind nothing that reminders were looked for in.
    open.dated.delete(vault);
    open.reminded.delete(vault);
    isAny = true;
  }
  return isAny;
}

async function retryVault(replica: Replica, vault: OpenVault, found: readonly AsideRow[]): Promise<boolean> {
  const rows = found.map((row) => ({ row, entry: parse(row.entry) }));
  const missing = rows.filter(({ row, entry }) => isCut(row) && !isMerged(vault, entry)).map(({ entry }) => entry);
  const cut = await believed(replica, vault, [], missing);
  const waiting = rows.filter(({ row, entry }) => !isCut(row) || cut.includes(entry));
  const unread = waiting.filter(({ entry }) => !isMerged(vault, entry)).map(({ entry }) => entry);
  const said = withinRights(replica, vault, await openAll(replica.suite, vault, unread));
  const codes = new Map(said.map(({ entry, code }) => [entry, code]));
  // What opens at its place is no longer set aside; what was cut off is, until it has come back.
  const changed = waiting.filter(({ row, entry }) => !isCut(row) && (codes.get(entry) ?? null) !== row.code);
  const opened = said.filter(({ code }) => code === null);
  if (changed.length === 0 && opened.length === 0) return false;
  const seqs = new Map(rows.map(({ row, entry }) => [entry, row.seq]));
  await whileSaving(replica.keeper.name, vault.id, async () => {
    await inOneStep(await replica.keeper.database(), ['aside'], (step) => Promise.all(changed.map(({ row, entry }) => {
      const code = codes.get(entry) ?? null;
      return code === null ? step.objectStore('aside').delete(row.id ?? 0) : step.objectStore('aside').put({ ...row, code });
    })), 'relaxed');
    for (const each of opened) mergeSaid(vault, each, seqs.get(each.entry) ?? null);
    vault.unsealed += opened.length;
  });
  replica.listener.changed(vault.id, touched(opened));
  return true;
}
