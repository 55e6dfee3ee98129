/** Starting the app: what keeps it from running here is found first; then the engine, the versions, and what follows them. */
import { effect } from '@preact/signals';

import { bring, forgetBrought } from './entry/brought.ts';
import { followLaunches } from './launch.ts';
import { OPENED } from './parts.ts';
import { findHindrance, type Hindrance, isFull } from './platform.ts';
import { minute, running, said, theEngine } from './running.ts';
import { holdWhatIsTyped } from './typing.ts';
import { lookWhenTooOld, startUpdates, type Updates } from './update.ts';
import { ENTRIES } from '../screens/routes.ts';
import { StorageRefused } from '../store/db.ts';
import { openBeside } from '../store/index.ts';
import { go, here, match, startRouter } from '../ui/shell/router.ts';
import { followTheme } from '../ui/theme.ts';

/** How often a page that lies open looks at the clock. */
const LOOK_MS = 30_000;

/** Start everything. What is returned keeps Beside from running here; null when it runs. */
export async function start(): Promise<Hindrance | null> {
  const updates = startUpdates(workersOf(navigator), () => { location.reload(); });
  followTheme(document.documentElement, keptBy(window));
  startRouter(window);
  followLaunches(window, go, bring);
  const hindrance = await findHindrance(window);
  if (hindrance !== null) return hindrance;
  try {
    running.value = { engine: await openBeside(), updates };
  } catch (error) {
    return hindranceOf(error);
  }
  holdWhatIsTyped(theEngine().stage, window);
  followStage(updates);
  lookWhenTooOld(theEngine().trouble, updates);
  followClock();
  // A pressed key has to be on its way the moment there is a network again.
  window.addEventListener('online', () => void theEngine().exchange());
  return null;
}

/** An address that is not secure has no service workers; the types know secure ones only. */
function workersOf(found: Partial<Pick<Navigator, 'serviceWorker'>>): ServiceWorkerContainer | undefined {
  return found.serviceWorker;
}

/** Where small choices are kept; a browser that refuses even that keeps them as long as the page lasts. */
function keptBy(from: Window): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return from.localStorage;
  } catch {
    const kept = new Map<string, string>();
    return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
  }
}

function hindranceOf(error: unknown): Hindrance {
  if (!(error instanceof StorageRefused)) return 'no_crypto';
  if (error.isNewer) return 'newer';
  // It has been tried that something is kept here: what is broken off found no room.
  const isBroken = error.cause instanceof DOMException && error.cause.name === 'AbortError';
  return isBroken || isFull(error.cause) ? 'full' : 'storage_refused';
}

/** Whether somebody is at work decides what newer versions may do, and that nobody stays at the entry. */
function followStage(updates: Updates): void {
  const { stage } = theEngine();
  let wasOpen = false;
  effect(() => {
    // Who is known here will open the app in a moment: it comes while the password is typed.
    if (stage.value !== 'nobody') OPENED.loaded();
  });
  effect(() => {
    if (stage.value === 'open') return;
    wasOpen = false;
    void updates.settle();
  });
  effect(() => {
    if (stage.value !== 'open') return;
    const isPage = match(ENTRIES, here.value) !== null;
    if (isPage) go('/', { replace: true });
    if (forgetBrought() && wasOpen && isPage) said.value = 'Somebody is at work here. Lock Beside, then open the link once more.';
    wasOpen = true;
  });
}

/** Timers of a tablet that slept are late: coming back into view looks at the clock as well. */
function followClock(): void {
  const look = (): void => {
    if (document.visibilityState === 'visible') minute.value = Date.now();
  };
  setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', look);
}
