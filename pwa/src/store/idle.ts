/**
 * The idle lock: five minutes without a touch, a quarter of an hour while a form is open, never while somebody observes
 * (`docs/architecture.md`). Before it locks, what is half typed is sealed: a time-out never costs a word.
 *
 *     const idle = startIdle({ minutes: () => 5, lock, now: Date.now, page: document });
 *     const release = idle.hold('form');
 */

const MINUTE_MS = 60_000;
const FORM_MINUTES = 15;
const LOOK_EVERY_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

/** What is open: a form gives more time, an observation all of it. */
export type Held = 'form' | 'observation';

export interface Idle {
  /** Hold the lock off while something is open; ends with what is returned. */
  readonly hold: (what: Held) => () => void;
  readonly stop: () => void;
}

/** What the idle lock needs. `minutes` is the person's own setting, asked each time. */
export interface IdleNeeds {
  readonly minutes: () => number;
  readonly lock: () => Promise<void>;
  readonly now: () => number;
  readonly page: Pick<Document, 'addEventListener' | 'removeEventListener'>;
}

/** Begin to watch. A tablet that slept is locked as soon as it wakes, whatever its timers did meanwhile. */
export function startIdle({ minutes, lock, now, page }: IdleNeeds): Idle {
  const held: Held[] = [];
  let touched = now();
  const onTouch = (): void => {
    touched = now();
  };
  const allowed = (): number => {
    if (held.includes('observation')) return Infinity;
    return (held.includes('form') ? Math.max(FORM_MINUTES, minutes()) : minutes()) * MINUTE_MS;
  };
  const look = (): void => {
    if (now() - touched < allowed()) return;
    touched = now();
    void lock();
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
    stop: () => {
      clearInterval(looking);
      for (const touch of TOUCHES) page.removeEventListener(touch, onTouch, { capture: true });
      page.removeEventListener('visibilitychange', look);
    },
  };
}
