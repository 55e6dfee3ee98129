/**
 * New versions of the app: kept ready beside the one that runs, and put in its place only when nothing is open.
 *
 *     const updates = startUpdates(navigator.serviceWorker, () => location.reload());
 *     updates.state.value       'waiting': say "A new version is ready", with a button for `apply()`
 *     await updates.settle()    at lock and before unlock: applies it where no tab of this tablet has anything open
 *
 * A new version takes over all tabs at once, and each then loads anew. So it is asked for under a lease that no tab with
 * open work, no unlocked tab (`settle`) and no pupil's page lets go.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';

import { whileAllAreLocked, whileNothingIsOpen } from '../between/leases.ts';
import type { Asked } from '../between/messages.ts';
import { allowOwnScripts } from '../between/own_scripts.ts';

const ADDRESS = '/sw.js';
/** How often a tab that stays open asks whether there is a new version, ms. */
const LOOK_EVERY = 60 * 60_000;

/** `waiting`: there is a new version; `applying`: the page is about to load anew. */
export type UpdateState = 'none' | 'waiting' | 'applying';

/** Whether the app starts without a network: `failed` where the tablet was too full to keep it, or keeps nothing. */
export type OfflineState = 'not_yet' | 'ready' | 'failed';

export interface Updates {
  readonly state: ReadonlySignal<UpdateState>;
  readonly offline: ReadonlySignal<OfflineState>;
  /** The person pressed "Update now". False where something is open in some tab: say so, nothing was changed. */
  readonly apply: () => Promise<boolean>;
  /** Applies a waiting version where every tab is locked and nothing is open; else leaves it waiting. */
  readonly settle: () => Promise<boolean>;
  /** Asks the server for a newer version; silent without a network. */
  readonly look: () => Promise<void>;
}

/** What is needed of `navigator.serviceWorker`. */
export type Container = Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'>;

/** Registers the service worker and watches it. `reload` loads the page anew. Without service workers nothing is kept. */
export function startUpdates(container: Container | undefined, reload: () => void): Updates {
  const state = signal<UpdateState>('none');
  const offline = signal<OfflineState>('not_yet');
  let registered: ServiceWorkerRegistration | null = null;

  const see = (registration: ServiceWorkerRegistration): void => {
    if (registration.active !== null) offline.value = 'ready';
    if (state.value !== 'applying') state.value = isNewer(registration) ? 'waiting' : 'none';
  };

  const takeOver = async (): Promise<boolean> => {
    const waiting = registered?.waiting;
    if (container === undefined || waiting === null || waiting === undefined) return false;
    state.value = 'applying';
    const taken = new Promise((resolve) => {
      container.addEventListener('controllerchange', resolve, { once: true });
    });
    waiting.postMessage({ do: 'take-over' } satisfies Asked);
    await taken;
    return true;
  };

  const start = async (from: Container): Promise<void> => {
    reloadOnChange(from, reload);
    allowOwnScripts();
    registered = await from.register(ADDRESS, { updateViaCache: 'none' });
    watch(registered, see, offline);
    keepLooking(registered);
  };

  const started = (container === undefined ? Promise.reject(new Error('no service workers')) : start(container)).catch(() => {
    offline.value = 'failed';
  });
  return {
    state,
    offline,
    apply: async () => {
      await started;
      return (await whileNothingIsOpen(takeOver)) ?? false;
    },
    settle: async () => {
      await started;
      return (await whileAllAreLocked(() => whileNothingIsOpen(takeOver))) ?? false;
    },
    look: async () => {
      await started;
      if (registered !== null) await look(registered);
    },
  };
}

/** Looks for a newer version as soon as the server says that this one is too old: a page that lies open asks by itself once an hour. */
export function lookWhenTooOld(trouble: ReadonlySignal<string | null>, { look }: Pick<Updates, 'look'>): void {
  effect(() => {
    if (trouble.value === 'upgrade_client') void look();
  });
}

function isNewer({ waiting, active }: ServiceWorkerRegistration): boolean {
  return waiting !== null && active !== null;
}

/** The first one to take control is no change: the page came with it. */
function reloadOnChange(container: Container, reload: () => void): void {
  let hadOne = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (hadOne) reload();
    hadOne = true;
  });
}

function watch(
  registration: ServiceWorkerRegistration, see: (registration: ServiceWorkerRegistration) => void, offline: { value: OfflineState },
): void {
  const follow = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'redundant' && registration.active === null) offline.value = 'failed';
      see(registration);
    });
  };
  follow(registration.installing);
  registration.addEventListener('updatefound', () => {
    follow(registration.installing);
  });
  see(registration);
}

function keepLooking(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  // An installed app is left open for weeks, and only a visible page may ask.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_EVERY) return;
    looked = Date.now();
    void look(registration);
  });
}

async function look(registration: ServiceWorkerRegistration): Promise<void> {
  try {
    await registration.update();
  } catch {
    // Without a network there is nothing new.
  }
}
