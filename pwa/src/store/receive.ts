/**
 * From the server's logs to this device's: fetch, keep, compare (`docs/client.md`, steps 3 and 5). No key is needed.
 *
 * Each answer is written, entries and cursor, in one transaction. What comes of it is for `apply.ts`.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { hash0, nextHash, type Cursor } from '../sync/log.ts';
import { inBatches, inLanes } from '../sync/crypto.ts';
import { b64u, type Bytes, ID_SIZE, Malformed, Refused, same, unb64u } from '../sync/encoding.ts';
import { type Entry, parseAsync } from '../sync/entry.ts';
import { append, judge } from '../sync/school.ts';
import { hash0 as emptySchool, parse as parseSchool, type SchoolEntry } from '../sync/school_entry.ts';
import { type Heads, pull, Unreachable, type VaultPage } from './api.ts';
import { readCheckpoints } from './checkpoints.ts';
import { type ForkRow, inOneStep, type VaultRow } from './db.ts';
import { type Fresh, type Read, remember, rowsOf } from './fresh.ts';
import { writeHeard } from './heard.ts';
import { newRow } from './kept.ts';
import { runOf } from './log_rows.ts';
import type { Replica } from './replica.ts';
import { rewindRow } from './rewind.ts';

/** Stands in a fork for the server itself: what it sent is not what it says it has. */
export const NOBODY = b64u(new Uint8Array(ID_SIZE));

/** So many pages are read at a time: enough that the platform's threads, which hash, always have something to do. */
const LANES = 3;

/** Fetch everything that the server has and this device has not, the school's log first. Throws `Refused`, `Unreachable`. */
export async function fetchAll(replica: Replica, heads: Heads, fresh: Fresh): Promise<void> {
  const listed = new Set(heads.vaults.map(([vault]) => vault));
  await compareSchool(replica, heads);
  await noteRestore(replica, heads);
  const rows = await rowsOf(replica, fresh);
  const wanted = heads.vaults.filter(([vault, cursor]) => !isAt(rows.get(vault), cursor));
  const coming = wanted.reduce((sum, [vault, { seq }]) => sum + seq - (rows.get(vault)?.fetchedSeq ?? 0), 0);
  if (replica.open !== null) replica.suite.expectMany?.(coming);
  await keepHeard(replica, heads, listed, await fetchVaults(replica, wanted.map(([vault]) => vault), fresh));
}

/**
 * Remember that the server was restored from a backup, where it says so and that is news. From then on the order of entries may
 * be another than their authors saw: no conclusion is drawn from that.
 */
async function noteRestore(replica: Replica, { restored }: Heads): Promise<void> {
  if (restored === null || restored === replica.heard.restored) return;
  // What the server was told of since the backup it has forgotten.
  replica.open?.reminded.clear();
  // Who is shown less than before may be so because what let them in was lost: they ask once more.
  const heard = { ...replica.heard, restored, left: new Set<string>() };
  await inOneStep(await replica.keeper.database(), ['vaults', 'meta'], async (step) => {
    const vaults = step.objectStore('vaults');
    for (const row of await vaults.getAll()) await vaults.put({ ...row, rewound: true });
    await writeHeard(step, heard);
  });
  replica.heard = heard;
}

/**
 * Ask for vaults that the server had and does not name, and for those it refused for want of what came before (`lacking`): it was
 * set back to before they began, or they are not this member's any more. Returns whether there were any.
 */
export async function askForLost(replica: Replica, lacking: readonly string[], fresh: Fresh): Promise<boolean> {
  const { listed, left } = replica.heard;
  const rows = [...(await rowsOf(replica, fresh)).values()].filter(({ logId }) => logId !== null);
  const lost = rows.filter(({ vault }) => !left.has(vault) && (lacking.includes(vault) || !listed.has(vault)));
  if (lost.length === 0) return false;
  const gone = await fetchVaults(replica, lost.map(({ vault }) => vault), fresh);
  replica.heard = { ...replica.heard, left: new Set([...left, ...gone]) };
  return true;
}

function isAt(row: VaultRow | undefined, cursor: Cursor): boolean {
  return row !== undefined && row.logId !== null && same(row.logId, cursor.logId)
    && row.fetchedSeq === cursor.seq && same(row.fetchedHash, cursor.logHash);
}

/** Pull vaults until nothing follows. Returns those that this member may not read. */
async function fetchVaults(replica: Replica, vaults: readonly string[], fresh: Fresh): Promise<Set<string>> {
  const left = new Set<string>();
  const rewound = new Set<string>();
  let wanted = vaults;
  while (wanted.length > 0) {
    const rows = await rowsOf(replica, fresh);
    const asked = wanted.map((vault) => askFor(replica, vault, rows.get(vault)));
    // With each answer comes the school's log as it stood then: no entry in it is by a device unknown.
    const { school, pages } = await pull(replica.line, asked, replica.school.seq);
    await takeSchool(replica, school);
    if (pages.every(({ entries, rewound, more }) => entries.length === 0 && !rewound && more)) {
      throw new Unreachable('an answer that brings nothing on');
    }
    for (const { vault, refused } of pages) if (refused !== null) left.add(vault);
    // Twice at once is no restore.
    const again = pages.filter((page) => page.rewound && rewound.has(page.vault));
    if (again.length > 0) hold(fresh, null);
    await noteForks(replica, again.map(({ vault, headSeq }) => ({ vault, seq: headSeq, device: NOBODY })));
    for (const page of pages) if (page.rewound) rewound.add(page.vault);
    wanted = await keepPages(replica, pages.filter((page) => page.refused === null && !again.includes(page)), fresh);
  }
  // Unlocked, it is read on while that is written.
  if (replica.open === null) await fresh.written;
  return left;
}

function askFor(replica: Replica, vault: string, row: VaultRow | undefined): Parameters<typeof pull>[1][number] {
  return { vault, cursor: row === undefined ? null : cursorOf(row), empty: hash0(replica.school.id, unb64u(vault)) };
}

/** The cursor to ask the server with; null before anything was fetched. */
export function cursorOf({ logId, fetchedSeq, fetchedHash }: VaultRow): Cursor | null {
  return logId === null ? null : { logId, seq: fetchedSeq, logHash: fetchedHash };
}

// The school's log -----------------------------------------------------------------------------------------

/**
 * Read the school's log on, or make sure that what the server has of it is the beginning of ours. Another history is never followed:
 * throws `Refused` with `fork`, and it is shown.
 */
async function compareSchool(replica: Replica, { school: [seq, hash] }: Heads): Promise<void> {
  if (seq > replica.school.seq) {
    await fetchSchool(replica);
    return;
  }
  if (!same(hash, await schoolHashAt(replica, seq))) throw await schoolFork(replica, seq);
}

async function schoolHashAt({ keeper, school }: Replica, seq: number): Promise<Bytes> {
  if (seq === school.seq) return school.logHash;
  const rows = seq === 0 ? [] : await (await keeper.database()).getAll('school', IDBKeyRange.upperBound(seq));
  return rows.reduce((hash, { entry }) => nextHash(hash, parseSchool(entry).hash), emptySchool(school.id));
}

/** Remember that the server told another story of the school than before; what to throw. */
async function schoolFork(replica: Replica, seq: number): Promise<Refused> {
  await noteForks(replica, [{ vault: b64u(replica.school.id), seq, device: NOBODY }]);
  return new Refused('the school\'s log is not the one that was shown before', 'fork');
}

/** Read the school's log on. Throws `Refused` where an entry cannot be what it says. */
export async function fetchSchool(replica: Replica): Promise<void> {
  for (;;) {
    const { school } = await pull(replica.line, [], replica.school.seq);
    if (school.length === 0) return;
    await takeSchool(replica, school);
  }
}

/** Judge entries of the school's log one by one, and keep those that follow. */
export async function takeSchool(replica: Replica, found: readonly Bytes[]): Promise<void> {
  const database = await replica.keeper.database();
  for (const data of found) {
    const entry = parseSchool(data);
    if (entry.seq <= replica.school.seq) {
      const ours = await database.get('school', entry.seq);
      if (ours !== undefined && !same(parseSchool(ours.entry).hash, entry.hash)) throw await schoolFork(replica, entry.seq);
      continue;
    }
    const code = await judge(replica.suite, replica.school, entry);
    if (code === 'head_moved' || code === 'fork') throw await schoolFork(replica, entry.seq);
    if (code !== null) throw new Refused('the school\'s log is not as it was signed', code);
    await inOneStep(database, ['school'], (step) => step.objectStore('school').put({ seq: entry.seq, entry: data }), 'relaxed');
    append(replica.school, entry);
  }
  if (found.length > 0) replica.listener.about();
}

/** Keep an own entry of the school's log that the server took. */
export async function keepSchool(replica: Replica, entry: SchoolEntry): Promise<void> {
  await takeSchool(replica, [entry.bytes]);
}

// Pages ----------------------------------------------------------------------------------------------------

/** What of a page is to be written: its entries, and how far its vault is with them. */
interface Kept {
  readonly page: VaultPage;
  readonly read: readonly Read[];
  readonly row: VaultRow;
}

/** That a page cannot be read, and what is said of it meanwhile: it is asked for again. */
class Unreadable extends Error {
  override name = 'Unreadable';
  readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.code = code;
  }
}

function hold(fresh: Fresh, code: ErrorCode | null): void {
  fresh.isStuck = true;
  fresh.held ??= code;
}

/**
 * Begin to write an answer, entries and cursors, in one transaction. Returns of which vaults more follows. A page that is not as
 * it should be keeps none of the others out. What keeps the browser from writing is thrown when they are written.
 */
async function keepPages(replica: Replica, pages: readonly VaultPage[], fresh: Fresh): Promise<string[]> {
  const rows = await rowsOf(replica, fresh);
  const kept: Kept[] = [];
  const more: string[] = [];
  const faults: Error[] = [];
  const take = async (page: VaultPage): Promise<void> => {
    const row = rows.get(page.vault) ?? rowOf(replica, page.vault);
    try {
      const read = page.rewound ? [] : await readPage(replica, page, row, fresh);
      if (page.rewound) await forgetPage(replica, page, fresh);
      kept.push(...read);
      if (page.rewound ? page.logId !== null : page.more && read.length > 0) more.push(page.vault);
    } catch (error) {
      if (error instanceof Unreadable) hold(fresh, error.code);
      else faults.push(error as Error);
    }
  };
  await inLanes(LANES, pages.filter(({ rewound }) => !rewound), take);
  await inLanes(1, pages.filter(({ rewound }) => rewound), take);
  await fresh.written;
  fresh.written = writePages(replica, kept);
  // Whoever goes on with what came hears of a fault.
  fresh.written.catch(() => undefined);
  for (const { row } of kept) rows.set(row.vault, row);
  const [fault] = faults;
  if (fault === undefined) return more;
  await fresh.written;
  throw fault;
}

async function forgetPage(replica: Replica, page: VaultPage, fresh: Fresh): Promise<void> {
  fresh.entries.delete(page.vault);
  const database = await replica.keeper.database();
  const row = await database.get('vaults', page.vault);
  await rewindRow(replica, row ?? rowOf(replica, page.vault), page);
  const gone = await database.get('vaults', page.vault);
  if (gone !== undefined) fresh.rows?.set(page.vault, gone);
}

/** The row of a vault that nothing was fetched of. */
function rowOf(replica: Replica, vault: string): VaultRow {
  return newRow(vault, hash0(replica.school.id, unb64u(vault)));
}

async function writePages(replica: Replica, kept: readonly Kept[]): Promise<void> {
  const database = await replica.keeper.database();
  await inOneStep(database, ['runs', 'vaults'], (step) => Promise.all(kept.map(async ({ page, read, row }) => {
    const [runs, vaults] = [step.objectStore('runs'), step.objectStore('vaults')];
    const hashes = read.map(({ logHash }) => logHash);
    await Promise.all([
      read.length > 0 ? runs.put(runOf(page.vault, page.first, page.entries, hashes)) : null,
      // How far it is applied, and in which era, another tab may have written since.
      vaults.get(page.vault).then(({ appliedSeq, era } = row) => vaults.put({ ...row, appliedSeq, era })),
    ]);
  })), 'relaxed');
}

/** Read a page that follows on `row`; none for a history that does not add up, which is a fork. */
async function readPage(replica: Replica, page: VaultPage, row: VaultRow, fresh: Fresh): Promise<Kept[]> {
  const { logId } = page;
  if (logId === null || page.first !== row.fetchedSeq + 1) throw new Unreadable('an answer that is not whole', 'internal');
  const entries = await readEntries(replica, page.entries);
  if (entries === null) return forked(replica, page.vault, page.first, fresh);
  let logHash = row.fetchedHash;
  const read = entries.map((entry, place): Read => {
    logHash = nextHash(logHash, entry.hash);
    return { seq: page.first + place, bytes: entry.bytes, logHash, entry };
  });
  const reached = row.fetchedSeq + entries.length;
  if (reached > page.headSeq || (reached === page.headSeq && !same(logHash, page.headHash))) return forked(replica, page.vault, reached, fresh);
  // Signatures are checked while the next pages are read, and all of them written.
  if (replica.open !== null) remember(replica, fresh, page.vault, read);
  // Another log id, or a log that this device begins to read behind a restore: it may not lie as its authors saw it.
  const rewound = row.rewound || (row.logId === null ? replica.heard.restored !== null : !same(row.logId, logId));
  return [{ page, read, row: { ...row, logId, rewound, fetchedSeq: reached, fetchedHash: logHash } }];
}

/**
 * Parse what came; null where that is no entry at all, which contradicts the server's head. Throws `Unreadable` for one of a newer
 * version's kind: its hash cannot be known here, so no cursor may stand behind it, and Beside has to be updated first.
 */
async function readEntries(replica: Replica, found: readonly Bytes[]): Promise<Entry[] | null> {
  try {
    return await inBatches(found, (data) => parseAsync(replica.suite, data));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    if (error.code === 'unknown_kind') throw new Unreadable('an entry of a newer version', 'upgrade_client');
    return null;
  }
}

async function forked(replica: Replica, vault: string, seq: number, fresh: Fresh): Promise<[]> {
  hold(fresh, null);
  await noteForks(replica, [{ vault, seq, device: NOBODY }]);
  return [];
}

/** Remember that devices were shown another history than this one. */
export async function noteForks(replica: Replica, forks: readonly ForkRow[]): Promise<void> {
  if (forks.length === 0) return;
  const database = await replica.keeper.database();
  await inOneStep(database, ['forks'], (step) => Promise.all(forks.map((fork) => step.objectStore('forks').put(fork))), 'relaxed');
  replica.listener.about();
}

// Checkpoints and the rest of what was heard ---------------------------------------------------------------

/** Keep others' checkpoints in place of those before, and what the server listed. */
async function keepHeard(
  replica: Replica, heads: Heads, listed: ReadonlySet<string>, left: ReadonlySet<string>,
): Promise<void> {
  const database = await replica.keeper.database();
  const before = await database.getAll('checkpoints');
  const rows = await readCheckpoints(replica, heads.checkpoints, before);
  const stillLeft = new Set([...replica.heard.left, ...left].filter((vault) => !listed.has(vault)));
  const heard = { ...replica.heard, listed, left: stillLeft, notices: heads.notices };
  await inOneStep(database, ['checkpoints', 'meta'], async (step) => {
    const checkpoints = step.objectStore('checkpoints');
    await checkpoints.clear();
    await Promise.all([...rows.map((row) => checkpoints.put(row)), writeHeard(step, heard)]);
  }, 'relaxed');
  replica.heard = heard;
  replica.listener.about();
}
