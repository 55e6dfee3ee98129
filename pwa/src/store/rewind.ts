/**
 * A server set back to an older state is given back what it lost (`docs/protocol.md` §10, `docs/client.md`).
 *
 * Every device keeps everyone's signed bytes. The school's log comes first, from an administrator's device while the server is
 * `restoring`; then each vault's entries, in the order in which they stood.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '../generated/limits.ts';
import { b64u, type Bytes, same, unb64u } from '../sync/encoding.ts';
import { type Entry, parse } from '../sync/entry.ts';
import { hash0 } from '../sync/log.ts';
import { appendSchool, pull, push, type PushError, requestJson, ServerRefused, type VaultPage } from './api.ts';
import { type AsideRow, beginningWith, inOneStep, type Step, type VaultRow } from './db.ts';
import { cutAfter, entriesAfter, hashAt } from './log_rows.ts';
import { whileSaving } from './locks.ts';
import type { Replica } from './replica.ts';
import { isKept } from './rewrite.ts';
import { refresh } from './save.ts';
import { HOLD } from './send.ts';

// Going back -----------------------------------------------------------------------------------------------

/**
 * Go back to where the server's history and ours part; what is cut off there waits in `aside` until the server has it back.
 *
 * The server was set back, or shows another history than before. What is merged stays merged: the merge does not depend on
 * order, and nobody's words go away because a server forgot them.
 */
export async function rewindRow(replica: Replica, row: VaultRow, page: VaultPage): Promise<void> {
  const database = await replica.keeper.database();
  const common = await commonWith(replica, row, page);
  const fetchedHash = (await hashHere(replica, row.vault, common));
  await whileSaving(replica.keeper.name, row.vault, async () => {
    await inOneStep(database, ['runs', 'aside', 'vaults', 'states', 'outbox'], async (step) => {
      const cut = await cutAfter(step, row.vault, common);
      const aside = step.objectStore('aside');
      await Promise.all(cut.map((entry) =>
        aside.add({ vault: row.vault, seq: null, code: 'rewound', entry, mine: false, settled: false })));
      await queueOwn(step, replica.account.device, row.vault, cut);
      await dropBeyond(step.objectStore('aside').index('vault'), row.vault, common);
      await step.objectStore('states').delete(row.vault);
      await step.objectStore('vaults').put({
        ...row, logId: page.logId, fetchedSeq: common, fetchedHash, appliedSeq: Math.min(row.appliedSeq, common),
        rewound: true, era: row.era + 1,
      });
    });
    if (replica.open !== null) await refresh(replica, replica.open, row.vault);
  });
}

/** Own entries that were cut off are sent whatever becomes of giving them back: refused as they are, they are written anew. */
async function queueOwn(step: Step, own: string, vault: string, cut: readonly Bytes[]): Promise<void> {
  const outbox = step.objectStore('outbox');
  for (const entry of cut) {
    const { device, counter } = parse(entry).header;
    if (b64u(device) === own && await outbox.get([vault, counter]) === undefined) await outbox.put({ vault, counter, entry });
  }
}

/** What was set aside at places that are gone: the same entries come again, and are judged at their new places. */
async function dropBeyond(
  aside: { openCursor: (vault: string) => Promise<AsideCursor | null> }, vault: string, common: number,
): Promise<void> {
  for (let cursor = await aside.openCursor(vault); cursor !== null; cursor = await cursor.continue()) {
    if (cursor.value.seq !== null && cursor.value.seq > common) await cursor.delete();
  }
}

interface AsideCursor {
  readonly value: AsideRow;
  readonly delete: () => Promise<void>;
  readonly continue: () => Promise<AsideCursor | null>;
}

/** The last seq up to which the server's history is ours; 0 where nothing is. */
async function commonWith(replica: Replica, row: VaultRow, page: VaultPage): Promise<number> {
  const { logId, headSeq, headHash } = page;
  if (logId === null) return 0;
  if (headSeq <= row.fetchedSeq && same(await hashHere(replica, row.vault, headSeq), headHash)) return headSeq;
  let [low, high] = [0, Math.min(row.fetchedSeq, headSeq)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (await isKnown(replica, row.vault, logId, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function hashHere(replica: Replica, vault: string, seq: number): Promise<Bytes> {
  const found = seq === 0 ? null : await hashAt(await replica.keeper.database(), vault, seq);
  return found ?? hash0(replica.school.id, unb64u(vault));
}

async function isKnown(replica: Replica, vault: string, logId: Bytes, seq: number): Promise<boolean> {
  const cursor = { logId, seq, logHash: await hashHere(replica, vault, seq) };
  const { pages } = await pull(replica.line, [{ vault, cursor, empty: hash0(replica.school.id, unb64u(vault)) }], null);
  return pages[0]?.rewound === false;
}

// Giving back ----------------------------------------------------------------------------------------------

/** Give the school's log back and say that it is whole. Only an administrator's device is heard while restoring. */
export async function giveBackSchool(replica: Replica): Promise<void> {
  await offerSchool(replica, 0);
  await requestJson(replica.line, 'POST', '/restored');
}

/** Offer the school's log behind `after`: what the server has already it passes over. */
export async function offerSchool(replica: Replica, after: number): Promise<void> {
  const rows = await (await replica.keeper.database()).getAll('school', IDBKeyRange.lowerBound(after, true));
  for (const part of inParts(rows)) await appendSchool(replica.line, part.map(({ entry }) => entry), true);
}

/** Vaults of which something waits to be given back, or to come back: nothing new is sent there meanwhile. */
export async function beingGivenBack(replica: Replica): Promise<Set<string>> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  return new Set(rows.filter(({ code }) => code === 'rewound').map(({ vault }) => vault));
}

/**
 * Offer what was cut off from vaults' logs. Returns how many entries the server has again.
 *
 * What it refuses stays in `aside` with the reason: it is merged here, and shown.
 */
export async function giveBack(replica: Replica): Promise<number> {
  const database = await replica.keeper.database();
  const [rows, vaults] = await Promise.all([database.getAll('aside'), database.getAll('vaults')]);
  const whole = new Set(vaults.filter(({ fetchedSeq, appliedSeq }) => fetchedSeq === appliedSeq).map(({ vault }) => vault));
  // What was given back and is not in all that the server has: it was set back once more, before anybody had fetched it again.
  const isLacking = ({ vault, settled }: AsideRow): boolean => !settled || whole.has(vault) || !replica.heard.listed.has(vault);
  const cut = rows.filter((row) => row.code === 'rewound' && isLacking(row));
  let given = 0;
  for (const vault of new Set(cut.map((row) => row.vault))) {
    for (const part of inParts(cut.filter((row) => row.vault === vault))) {
      const found = await offer(replica, vault, part);
      if (found === null) break;
      given += found;
    }
  }
  return given;
}

/** Whether it was cut off, and the server does not take it back because its device was locked out meanwhile (`beyond.ts`). */
export function isBeyondRow({ seq, mine, code }: AsideRow): boolean {
  return seq === null && !mine && code === 'beyond_revocation';
}

/** Offer, once behind every restore, what the server shows this member no longer. Returns whether anything came of it. */
export async function offerLeft(replica: Replica): Promise<boolean> {
  const { restored, offered, left } = replica.heard;
  if (restored === offered) return false;
  const found: (boolean | null)[] = [];
  for (const vault of left) {
    const kept = await entriesAfter(await replica.keeper.database(), vault, 0);
    const parts = inParts(kept.map(({ bytes }) => ({ entry: bytes })));
    for (const part of parts) found.push(await offerPart(replica, vault, part.map(({ entry }) => entry)));
  }
  if (!found.includes(null)) replica.heard = { ...replica.heard, offered: restored };
  return found.includes(true);
}

/**
 * Offer part of the log of a vault that a restored server no longer shows this member; null where that is put off.
 *
 * If it forgot that this member was let in, that is among what it is given back. If they were let out before they gave back what
 * they had written, it does not take that.
 */
async function offerPart(replica: Replica, vault: string, part: readonly Bytes[]): Promise<boolean | null> {
  const [result] = await push(replica.line, [{ vault, entries: part }], true);
  if (result === undefined || !('error' in result)) return result !== undefined;
  const { code, entries } = result.error;
  if (isPutOff({ code, entries: [[0, code], ...entries] })) return null;
  const codes = new Map(entries);
  const good = part.filter((_, place) => !codes.has(place));
  const refused = part.flatMap((data, place) => [[parse(data), codes.get(place) ?? null] as const]);
  const isToSend = await keepOwn(replica, vault, refused);
  const isTaken = good.length > 0 && good.length < part.length && await offerPart(replica, vault, good);
  return isTaken === true || isToSend;
}

/**
 * Keep what this device wrote of what is not taken: saves are queued to be sent, and what was decided of members stands aside, so
 * that it is seen not to have happened. Returns whether anything is to be sent.
 */
async function keepOwn(replica: Replica, vault: string, found: readonly (readonly [Entry, ErrorCode | null])[]): Promise<boolean> {
  const { device } = replica.account;
  const own = found.filter(([entry]) => b64u(entry.header.device) === device && isKept(entry));
  return whileSaving(replica.keeper.name, vault, async () =>
    inOneStep(await replica.keeper.database(), ['outbox', 'aside'], async (step) => {
      const aside = step.objectStore('aside');
      const rows = [...await step.objectStore('outbox').getAll(beginningWith(vault)), ...await aside.index('vault').getAll(vault)];
      const known = new Set(rows.filter((row) => !('mine' in row) || row.mine).map(({ entry }) => b64u(parse(entry).header.opId)));
      const lost = own.filter(([{ header }, code]) => code !== null && code !== 'op_id_reused' && !known.has(b64u(header.opId)));
      const saves = lost.filter(([{ header }]) => header.kind === 'op');
      await queueOwn(step, device, vault, saves.map(([{ bytes }]) => bytes));
      for (const [{ header, bytes: entry }, code] of lost) {
        if (header.kind !== 'op' && code !== null) await aside.add({ vault, seq: null, code, entry, mine: true, settled: false });
      }
      return saves.length > 0;
    }));
}

/** Rows in as many parts as batches may hold. */
export function inParts<Row extends { readonly entry: Bytes }>(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  let room = 0;
  for (const row of rows) {
    const part = parts.at(-1);
    if (part === undefined || part.length >= MAX_BATCH_ENTRIES || row.entry.length > room) {
      parts.push([row]);
      room = MAX_BATCH_BYTES - row.entry.length;
    } else {
      part.push(row);
      room -= row.entry.length;
    }
  }
  return parts;
}

/** Returns how many entries it has again; null where giving back is put off: the rest waits too. */
async function offer(replica: Replica, vault: string, part: readonly AsideRow[]): Promise<number | null> {
  if (part.length === 0) return 0;
  const [result] = await push(replica.line, [{ vault, entries: part.map(({ entry }) => entry) }], true);
  if (result === undefined) return 0;
  if (!('error' in result)) {
    // They are kept until they have come back from the server: till then these may be the only ones.
    await inOneStep(await replica.keeper.database(), ['aside'], (step) =>
      Promise.all(part.map((row) => step.objectStore('aside').put({ ...row, settled: true }))), 'relaxed');
    return part.length;
  }
  const { error } = result;
  if (error.entries.length === 0 || (error.code !== null && HOLD.has(error.code))) {
    throw new ServerRefused(503, { code: error.code });
  }
  if (isPutOff(error)) return null;
  await keepRefused(replica, part, error);
  const bad = new Set(error.entries.map(([place]) => place));
  return offer(replica, vault, part.filter((_, place) => !bad.has(place)));
}

/** Whether the server cannot now, lacks what the school's log says, or says what only a newer version understands. */
export function isPutOff({ entries }: PushError): boolean {
  return entries.some(([, code]) => code === null || code === 'unknown_device' || HOLD.has(code));
}

async function keepRefused(replica: Replica, part: readonly AsideRow[], error: PushError): Promise<void> {
  await inOneStep(await replica.keeper.database(), ['aside'], (step) =>
    Promise.all(error.entries.flatMap(([place, code]) => {
      const row = part[place];
      return row === undefined || code === null ? [] : [step.objectStore('aside').put({ ...row, code })];
    })), 'relaxed');
}
