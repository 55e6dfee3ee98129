/** The account at work and the line: one exchange, and what follows it. */
import { carryOthers } from './carry.ts';
import { accountAt, type Desk, lookAround, partsFor, sitDown, tell, troubleOf } from './desk.ts';
import { exchange } from './exchange.ts';
import { orHandIn } from './hand_in.ts';
import { onTheLine } from './locks.ts';
import { ServerRefused } from './api.ts';
import type { Replica } from './replica.ts';
import { retryHeld } from './saving.ts';
import { type Ended, startSchedule } from './schedule.ts';
import { inSession, signInAgain } from './session.ts';
import { sealStates } from './unlock.ts';

/** Begin to exchange by itself for the account at work. */
export function startExchanging(desk: Desk): void {
  desk.schedule?.stop();
  desk.schedule = startSchedule(() => runOnce(desk), desk.platform.page);
  void desk.schedule.now();
}

/** Send and fetch for the account whose session there is, while nobody is unlocked. */
export async function workLocked(desk: Desk): Promise<void> {
  const session = await desk.tablet.session();
  const rows = await desk.tablet.accounts();
  const row = rows.find(({ name, entering }) => name === session?.account && !entering);
  if (row === undefined || desk.replica !== null) return;
  desk.replica = await sitDown(desk, row);
  await desk.published.refresh();
  startExchanging(desk);
}

/** One exchange of the account at work, as soon as the line is free. Never throws: what went wrong is shown. */
async function runOnce(desk: Desk): Promise<Ended> {
  const { replica } = desk;
  const isAtWork = (): boolean => desk.replica === replica;
  let ended: Ended = { well: true, retryAfter: null };
  await onTheLine(desk.tablet.name, async () => {
    // Who has locked or changed meanwhile exchanges in their own turn.
    if (replica === null || !isAtWork()) return;
    desk.exchanging.value = true;
    let trouble: Desk['trouble']['value'];
    try {
      trouble = await exchangeFor(desk, replica);
    } catch (error) {
      trouble = troubleOf(error);
      ended = { well: false, retryAfter: error instanceof ServerRefused ? error.retryAfter : null };
    }
    if (!isAtWork()) return;
    desk.trouble.value = trouble;
    desk.exchanging.value = false;
    await desk.published.refresh();
  });
  return ended;
}

async function exchangeFor(desk: Desk, replica: Replica): Promise<Desk['trouble']['value']> {
  await retryHeld(desk);
  const done = await orHandIn(replica, () => inSession(desk.tablet, replica, () => exchange(replica)));
  if (done.renewed) await signInAgain(desk.tablet, replica);
  if (done.applied) await sealStates(replica);
  const carried = await carryOthers(desk.tablet, await accountAt(desk, replica.keeper.name), partsFor(desk, replica.account.school));
  if (done.sent + carried > 0) await lookAround(desk);
  tell(desk, { what: 'changed', account: replica.keeper.name, vault: null });
  return done.held;
}
