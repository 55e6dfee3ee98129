/**
 * Keeping the screen awake while somebody observes, and knowing whether the page was in view.
 *
 *     const awake = keepAwake(document, navigator.wakeLock);
 *     awake.state.value      'refused' or 'unsupported': say that the screen may go dark
 *     awake.end()
 *
 *     const sight = followSight(document);
 *     sight.wasHidden()      true once after the page was out of sight, however shortly
 *
 * The platform lets the screen go whenever the page is out of sight, and does not take it back by itself.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

/** `asleep`: out of sight, asked for again once it is back. */
export type AwakeState = 'awake' | 'asleep' | 'refused' | 'unsupported';

export interface Awake {
  readonly state: ReadonlySignal<AwakeState>;
  readonly end: () => void;
}

/** What is needed of a document. */
export type SeenDocument = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

/** Keeps the screen awake until `end`; `wakeLock` is undefined where the platform has none. */
export function keepAwake(document: SeenDocument, wakeLock: Pick<WakeLock, 'request'> | undefined): Awake {
  const state = signal<AwakeState>(wakeLock === undefined ? 'unsupported' : 'asleep');
  if (wakeLock === undefined) return { state, end: () => undefined };
  let held: WakeLockSentinel | null = null;
  let asking = false;
  let ended = false;

  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || asking || held?.released === false) return;
    asking = true;
    try {
      const got = await wakeLock.request('screen');
      held = got;
      if (ended) {
        await got.release();
        return;
      }
      state.value = 'awake';
      got.addEventListener('release', () => {
        if (held === got) state.value = 'asleep';
      });
    } catch {
      // As with a battery that is nearly empty.
      state.value = 'refused';
    } finally {
      asking = false;
    }
  };
  const onSeen = (): void => void ask();

  document.addEventListener('visibilitychange', onSeen);
  void ask();
  return {
    state,
    end: () => {
      ended = true;
      document.removeEventListener('visibilitychange', onSeen);
      void held?.release();
    },
  };
}

export interface Sight {
  /** Whether it is out of sight now. */
  readonly isHidden: () => boolean;
  /** Whether it was out of sight at any moment since this was last asked. */
  readonly wasHidden: () => boolean;
  /** Calls `turned` whenever the page goes out of sight or comes back; ends with what is returned. */
  readonly onTurn: (turned: () => void) => () => void;
}

/**
 * Follows whether a page is in view for as long as the page lasts. Whoever looks only now and then would miss that it was
 * away between two looks: it is remembered until it is asked for.
 */
export function followSight(document: SeenDocument): Sight {
  const isHidden = (): boolean => document.visibilityState === 'hidden';
  let was = isHidden();
  const turns = new Set<() => void>();
  document.addEventListener('visibilitychange', () => {
    // First: what is asked as it goes is about the time before.
    for (const turned of turns) turned();
    was ||= isHidden();
  });
  return {
    isHidden,
    wasHidden: () => {
      const before = was;
      was = isHidden();
      return before;
    },
    onTurn: (turned) => {
      turns.add(turned);
      return () => {
        turns.delete(turned);
      };
    },
  };
}
