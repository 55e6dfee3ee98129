/**
 * Keeping the screen awake while somebody observes, and knowing whether the page is in view.
 *
 *     const awake = keepAwake(document, navigator.wakeLock);
 *     awake.state.value      'refused' or 'unsupported': say that the screen may go dark
 *     awake.end()
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

/** Whether the page is in view, from now on; ends with the function that is returned. */
export function followVisibility(document: SeenDocument): { readonly visible: ReadonlySignal<boolean>; readonly end: () => void } {
  const visible = signal(document.visibilityState === 'visible');
  const onChange = (): void => {
    visible.value = document.visibilityState === 'visible';
  };
  document.addEventListener('visibilitychange', onChange);
  return {
    visible,
    end: () => {
      document.removeEventListener('visibilitychange', onChange);
    },
  };
}
