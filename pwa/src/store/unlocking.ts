/**
 * The way from locked to unlocked and back, for the account at work: by password or by a touch; and what belongs to it, a
 * password that was changed, and a passkey.
 */
import { batch } from '@preact/signals';

import { holdUnlocked } from '../between/leases.ts';
import { type Bytes, Refused } from '../sync/encoding.ts';
import { wrappingKey } from '../sync/keys.ts';
import type { AccountRow } from './accounts.ts';
import { accountAt, airAt, type Desk, isInMemory, isWaiting, LOCK_MINUTES, lookAround, sitDown, tell } from './desk.ts';
import { resume } from './entering.ts';
import { startExchanging, workLocked } from './exchanging.ts';
import { accountOf, type Identity, lockOf, unlockWith, unlockWithPasskey } from './identity.ts';
import { startIdle } from './idle.ts';
import { isFull, keep, type Keeper } from './keeper.ts';
import { onTheLine } from './locks.ts';
import { askPasskey, type PasskeyNote } from './passkey.ts';
import { Locked, type Replica } from './replica.ts';
import { readMissed } from './missed.ts';
import { draftsOf, HELD } from './rest.ts';
import { isEnded } from './session.ts';
import { sealStates, unlockVaults } from './unlock.ts';

/** Row of `meta`: what a passkey is asked with. */
export const PASSKEY_NOTE = 'passkey-note';
/** Row of `meta`: after how many minutes without a touch it locks. */
const LOCK_ROW = 'lock-minutes';

/** The browser has erased what was kept of an account. */
export class Erased extends Error {
  override name = 'Erased';
}

/** Unlock an account by its password. Throws `BadSeal` for another one, `Erased`, `Refused` with `busy` while a pupil has the tablet. */
export function unlock(desk: Desk, name: string, password: string): Promise<void> {
  return open(desk, name, async (keeper) => {
    const account = await accountOf(await keeper.database());
    if (account === null) throw new Erased('nothing of this account is kept here any more');
    const root = await desk.stretching.unlocking(password, lockOf(account));
    return unlockWith(desk.suite, await keeper.database(), await wrappingKey(desk.suite, root));
  });
}

/** Unlock an account by a touch. Throws `NoPasskey`, `BadSeal`. */
export function unlockByTouch(desk: Desk, name: string): Promise<void> {
  return open(desk, name, async (keeper) => {
    const database = await keeper.database();
    const note = (await database.get('meta', PASSKEY_NOTE)) as PasskeyNote | undefined;
    if (note === undefined) throw new Refused('no passkey opens this tablet', 'sign_in_refused');
    const given: Bytes = await askPasskey(note);
    return unlockWithPasskey(desk.suite, database, given);
  });
}

async function open(desk: Desk, name: string, identify: (keeper: Keeper) => Promise<Identity>): Promise<void> {
  const row = await accountAt(desk, name);
  const keeper = keep(row.name);
  let identity: Identity;
  try {
    identity = await identify(keeper);
    await finishEntering(desk, keeper, identity, row);
  } finally {
    keeper.close();
  }
  await leaveDesk(desk);
  const release = await holdUnlocked(async () => {
    await lockHere(desk);
  });
  if (release === null) throw new Refused('a pupil has this tablet', 'busy');
  desk.release = release;
  try {
    await sitUnlocked(desk, row, identity);
  } catch (error) {
    await leaveDesk(desk);
    await workLocked(desk);
    throw error;
  }
  tell(desk, { what: 'opened', account: row.name, handle: row.handle });
  startExchanging(desk);
}

/** Throws `Locked` where the desk was left while it was being opened: a pupil was given the tablet, or somebody else came in from another tab. */
async function sitUnlocked(desk: Desk, row: AccountRow, identity: Identity): Promise<void> {
  const replica = await sitDown(desk, { ...row, entering: false });
  desk.replica = replica;
  try {
    await workUnlocked(desk, replica, row, identity);
    if (desk.replica !== replica) throw new Locked('the desk was left before it was open');
  } catch (error) {
    // What has left the desk is out of reach of whoever locks it.
    if (desk.replica !== replica) giveUp(replica);
    throw error;
  }
  desk.stage.value = 'open';
}

function giveUp(replica: Replica): void {
  const { open } = replica;
  replica.open = null;
  open?.leaving.abort();
  replica.keeper.close();
}

async function workUnlocked(desk: Desk, replica: Replica, row: AccountRow, identity: Identity): Promise<void> {
  const database = await replica.keeper.database();
  const minutes: unknown = await database.get('meta', LOCK_ROW);
  desk.lockMinutes.value = typeof minutes === 'number' ? minutes : LOCK_MINUTES;
  desk.displacedBy.value = null;
  // It is said at once: the server may not be heard for hours.
  if (await isEnded(database)) desk.trouble.value = 'revoked_device';
  const { vaults } = await unlockVaults(replica, identity);
  // A full tablet opens all the same: it matters little who was the last to use it.
  await desk.tablet.putAccount({ ...row, entering: false, used: desk.platform.clock() }).catch((error: unknown) => {
    if (!isFull(error)) throw error;
  });
  await readMissed(desk);
  for (const vault of vaults.keys()) desk.published.listener.changed(vault, null);
  await desk.published.refresh();
  await takeUpHeld(desk, replica);
  desk.idle = startIdle({
    minutes: () => desk.lockMinutes.value, lock: () => lockHere(desk).then(() => true), now: desk.platform.clock, page: desk.platform.page,
    warn: (seconds) => {
      desk.locksIn.value = seconds;
    },
  });
}

/** What found no room before the tablet was locked. */
async function takeUpHeld(desk: Desk, { keeper }: Replica): Promise<void> {
  if ((await draftsOf(await keeper.database(), airAt(desk), HELD)).length > 0) await (await import('./held.ts')).openHeld(desk);
}

/** An account whose coming in was cut off goes on with it first. */
function finishEntering(desk: Desk, keeper: Keeper, identity: Identity, row: AccountRow): Promise<unknown> {
  if (!row.entering) return Promise.resolve();
  const { tablet, suite, platform: { clock, send } } = desk;
  const taker = { tablet, suite, clock, ...(send === undefined ? {} : { send }) };
  return onTheLine(tablet.name, () => resume(taker, keeper, identity, row));
}

/** Lock this tab and all others in which the account is open. False as for `lockHere`. */
export async function lock(desk: Desk): Promise<boolean> {
  const account = desk.replica?.keeper.name;
  const mayGo = await lockHere(desk);
  if (account !== undefined) tell(desk, { what: 'locked', account });
  return mayGo;
}

/**
 * Lock this tab: what is half typed is sealed, then the states, then the keys go. What is not sent is still sent, under the session.
 * Whatever goes wrong with that, it locks: neither a fault nor a full tablet must leave it open. What found no room is sealed and
 * waits; false where that would be lost with this page.
 */
export async function lockHere(desk: Desk): Promise<boolean> {
  const account = desk.replica?.keeper.name;
  for (const seal of desk.beforeLock) await seal().catch(() => undefined);
  await leaveDesk(desk);
  if (account !== undefined && isWaiting(desk, account)) await waitForRoom(desk, account);
  await lookAround(desk);
  await workLocked(desk);
  return account === undefined || !isInMemory(desk, account);
}

async function waitForRoom(desk: Desk, account: string): Promise<void> {
  if (desk.waiting.has(account)) return;
  desk.waiting.add(account);
  // A full tablet is rare. Where this cannot be had, what waits is taken up when the account is opened again.
  await import('./room.ts').then((room) => room.waitForRoom(desk, account), () => undefined);
}

/** Keep after how many minutes it locks, for the account at work. */
export async function setLockMinutes(desk: Desk, minutes: number): Promise<void> {
  if (desk.replica === null) return;
  await (await desk.replica.keeper.database()).put('meta', minutes, LOCK_ROW);
  desk.lockMinutes.value = minutes;
}

/** Leave the desk: nothing of the account stays in memory. */
export async function leaveDesk(desk: Desk): Promise<void> {
  const { replica } = desk;
  desk.schedule?.stop();
  desk.idle?.stop();
  desk.schedule = null;
  desk.idle = null;
  try {
    if (replica !== null) await goAway(desk, replica);
  } finally {
    desk.release?.();
    desk.release = null;
  }
}

async function goAway(desk: Desk, replica: Replica): Promise<void> {
  const { open } = replica;
  const vaults = [...(open?.vaults.keys() ?? [])];
  // A full tablet locks all the same: an old state costs time at the next unlock, never a word.
  await sealStates(replica).catch(() => undefined);
  for (const forget of desk.atLock) forget();
  desk.atLock.clear();
  desk.replica = null;
  giveUp(replica);
  batch(() => {
    desk.stage.value = 'locked';
    desk.trouble.value = null;
    desk.exchanging.value = false;
    desk.held.value = [];
    desk.damaged.value = [];
    for (const vault of vaults) desk.published.listener.changed(vault, null);
  });
  await desk.published.refresh();
}
