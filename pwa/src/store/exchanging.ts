/** The account at work and the line: one exchange, and what follows it. */
import { type Desk, sitDown, type Trouble, troubleOf } from './desk.ts';
import { onTheLine } from './locks.ts';
import { ServerRefused } from './api.ts';
import { readMissed } from './missed.ts';
import type { Replica } from './replica.ts';
import { type Ended, startSchedule } from './schedule.ts';
import { isEnded } from './session.ts';

/** What is no word of the server's on whether this tablet is in the school. */
const SILENCE: ReadonlySet<Trouble> = new Set<Trouble>(['unreachable', 'busy', 'rate_limited', 'internal', 'restoring']);

const OLD_PASSWORD_QUIET_S = 300;

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
      // What talks to the server is fetched when there is somebody to talk for: the first page needs none of it.
      const { exchangeFor } = await import('./one_exchange.ts');
      trouble = await exchangeFor(desk, replica);
    } catch (error) {
      trouble = await standing(replica, troubleOf(error));
      ended = { well: false, retryAfter: quietAfter(error) };
    }
    if (!isAtWork()) {
      // Whoever has unlocked meanwhile had read before all of it came; who has locked again by now needs none of it.
      await readMissed(desk).catch(() => undefined);
      return;
    }
    desk.trouble.value = trouble;
    desk.exchanging.value = false;
    await desk.published.refresh();
  });
  return ended;
}

/** How many seconds to leave the server alone. Each try with a password that is no more counts as a wrong one: whoever then types
 *  the new one must not find that the tablet has used up their tries. */
export function quietAfter(error: unknown): number | null {
  if (troubleOf(error) === 'password_changed') return OLD_PASSWORD_QUIET_S;
  return error instanceof ServerRefused ? error.retryAfter : null;
}

/** What holds an exchange up: that the tablet was locked out stands until the server says otherwise. */
async function standing({ keeper, open }: Replica, trouble: Trouble): Promise<Trouble> {
  if (open === null || !SILENCE.has(trouble)) return trouble;
  const isOut = await keeper.database().then(isEnded).catch(() => false);
  return isOut ? 'revoked_device' : trouble;
}
