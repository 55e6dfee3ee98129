/**
 * The idle lock: five minutes without a touch, a quarter of an hour while a form is open, never while somebody observes
 * (`docs/architecture.md`). It is announced a minute before, and then only an answer keeps it open. Before it locks, what is
 * half typed is sealed: a time-out never costs a word.
 *
 *     const idle = startIdle({ minutes: () => 5, lock, warn, now: Date.now, page: document });
 *     const release = idle.hold('form');
 */

const MINUTE_MS = 60_000;
const FORM_MINUTES = 15;
const LOOK_EVERY_MS = 1_000;
/** How long before it locks it says so. */
const WARN_MS = 60_000;
/** How long after it could not lock it tries again. */
const AGAIN_MS = 10_000;
const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

/** What is open: a form gives more time, an observation all of it. */
export type Held = 'form' | 'observation';

export interface Idle {
  /** Hold the lock off while something is open; ends with what is returned. */
  readonly hold: (what: Held) => () => void;
  /** Somebody is still there. */
  readonly stay: () => void;
  readonly stop: () => void;
}

/** What the idle lock needs. `minutes` is the person's own setting, asked each time. */
export interface IdleNeeds {
  readonly minutes: () => number;
  /** Says whether it is locked. */
  readonly lock: () => Promise<boolean>;
  /** Told how many seconds are left while it is about to lock, and null once it is not. */
  readonly warn: (seconds: number | null) => void;
  readonly now: () => number;
  readonly page: Pick<Document, 'addEventListener' | 'removeEventListener'>;
}

/** Begin to watch. A tablet that slept is locked as soon as it wakes, whatever its timers did meanwhile. */
export function startIdle({ minutes, lock, warn, now, page }: IdleNeeds): Idle {
  const held: Held[] = [];
  let [touched, isWarned] = [now(), false];
  const tell = (seconds: number | null): void => {
    if (seconds !== null || isWarned) warn(seconds);
    isWarned = seconds !== null;
  };
  const stay = (): void => {
    touched = now();
    tell(null);
  };
  // While it is asked whether anybody is there, the answer is what counts: a touch beside it may be the pocket.
  const onTouch = (): void => {
    if (!isWarned) touched = now();
  };
  const allowed = (): number => {
    if (held.includes('observation')) return Infinity;
    return (held.includes('form') ? Math.max(FORM_MINUTES, minutes()) : minutes()) * MINUTE_MS;
  };
  const look = (): void => {
    const left = allowed() - (now() - touched);
    if (left > 0) {
      tell(left > WARN_MS ? null : Math.ceil(left / 1000));
      return;
    }
    stay();
    void lock().catch(() => false).then((isLocked) => { if (!isLocked && allowed() < Infinity) touched = now() - allowed() + AGAIN_MS; });
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  for (const touch of TOUCHES) page.addEventListener(touch, onTouch, { passive: true, capture: true });
  page.addEventListener('visibilitychange', look);
  return {
    hold: (what) => {
      held.push(what);
      return () => {
        const place = held.indexOf(what);
        if (place >= 0) held.splice(place, 1);
        onTouch();
      };
    },
    stay,
    stop: () => {
      clearInterval(looking);
      tell(null);
      for (const touch of TOUCHES) page.removeEventListener(touch, onTouch, { capture: true });
      page.removeEventListener('visibilitychange', look);
    },
  };
}
