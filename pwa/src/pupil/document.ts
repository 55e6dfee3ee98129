/**
 * The pupil's document in its browser: the worker that seals, the voice, the way back, and that nothing of it is left behind.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';

import { allowOwnScripts } from '../between/own_scripts.ts';
import { b64u, formatInstant, newId } from '../sync/encoding.ts';
import { followTheme } from '../ui/theme.ts';
import { openPage, type Opening } from './opening.ts';
import { localVoice, pieces, readAloud, type Speaker } from './reading.ts';

export interface PupilDocument {
  readonly opening: ReadonlySignal<Opening>;
  /** Reads the page aloud, or stops. */
  readonly read: () => void;
  /** Once all is put away: back to the app, which is locked. */
  readonly leave: () => void;
}

/** Begins. `clear` takes everything off the page. */
export function startDocument(window: Window & typeof globalThis, clear: () => void): PupilDocument {
  const { document, navigator } = window;
  followTheme(document.documentElement, window.localStorage);
  const voice = followVoice(window.speechSynthesis);
  allowOwnScripts();
  const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
  const session = b64u(newId());
  const opening = openPage({
    worker,
    // Typed as always there, and missing on plain HTTP.
    keeper: (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.controller ?? null,
    canRead: voice.canRead,
    touching: () => ({
      now: { wall: Date.now(), mono: Math.round(performance.now()), session },
      newId: () => b64u(newId()),
      asInstant: (wall) => formatInstant(wall, -new Date(wall).getTimezoneOffset()),
    }),
  });
  const reading = readerOf(document, window.speechSynthesis, voice.voice, opening);
  followScreens(document, opening, reading.stop);
  keepForward(window);
  leaveNothing(window, worker, opening, clear);
  const leave = async (): Promise<void> => {
    if (opening.value.at === 'sitting') {
      opening.value.page.putAway();
      await opening.value.page.settled();
    }
    worker.terminate();
    window.location.replace('/');
  };
  return { opening, read: reading.toggle, leave: () => void leave() };
}

/** Some browsers know their voices only after a while. */
function followVoice(speaker: SpeechSynthesis | undefined) {
  const find = (): SpeechSynthesisVoice | null => (speaker === undefined ? null : localVoice(speaker));
  const canRead = signal(find() !== null);
  speaker?.addEventListener('voiceschanged', () => {
    canRead.value = find() !== null;
  });
  return { canRead, voice: find };
}

function readerOf(
  document: Document, speaker: Speaker | undefined, voice: () => SpeechSynthesisVoice | null, opening: ReadonlySignal<Opening>,
) {
  let stopReading: (() => void) | null = null;
  const stop = (): void => {
    stopReading?.();
    stopReading = null;
    if (opening.peek().at === 'sitting') setReading(opening, false);
  };
  const toggle = (): void => {
    const page = document.querySelector('main');
    const found = voice();
    if (stopReading !== null || page === null || speaker === undefined || found === null) {
      stop();
      return;
    }
    setReading(opening, true);
    stopReading = readAloud(speaker, found, pieces(page), stop);
  };
  return { toggle, stop };
}

function setReading(opening: ReadonlySignal<Opening>, isReading: boolean): void {
  const now = opening.peek();
  if (now.at !== 'sitting') return;
  now.page.reading.value = isReading;
  if (isReading) now.page.touched({ do: 'read_aloud' });
}

/** A new screen is begun at its heading, by eye, keyboard and screen reader alike; reading the last one ends. */
function followScreens(document: Document, opening: ReadonlySignal<Opening>, stop: () => void): void {
  let before = '';
  effect(() => {
    const now = opening.value;
    const view = now.at === 'sitting' ? now.page.model.value.view : null;
    const screen = [now.at, view?.screen, view?.practice?.item, view?.statement?.value].join(' ');
    if (screen === before) return;
    before = screen;
    stop();
    requestAnimationFrame(() => {
      document.documentElement.scrollTo(0, 0);
      document.querySelector<HTMLElement>('main h1')?.focus();
    });
  });
}

/** A swipe from the edge of the glass is no way out. */
function keepForward(window: Window): void {
  const hold = (): void => {
    window.history.pushState(null, '');
  };
  hold();
  window.addEventListener('popstate', hold);
}

/** Out of sight, own words are put away. Gone, the page holds nothing: should a browser bring it back, it begins anew. */
function leaveNothing(window: Window, worker: Worker, opening: ReadonlySignal<Opening>, clear: () => void): void {
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'hidden' && opening.value.at === 'sitting') opening.value.page.putAway();
  });
  window.addEventListener('pagehide', () => {
    clear();
    worker.terminate();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload();
  });
}
