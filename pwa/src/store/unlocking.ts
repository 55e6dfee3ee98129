/**
 * The way from locked to unlocked and back, for the account at work: by password or by a touch; and what belongs to it, a
 * password that was changed, and a passkey.
 */
import { batch } from '@preact/signals';

import { holdUnlocked } from '../between/leases.ts';
import { type Bytes, Refused } from '../sync/encoding.ts';
import { wrappingKey } from '../sync/keys.ts';
import type { AccountRow } from './accounts.ts';
import { accountAt, type Desk, lookAround, sitDown } from './desk.ts';
import { resume } from './entering.ts';
import { startExchanging, workLocked } from './exchanging.ts';
import { accountOf, type Identity, lockOf, unlockWith, unlockWithPasskey } from './identity.ts';
import { startIdle } from './idle.ts';
import { keep, type Keeper } from './keeper.ts';
import { onTheLine } from './locks.ts';
import type { PasskeyNote } from './passkey.ts';
import type { Replica } from './replica.ts';
import { sealStates, unlockVaults } from './unlock.ts';

/** Row of `meta`: what a passkey is asked with. */
export const PASSKEY_NOTE = 'passkey-note';

/** Unlock an account by its password. Throws `BadSeal` for another one, `Refused` with `busy` while a pupil has the tablet. */
export function unlock(desk: Desk, name: string, password: string, minutes: () => number): Promise<void> {
  return open(desk, name, minutes, async (keeper) => {
    const account = await accountOf(await keeper.database());
    if (account === null) throw new Refused('nobody is known in this database', 'sign_in_refused');
    const root = await desk.platform.stretch(password, lockOf(account));
    return unlockWith(desk.suite, await keeper.database(), await wrappingKey(desk.suite, root));
  });
}

/** Unlock an account by a touch. Throws `NoPasskey`, `BadSeal`. */
export function unlockByTouch(desk: Desk, name: string, minutes: () => number): Promise<void> {
  return open(desk, name, minutes, async (keeper) => {
    const database = await keeper.database();
    const note = (await database.get('meta', PASSKEY_NOTE)) as PasskeyNote | undefined;
    if (note === undefined) throw new Refused('no passkey opens this tablet', 'sign_in_refused');
    const { askPasskey } = await import('./passkey.ts');
    const given: Bytes = await askPasskey(note);
    return unlockWithPasskey(desk.suite, database, given);
  });
}

async function open(
  desk: Desk, name: string, minutes: () => number, identify: (keeper: Keeper) => Promise<Identity>,
): Promise<void> {
  const row = await accountAt(desk, name);
  const keeper = keep(row.name);
  let identity: Identity;
  try {
    identity = await identify(keeper);
    await finishEntering(desk, keeper, identity, row);
  } finally {
    keeper.close();
  }
  await standUp(desk);
  const release = await holdUnlocked(async () => {
    await lock(desk);
  });
  if (release === null) throw new Refused('a pupil has this tablet', 'busy');
  desk.release = release;
  try {
    await workUnlocked(desk, row, identity);
  } catch (error) {
    await standUp(desk);
    await workLocked(desk);
    throw error;
  }
  desk.idle = startIdle({ minutes, lock: () => idleLock(desk), now: Date.now, page: document });
  startExchanging(desk);
}

async function workUnlocked(desk: Desk, row: AccountRow, identity: Identity): Promise<void> {
  const replica = await sitDown(desk, { ...row, entering: false });
  desk.replica = replica;
  const { vaults } = await unlockVaults(replica, identity);
  await desk.tablet.putAccount({ ...row, entering: false, used: desk.platform.clock() });
  for (const vault of vaults.keys()) desk.published.listener.changed(vault, null);
  await desk.published.refresh();
  desk.stage.value = 'open';
}

/** An account whose coming in was cut off goes on with it first. */
function finishEntering(desk: Desk, keeper: Keeper, identity: Identity, row: AccountRow): Promise<unknown> {
  if (!row.entering) return Promise.resolve();
  const { tablet, suite, platform: { clock, send } } = desk;
  const taker = { tablet, suite, clock, ...(send === undefined ? {} : { send }) };
  return onTheLine(tablet.name, () => resume(taker, keeper, identity, row));
}

async function idleLock(desk: Desk): Promise<void> {
  // What the tablet has no room for is nowhere but in memory.
  if (desk.held.value.length === 0) await lock(desk);
}

/**
 * Lock: what is half typed is sealed, then the states, then the keys go. What is not sent is still sent, under the session.
 * False where work is held that the tablet has no room for and nobody has exported yet.
 */
export async function lock(desk: Desk): Promise<boolean> {
  if (desk.held.value.length > 0 && !desk.isExported) return false;
  for (const seal of desk.beforeLock) await seal();
  await standUp(desk);
  await lookAround(desk);
  await workLocked(desk);
  return true;
}

/** Leave the desk: nothing of the account stays in memory. */
async function standUp(desk: Desk): Promise<void> {
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
  const vaults = [...(replica.open?.vaults.keys() ?? [])];
  // A full tablet locks all the same: an old state costs time at the next unlock, never a word.
  await sealStates(replica).catch(() => undefined);
  replica.open = null;
  desk.replica = null;
  batch(() => {
    desk.stage.value = 'locked';
    desk.trouble.value = null;
    desk.exchanging.value = false;
    desk.held.value = [];
    for (const vault of vaults) desk.published.listener.changed(vault, null);
  });
  replica.keeper.close();
  await desk.published.refresh();
}
