/**
 * The account at work and the line: one exchange, what follows it, and what the other tabs are told.
 */
import { carryOthers } from './carry.ts';
import { type Desk, accountAt, partsFor, sitDown, troubleOf } from './desk.ts';
import { exchange } from './exchange.ts';
import { ifLineIsFree, whileSaving } from './locks.ts';
import { ServerRefused } from './api.ts';
import type { Replica } from './replica.ts';
import { refresh } from './save.ts';
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

/** One exchange of the account at work, if the line is free. Never throws: what went wrong is shown. */
async function runOnce(desk: Desk): Promise<Ended> {
  const { replica } = desk;
  if (replica === null) return { well: true, retryAfter: null };
  desk.exchanging.value = true;
  try {
    const held = await ifLineIsFree(desk.tablet.name, () => onLine(desk, replica));
    desk.trouble.value = held;
    return { well: held === null, retryAfter: null };
  } catch (error) {
    desk.trouble.value = troubleOf(error);
    return { well: false, retryAfter: error instanceof ServerRefused ? error.retryAfter : null };
  } finally {
    desk.exchanging.value = false;
    await desk.published.refresh();
  }
}

async function onLine(desk: Desk, replica: Replica): Promise<Desk['trouble']['value']> {
  await retryHeld(desk);
  const done = await inSession(desk.tablet, replica, () => exchange(replica));
  if (done.renewed) await signInAgain(desk.tablet, replica);
  if (done.applied) await sealStates(replica);
  await carryOthers(desk.tablet, await accountAt(desk, replica.keeper.name), partsFor(desk, replica.account.school));
  tell(desk, { account: replica.keeper.name, vault: null });
  return done.held;
}

// Other tabs -----------------------------------------------------------------------------------------------

/** What one tab tells the others: that a vault of an account changed, or (null) anything may have. */
interface Told {
  readonly account: string;
  readonly vault: string | null;
}

export function tell(desk: Desk, told: Told): void {
  desk.tabs.postMessage(told);
}

/** Follow what other tabs write to the account at work. */
export function followTabs(desk: Desk): void {
  desk.tabs.onmessage = ({ data }: MessageEvent<Told>): void => {
    const { replica } = desk;
    if (replica?.open === null || replica?.keeper.name !== data.account) return;
    void readOn(replica, data.vault).then(() => desk.published.refresh());
  };
}

async function readOn(replica: Replica, only: string | null): Promise<void> {
  const rows = await (await replica.keeper.database()).getAll('vaults');
  for (const { vault } of rows) {
    const { open } = replica;
    if (open === null || (only !== null && vault !== only)) continue;
    await whileSaving(replica.keeper.name, vault, () => refresh(replica, open, vault));
    replica.listener.changed(vault, null);
  }
}
