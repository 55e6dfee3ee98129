/** Starting the app: what keeps it from running here is found first; then the engine, the versions, and what follows them. */
import { effect } from '@preact/signals';

import { startEngine } from './engine.ts';
import { saidOf } from './entry/door.ts';
import { followLaunches } from './launch.ts';
import { findHindrance, type Hindrance } from './platform.ts';
import { book, running, said, theEngine } from './shared.ts';
import { startUpdates, type Updates } from './update.ts';
import { holdUnlocked, type Release } from '../between/leases.ts';
import { ENTRIES } from '../screens/routes.ts';
import { StorageRefused } from '../store/db.ts';
import { go, here, match, startRouter } from '../ui/shell/router.ts';
import { followTheme } from '../ui/theme.ts';

/** Start everything. What is returned keeps Beside from running here; null when it runs. */
export async function start(): Promise<Hindrance | null> {
  const updates = startUpdates(navigator.serviceWorker, () => { location.reload(); });
  followTheme(document.documentElement, localStorage);
  startRouter(window);
  followLaunches(window, go);
  const hindrance = await findHindrance(window);
  if (hindrance !== null) return hindrance;
  try {
    running.value = { engine: await startEngine(), updates };
  } catch (error) {
    return error instanceof StorageRefused ? 'storage_refused' : 'no_crypto';
  }
  followState(updates);
  // A pressed key has to be on its way the moment there is a network again.
  window.addEventListener('online', () => void theEngine().exchange());
  return null;
}

/** Whether somebody is at work decides what other tabs and newer versions may do, and that nobody stays at the entry. */
function followState(updates: Updates): void {
  let held: Promise<Release | null> | null = null;
  effect(() => {
    const isOpen = theEngine().state.value === 'open';
    if (isOpen) held ??= holdWhileOpen();
    else {
      void letGo(held, updates);
      held = null;
    }
  });
  effect(() => {
    if (book.value !== null && match(ENTRIES, here.value) !== null) go('/', { replace: true });
  });
}

/** Hold that this tab is unlocked; it locks at once where a pupil has the tablet. */
async function holdWhileOpen(): Promise<Release | null> {
  const release = await holdUnlocked(lock);
  if (release === null) await lock();
  return release;
}

async function letGo(held: Promise<Release | null> | null, updates: Updates): Promise<void> {
  (await held)?.();
  await updates.settle();
}

async function lock(): Promise<void> {
  await theEngine().lock().catch((error: unknown) => { said.value = saidOf(error); });
}
