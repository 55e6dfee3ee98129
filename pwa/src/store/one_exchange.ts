/** One exchange for the account at work, and what follows it: states sealed, others' work carried, pages told. */
import { carryOthers } from './carry.ts';
import { accountAt, type Desk, lookAround, partsFor, tell } from './desk.ts';
import { exchange } from './exchange.ts';
import { orHandIn } from './hand_in.ts';
import { retryHeld } from './held.ts';
import type { Replica } from './replica.ts';
import { forgetEnded, inSession, signInAgain } from './session.ts';
import { sealStates } from './unlock.ts';

/**
 * Exchange for the account at work. The caller holds the line. Returns what holds anything up, and throws as `exchange`.
 *
 * What holds keys stops at the lock, its requests too: whatever was not stored, or whose answer was not read, is for the next.
 */
export async function exchangeFor(desk: Desk, replica: Replica): Promise<Desk['trouble']['value']> {
  replica.until = replica.open?.leaving.signal ?? null;
  try {
    return await goOn(desk, replica);
  } finally {
    replica.until = null;
  }
}

async function goOn(desk: Desk, replica: Replica): Promise<Desk['trouble']['value']> {
  await retryHeld(desk);
  const done = await orHandIn(replica, () => inSession(desk.tablet, replica, () => exchange(replica)));
  await forgetEnded(replica.keeper);
  if (done.renewed) await signInAgain(desk.tablet, replica);
  if (done.applied) await sealStates(replica);
  const carried = await carryOthers(desk.tablet, await accountAt(desk, replica.keeper.name), partsFor(desk, replica.account.school));
  if (done.sent + carried > 0) await lookAround(desk);
  tell(desk, { what: 'changed', account: replica.keeper.name, vault: null });
  return done.held;
}
