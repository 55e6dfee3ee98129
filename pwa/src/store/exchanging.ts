/**
 * The account at work and the line: one exchange, what follows it, and what the other tabs are told.
 */
import { carryOthers } from './carry.ts';
import { accountAt, type Desk, isOpen, partsFor, sitDown, troubleOf } from './desk.ts';
import { exchange } from './exchange.ts';
import { onTheLine, whileSaving } from './locks.ts';
import { ServerRefused } from './api.ts';
import type { Replica } from './replica.ts';
import { refresh } from './save.ts';
import { retryHeld } from './saving.ts';
import { type Ended, startSchedule } from './schedule.ts';
import { inSession, signInAgain } from './session.ts';
import { sealStates } from './unlock.ts';
import type { OpenVault } from './vaults.ts';

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
    if (desk.replica?.keeper.name === data.account) void readOn(desk, data.vault);
  };
}

/** Read on what is kept for the account at work: of one vault, or of all. Locked, there is nothing to read. */
export async function readOn(desk: Desk, only: string | null = null): Promise<void> {
  const { replica } = desk;
  if (!isOpen(replica)) return;
  const { open } = replica;
  for (const { vault } of await (await replica.keeper.database()).getAll('vaults')) {
    if (only !== null && vault !== only) continue;
    if (desk.replica !== replica) return;
    const before = stampOf(open.vaults.get(vault));
    await whileSaving(replica.keeper.name, vault, () => refresh(replica, open, vault));
    // What did not change stays the same object, so that nothing is worked out anew for it.
    if (stampOf(open.vaults.get(vault)) !== before) replica.listener.changed(vault, null);
  }
  await desk.published.refresh();
}

/** What tells whether a vault in memory has read anything since. */
function stampOf(vault: OpenVault | undefined): string {
  if (vault === undefined) return '';
  const { era, log, link, keys, tickets, state } = vault;
  return JSON.stringify([era, log.seq, link.counter, keys.size, tickets.size, [...state.vector], [...state.ahead].map(([device, ops]) => [device, ops.size])]);
}
