/** Starting the app: what keeps it from running here is found first; then the engine, the versions, and what follows them. */
import { effect } from '@preact/signals';

import { followBeginnings } from './beginnings.ts';
import { followHandedIn } from './handed_in.ts';
import { followLaunches } from './launch.ts';
import { followMarks } from './marks.ts';
import { findHindrance, type Hindrance } from './platform.ts';
import { book, minute, running, theEngine } from './shared.ts';
import { startUpdates, type Updates } from './update.ts';
import { ENTRIES } from '../screens/routes.ts';
import { StorageRefused } from '../store/db.ts';
import { openBeside } from '../store/index.ts';
import { go, here, match, startRouter } from '../ui/shell/router.ts';
import { followTheme } from '../ui/theme.ts';

/** How often a page that lies open looks at the clock. */
const LOOK_MS = 30_000;

/** Start everything. What is returned keeps Beside from running here; null when it runs. */
export async function start(): Promise<Hindrance | null> {
  const updates = startUpdates(navigator.serviceWorker, () => { location.reload(); });
  followTheme(document.documentElement, localStorage);
  startRouter(window);
  followLaunches(window, go);
  const hindrance = await findHindrance(window);
  if (hindrance !== null) return hindrance;
  try {
    running.value = { engine: await openBeside(), updates };
  } catch (error) {
    return error instanceof StorageRefused ? 'storage_refused' : 'no_crypto';
  }
  followStage(updates);
  followBeginnings(theEngine());
  followHandedIn(theEngine());
  followMarks();
  followClock();
  // A pressed key has to be on its way the moment there is a network again.
  window.addEventListener('online', () => void theEngine().exchange());
  return null;
}

/** Whether somebody is at work decides what newer versions may do, and that nobody stays at the entry. */
function followStage(updates: Updates): void {
  effect(() => {
    if (theEngine().stage.value !== 'open') void updates.settle();
  });
  effect(() => {
    if (book.value !== null && match(ENTRIES, here.value) !== null) go('/', { replace: true });
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
