/**
 * When to exchange: soon after a save, when the page comes into view, every minute; and after a failure with growing pauses,
 * or when the server said. One exchange at a time; a wish that comes meanwhile is one more exchange after it.
 *
 *     const schedule = startSchedule(run);       // run: one exchange; says whether it went well
 *     schedule.soon(); await schedule.now(); schedule.stop();
 *
 * iPadOS runs nothing in the background: what is not sent when the page goes out of sight is sent when it is back.
 */
const SOON_MS = 400;
const EVERY_MS = 60_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 300_000;

/** How a run ended: well, or not, and how many seconds the server wants to be left alone. */
export interface Ended {
  readonly well: boolean;
  readonly retryAfter: number | null;
}

export interface Schedule {
  /** Exchange shortly; what comes together goes together. */
  readonly soon: () => void;
  /** Exchange at once, or after the one under way; done when that is. */
  readonly now: () => Promise<void>;
  readonly stop: () => void;
}

/** What is needed of a page. */
export type SeenPage = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

/** Begin; `chance` draws from 0 to 1, so that a school's tablets do not all come at once. */
export function startSchedule(run: () => Promise<Ended>, page: SeenPage, chance: () => number = Math.random): Schedule {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let [again, asked, stopped, pause, quietUntil] = [false, false, false, 0, 0];

  const plan = (delay: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void now(), delay);
  };
  // One that failed may have begun before there was a network: who asked meanwhile asked for another.
  const wantsMore = (): boolean => !stopped && Date.now() >= quietUntil && (asked || (again && pause === 0));
  const untilQuiet = async (): Promise<void> => {
    do {
      again = asked = false;
      const { well, retryAfter } = await run();
      pause = well ? 0 : nextPause(pause);
      quietUntil = retryAfter === null ? 0 : Date.now() + retryAfter * 1000;
    } while (wantsMore());
  };
  const now = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    clearTimeout(timer);
    asked = true;
    running ??= untilQuiet().finally(() => {
      running = null;
      plan(Math.max(quietUntil - Date.now(), pause === 0 ? EVERY_MS : pause * (0.75 + chance() / 2)));
    });
    return running;
  };
  const soon = (): void => {
    if (running !== null) again = true;
    // While the server is not answering, a save waits for the next try like everything before it.
    else if (pause === 0 && Date.now() >= quietUntil) plan(SOON_MS);
  };
  const onSeen = (): void => {
    if (page.visibilityState === 'visible' && Date.now() >= quietUntil) void now();
  };
  page.addEventListener('visibilitychange', onSeen);
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', onSeen);
  };
  return { soon, now, stop };
}

function nextPause(pause: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pause * 2));
}
