/**
 * What the tabs of one tablet hold while it lasts, by Web Locks: a tab that is closed or killed lets go by itself, so nobody
 * has to be counted.
 *
 *     unlocked   shared by every tab that is unlocked; alone by the pupil's page, for as long as it is there
 *     settling   shared by who is about to unlock; alone by a new version that is being put in place
 *     open work  shared by every page that a new version must not be put under
 *
 * Thus the pupil's page shows nothing before the last tab has locked, and no tab unlocks while a pupil has the tablet.
 */

const UNLOCKED = 'beside/unlocked';
const SETTLING = 'beside/settling';
const OPEN_WORK = 'beside/open-work';
const TABS = 'beside/tabs';
const LOCK_NOW = 'lock';
/** How often tabs are asked again to lock, ms: one may only just have unlocked. */
const ASK_AGAIN = 1_000;
/** How long a new version may take to be put in place before whoever wants to unlock hears of it, ms. */
const SETTLES_WITHIN = 10_000;

export type Release = () => void;

/**
 * Hold that this tab is unlocked; null where a pupil has the tablet, and then it must stay locked. A new version that is just
 * being put in place, or looks whether there is one, is waited for.
 *
 * `lock` is called when a pupil is about to be given the tablet. The lease ends once it is done, or by what is returned.
 */
export async function holdUnlocked(lock: () => Promise<void>): Promise<Release | null> {
  const release = await onceSettled(() => hold(UNLOCKED, { mode: 'shared', ifAvailable: true }));
  if (release === null) return null;
  const tabs = new BroadcastChannel(TABS);
  const end = (): void => {
    tabs.close();
    release();
  };
  tabs.onmessage = ({ data }) => {
    if (data === LOCK_NOW) void lock().finally(end);
  };
  return end;
}

/**
 * Have every tab lock, and hold the tablet for the pupil's page alone. `waiting` is told each second in which some tab has
 * not locked yet. Null where `signal` ended it first.
 */
export async function holdForPupil(waiting: () => void, signal?: AbortSignal): Promise<Release | null> {
  const tabs = new BroadcastChannel(TABS);
  const ask = (): void => {
    tabs.postMessage(LOCK_NOW);
  };
  const asking = setInterval(() => {
    ask();
    waiting();
  }, ASK_AGAIN);
  ask();
  try {
    return await hold(UNLOCKED, { mode: 'exclusive', ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted === true) return null;
    throw error;
  } finally {
    clearInterval(asking);
    tabs.close();
  }
}

/** Hold that something is open here which a new version must not be put under. */
export async function holdOpenWork(): Promise<Release> {
  const release = await hold(OPEN_WORK, { mode: 'shared' });
  if (release === null) throw new Error('a lock that waits is always given');
  return release;
}

/** Run `work` while nothing is open in any tab; null, without running it, where something is. */
export function whileNothingIsOpen<Made>(work: () => Promise<Made>): Promise<Made | null> {
  return alone(OPEN_WORK, work);
}

/** Run `work` while no tab is unlocked, nobody is about to unlock and no pupil has the tablet; null, without running it, otherwise. */
export function whileAllAreLocked<Made>(work: () => Promise<Made>): Promise<Made | null> {
  return alone(SETTLING, () => alone(UNLOCKED, work));
}

async function onceSettled<Made>(work: () => Promise<Made>): Promise<Made | null> {
  try {
    return await navigator.locks.request(SETTLING, { mode: 'shared', signal: AbortSignal.timeout(SETTLES_WITHIN) }, work);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return null;
    throw error;
  }
}

async function alone<Made>(name: string, work: () => Promise<Made>): Promise<Made | null> {
  const made = await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? null : work()));
  return made;
}

function hold(name: string, options: LockOptions): Promise<Release | null> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, options, (lock) => new Promise<void>((release) => {
      resolve(lock === null ? null : release);
      if (lock === null) release();
    }));
    held.catch(reject);
  });
}
