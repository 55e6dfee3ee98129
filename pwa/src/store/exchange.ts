/**
 * One exchange of a device with the server (`docs/client.md`): send, ask, fetch, apply, keep house, until nothing is new.
 *
 *     const done = await exchange(replica);
 *     done.sent, done.same, done.held
 *
 * Each step may fail and is repeated by the next exchange; none has to be undone. Locked, it sends and fetches, and the rest
 * waits for the keys. One that holds keys stops where the device is locked, with `Locked` or `Unreachable`.
 */
import type { ErrorCode } from '../generated/codes.ts';
import { u64 } from '../sync/binary.ts';
import { signCheckpoint } from '../sync/checkpoint.ts';
import { inBatches } from '../sync/crypto.ts';
import { b64u, type Bytes, compareIds, concat, digest as hash, parseInstant, unb64u } from '../sync/encoding.ts';
import { ADMINISTRATOR } from '../sync/roster.ts';
import { judgeAgain, retryAside } from './again.ts';
import { applyFetched } from './apply.ts';
import { exchange as ask, type Heads, ServerRefused, whole } from './api.ts';
import { compareHeld } from './checkpoints.ts';
import { type CheckpointRow, inOneStep, type VaultRow } from './db.ts';
import { sendDrops } from './drops.ts';
import { writeHeard } from './heard.ts';
import { keepHouse } from './house.ts';
import { orHandIn } from './hand_in.ts';
import { type Fresh, nothingFresh } from './fresh.ts';
import { takeNewDevice } from './new_device.ts';
import { askForLost, cursorOf, fetchAll } from './receive.ts';
import { hasRole, type Opened, type Replica, stillOpen } from './replica.ts';
import { type Answered, answerRefusals, keepUnseen, lacking } from './refusals.ts';
import { beingGivenBack, giveBack, giveBackSchool, isBeyondRow, offerLeft, offerSchool } from './rewind.ts';
import { outboxVaults, send, type Sent } from './send.ts';
import { isSetBack } from './setback.ts';

const MOST_ROUNDS = 12;

/** What an exchange came to: entries sent, rounds taken, whether in the end nothing was new, and what holds it up. */
export interface Done {
  sent: number;
  rounds: number;
  same: boolean;
  held: ErrorCode | null;
  /** Whether anything was applied, so that the sealed states are old. */
  applied: boolean;
  /** Whether this device goes on under a new id: its session is that of the old one. */
  renewed: boolean;
}

/**
 * Exchange until nothing is new, or nothing moves on. Throws `ServerRefused`, `Unreachable`, and `Refused` where the school's log
 * is false.
 *
 * The caller holds the line, and the session on it is this account's.
 */
export async function exchange(replica: Replica): Promise<Done> {
  const done: Done = { sent: 0, rounds: 0, same: false, held: null, applied: false, renewed: false };
  let isMoved = true;
  while (isMoved && !done.same && done.rounds < MOST_ROUNDS) {
    done.rounds += 1;
    isMoved = await round(replica, done);
  }
  replica.heard = { ...replica.heard, exchanged: replica.clock() };
  await inOneStep(await replica.keeper.database(), ['meta'], (step) => writeHeard(step, replica.heard), 'relaxed');
  const { open } = replica;
  // What only who is unlocked and online needs is not part of what is loaded first.
  if (done.same && open !== null) await (await import('./remind.ts')).remind(replica, open);
  return done;
}

/** One round. Returns whether another may bring anything. */
async function round(replica: Replica, done: Done): Promise<boolean> {
  const { open } = replica;
  const sent = await orHandIn(replica, () => whileRestoring(replica, () => send(replica)));
  const dropped = sent.held === null ? await sendDrops(replica) : 0;
  done.sent += sent.taken + dropped;
  // With all that waits to be given back first nothing is sent, and who is out hears of it here.
  const heads = await orHandIn(replica, () => whileRestoring(replica, () => askServer(replica, open)));
  const fresh = nothingFresh();
  if (heads !== null) {
    await fetchAll(replica, heads, fresh);
    await offerOurs(replica, heads);
  }
  const isLost = await askForLost(replica, lacking(sent.refusals), fresh);
  const isOffered = await offerLeft(replica);
  // What was refused for want of what the server has again now is simply sent again.
  if (isOffered) sent.refusals.clear();
  await keepUnseen(replica, sent.unseen);
  const isQuiet = heads === null && sent.taken + dropped === 0;
  const unlocked = open === null ? { moved: false, held: null } : await workUnlocked(replica, open, sent, fresh, done, isQuiet);
  if (!isQuiet) await compareHeld(replica);
  done.held = sent.held ?? unlocked.held ?? fresh.held;
  const database = await replica.keeper.database();
  const [isMore, unsent] = await Promise.all([open !== null && isUnsaid(replica, open), outboxVaults(database)]);
  done.same = heads === null && !isLost && !isOffered && dropped === 0 && !unlocked.moved && !isMore && done.held === null
    && (open === null ? sent.taken === 0 : unsent.length === 0);
  // What cannot be taken is there at the next exchange too: to ask for it at once brings nothing.
  const isNews = fresh.isStuck ? sent.taken + dropped > 0 : !isQuiet;
  return (isNews || isOffered || unlocked.moved || isMore) && sent.held === null;
}

/** What needs the keys. Returns whether another round is needed, and what holds anything up. */
async function workUnlocked(
  replica: Replica, open: Opened, sent: Sent, fresh: Fresh, done: Done, isQuiet: boolean,
): Promise<Answered> {
  stillOpen(open);
  let moved = await isSetBack(replica, open, fresh);
  if (moved) {
    await takeNewDevice(replica, open);
    done.renewed = true;
  }
  if (await judgeAgain(replica, open)) {
    // What was judged anew begins a new era.
    fresh.rows = null;
    done.applied = moved = true;
  }
  if (await applyFetched(replica, open, fresh)) done.applied = moved = true;
  if ((!isQuiet || !open.housed) && await retryAside(replica, open)) moved = true;
  const answered = await answerRefusals(replica, open, sent.refusals);
  // Mostly nothing is set aside, and then nothing of this has anything to do.
  const isAside = await (await replica.keeper.database()).count('aside') > 0;
  const given = isAside ? await giveBack(replica) + await handInBeyond(replica, open) : 0;
  moved ||= answered.moved || given > 0;
  if (moved || !isQuiet || !open.housed) moved = await keepHouse(replica, open) > 0 || moved;
  open.housed = true;
  return { moved, held: answered.held ?? (isAside ? await waits(replica) : null) };
}

/** What a lock-out behind a restore left out: seldom, and so not part of what is loaded first. */
async function handInBeyond(replica: Replica, open: Opened): Promise<number> {
  const rows = await (await replica.keeper.database()).getAll('aside');
  return rows.some(isBeyondRow) ? (await import('./beyond.ts')).handInBeyond(replica, open) : 0;
}

/** Why something is left that the next round will not settle. */
async function waits(replica: Replica): Promise<ErrorCode | null> {
  const [unsent, given] = await Promise.all([outboxVaults(await replica.keeper.database()), beingGivenBack(replica)]);
  return unsent.some((vault) => given.has(vault)) ? 'rewound' : null;
}

async function isUnsaid(replica: Replica, open: Opened): Promise<boolean> {
  const rows = await (await replica.keeper.database()).getAll('vaults');
  return (await newCheckpoints(replica, open, rows)).length > 0;
}

/** Run `work`; a server that is being restored is given the school's log first, by an administrator's device. */
async function whileRestoring<Made>(replica: Replica, work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    const isAsked = error instanceof ServerRefused && error.code === 'restoring' && hasRole(replica, ADMINISTRATOR);
    if (!isAsked) throw error;
    await giveBackSchool(replica);
    return work();
  }
}

/** A server whose school log is shorter than ours lost its end: what of it this member may append goes up again. */
async function offerOurs(replica: Replica, { school: [seq] }: Heads): Promise<void> {
  if (seq >= replica.school.seq) return;
  try {
    await offerSchool(replica, seq);
  } catch (error) {
    // What only an administrator's device may give back waits for it.
    if (!(error instanceof ServerRefused)) throw error;
  }
}

// Asking ---------------------------------------------------------------------------------------------------

/** Say how far this device is; what is new there, or null for nothing. */
async function askServer(replica: Replica, open: Opened | null): Promise<Heads | null> {
  const known = await fetched(replica);
  const checkpoints = open === null ? [] : await newCheckpoints(replica, open, known.vaults);
  const before = replica.clock();
  const { time, heads } = await ask(replica.line, digestOf(replica, known), checkpoints.map(({ data }) => data));
  // Half the way there and half back: a clock is corrected for display only, and never moved.
  const drift = whole(() => parseInstant(time)) - Math.round((before + replica.clock()) / 2);
  const said = checkpoints.map(({ vault, at }) => [vault, at] as const);
  // Written with what comes of it: to hear it once more would do no harm.
  replica.heard = { ...replica.heard, drift, checkpointed: new Map([...replica.heard.checkpointed, ...said]) };
  return heads;
}

/** The hash over all that this device has fetched, as the server computes it over all that there is. */
export async function digest(replica: Replica): Promise<Bytes> {
  return digestOf(replica, await fetched(replica));
}

/** What this device has fetched of vaults and of others' checkpoints. */
interface Fetched {
  readonly vaults: readonly VaultRow[];
  readonly checkpoints: readonly CheckpointRow[];
}

async function fetched(replica: Replica): Promise<Fetched> {
  const database = await replica.keeper.database();
  const [vaults, checkpoints] = await Promise.all([database.getAll('vaults'), database.getAll('checkpoints')]);
  return { vaults, checkpoints };
}

function digestOf(replica: Replica, { vaults, checkpoints }: Fetched): Bytes {
  const { listed, notices } = replica.heard;
  const known = vaults.filter(({ vault, logId }) => logId !== null && listed.has(vault));
  const heads = known.sort((one, other) => compareIds(one.vault, other.vault)).map(headBytes);
  const others = checkpoints.filter(({ vault }) => listed.has(vault)).map(({ checkpoint }) => checkpoint);
  const { seq, logHash } = replica.school;
  return hash(u64(seq), logHash, ...heads, ...sortedHashes(others), ...sortedHashes(notices));
}

function headBytes({ vault, logId, fetchedSeq, fetchedHash }: VaultRow): Bytes {
  return concat(unb64u(vault), logId ?? new Uint8Array(0), u64(fetchedSeq), fetchedHash);
}

function sortedHashes(things: readonly Bytes[]): Bytes[] {
  return things.map((thing) => hash(thing)).sort(compareBytes);
}

function compareBytes(one: Bytes, other: Bytes): number {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** A checkpoint about to be posted; `at` names its place in the log. */
interface NewCheckpoint {
  readonly vault: string;
  readonly at: string;
  readonly data: Bytes;
}

/** A checkpoint of every listed vault that this device has applied to another place than it last said. */
async function newCheckpoints(replica: Replica, open: Opened, rows: readonly VaultRow[]): Promise<readonly NewCheckpoint[]> {
  stillOpen(open);
  const { listed, checkpointed } = replica.heard;
  const moved = rows.flatMap((row) => {
    const cursor = cursorOf(row);
    if (cursor === null || !listed.has(row.vault) || row.appliedSeq !== row.fetchedSeq || cursor.seq === 0) return [];
    const at = `${b64u(cursor.logId)}/${cursor.seq}`;
    return checkpointed.get(row.vault) === at ? [] : [{ vault: row.vault, cursor, at }];
  });
  return inBatches(moved, async ({ vault, cursor, at }) => {
    const { data } = await signCheckpoint(replica.suite, replica.school.id, unb64u(vault), cursor, open.identity.device);
    return { vault, at, data };
  });
}
