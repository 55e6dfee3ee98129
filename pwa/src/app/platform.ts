/**
 * What this browser can do for Beside, and what to say where it cannot.
 *
 *     const hindrance = await findHindrance(window);   // not null: show TOLD[hindrance] and nothing else
 *     const storage = await lookAtStorage(window);     // then, as notices: cautions(window, storage)
 *
 * Features are tried, never guessed from a browser's name; the one exception is a tab that erases what it keeps, which no
 * browser admits.
 */

/** Why Beside cannot run here. */
export type Hindrance = 'insecure' | 'no_crypto' | 'too_old' | 'storage_refused' | 'private_window' | 'full' | 'newer';
/** What somebody should know, though they can go on. */
export type Caution = 'erased_after_a_week' | 'not_installed' | 'may_be_erased' | 'nearly_full' | 'not_kept_offline';

/** What is said: a heading, what it means, and what to do. */
export interface Told {
  readonly title: string;
  readonly words: string;
  readonly remedy: string;
}

export const TOLD: Readonly<Record<Hindrance | Caution, Told>> = {
  insecure: {
    title: 'This address is not secure',
    words: 'Beside can seal what you write only on a secure connection, and this one could be listened to.',
    remedy: 'Open the address with https:// in front. If that does not work, ask whoever runs Beside at your school.',
  },
  no_crypto: {
    title: 'This browser cannot seal what you write',
    words: 'The part that Beside seals your records with is missing or switched off here.',
    remedy: 'Update this browser, or open Beside in another one.',
  },
  too_old: {
    title: 'This browser is too old',
    words: 'Something that Beside needs so as not to lose your work is missing here.',
    remedy: 'Update this device, or open Beside on a newer one.',
  },
  storage_refused: {
    title: 'Nothing can be kept on this device',
    words: 'This browser refuses to keep anything, so your work would be lost when you close it.',
    remedy: 'Leave the private window if this is one. Otherwise allow this site to keep data in the browser’s settings.',
  },
  private_window: {
    title: 'This is a private window',
    words: 'Whatever you write here is thrown away when the window is closed.',
    remedy: 'Open Beside in an ordinary window.',
  },
  full: {
    title: 'This device is full',
    words: 'Beside cannot begin here without a little room. What was kept here before is still there.',
    remedy: 'Delete photographs or apps that are not needed, then try again.',
  },
  newer: {
    title: 'A newer Beside has been opened here',
    words: 'What is kept on this device belongs to a newer version than this one. Nothing is lost.',
    remedy: 'Try again. If that does not help, close every page of Beside and open it once more.',
  },
  erased_after_a_week: {
    title: 'Install Beside on this device',
    words: 'In a browser tab, this device erases what you have written if you do not open Beside for seven days.',
    remedy: 'Press Share, then “Add to Home Screen”, and open Beside from there. Then sign in or join there: it keeps its own records.',
  },
  not_installed: {
    title: 'Beside can be installed',
    words: 'Installed, it opens from the home screen and fills the whole screen.',
    remedy: 'Choose “Install” in the browser’s menu.',
  },
  may_be_erased: {
    title: 'This device may clear what is kept here',
    words: 'If it runs short of space, the browser may erase what has not been sent yet.',
    remedy: 'Install Beside, or open it often and wait until it says that everything is sent.',
  },
  nearly_full: {
    title: 'This device is nearly full',
    words: 'There is little room left. When it is full, nothing new can be kept here.',
    remedy: 'Delete photographs or apps that are not needed, and let Beside send what is not sent yet.',
  },
  not_kept_offline: {
    title: 'Beside will not start without a network here',
    words: 'The app itself could not be kept on this device.',
    remedy: 'Make room on the device, then close Beside and open it again.',
  },
};

/** What is needed of a window. */
export interface PlatformWindow {
  readonly isSecureContext: boolean;
  readonly crypto?: Partial<Pick<Crypto, 'subtle'>>;
  readonly indexedDB?: IDBFactory;
  readonly matchMedia: (query: string) => Pick<MediaQueryList, 'matches'>;
  readonly navigator: {
    readonly locks?: unknown;
    readonly storage?: Partial<StorageManager>;
    /** Of Safari on iPads and phones alone: whether it is installed. */
    readonly standalone?: boolean;
    readonly vendor?: string;
  };
}

/** The first reason why Beside cannot run here, or null. Tries the storage by writing to it. */
export async function findHindrance(window: PlatformWindow): Promise<Hindrance | null> {
  if (!window.isSecureContext) return 'insecure';
  if (window.crypto?.subtle === undefined) return 'no_crypto';
  if (window.navigator.locks === undefined || typeof BroadcastChannel === 'undefined') return 'too_old';
  if (!(await keepsRows(window.indexedDB))) return 'storage_refused';
  return (await isPrivate(window.navigator.storage)) ? 'private_window' : null;
}

const TRIAL = 'beside-trial';

function keepsRows(factory: IDBFactory | undefined): Promise<boolean> {
  if (factory === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    try {
      const opening = factory.open(TRIAL, 1);
      // Chromium says of the opening only that it was broken off, and why of its transaction.
      let broken: DOMException | null = null;
      opening.onupgradeneeded = () => {
        const { transaction } = opening;
        transaction?.addEventListener('abort', () => { broken = transaction.error; });
        opening.result.createObjectStore('trial').put(true, 'trial');
      };
      opening.onsuccess = () => {
        opening.result.close();
        factory.deleteDatabase(TRIAL);
        resolve(true);
      };
      opening.onerror = () => {
        // A full tablet keeps what it has: whoever has work on it must be able to open it.
        resolve(isFull(broken ?? opening.error));
      };
    } catch {
      resolve(false);
    }
  });
}

/** Whether there is no room. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Safari and Firefox give a private window rows, for as long as it is open, but no files. */
async function isPrivate(storage: Partial<StorageManager> | undefined): Promise<boolean> {
  if (storage?.getDirectory === undefined) return false;
  try {
    await storage.getDirectory();
    return false;
  } catch (error) {
    return error instanceof DOMException && (error.name === 'SecurityError' || error.name === 'UnknownError');
  }
}

// Installed or not -----------------------------------------------------------------------------------------

/** `erasing_tab`: a tab whose storage is erased after seven days without a visit. */
export type InstallState = 'installed' | 'tab' | 'erasing_tab';

export function installState({ matchMedia, navigator }: PlatformWindow): InstallState {
  if (navigator.standalone === true || matchMedia('(display-mode: standalone)').matches) return 'installed';
  // By the maker's name: every browser on an iPad is Safari within, and so is the one on a Mac.
  return navigator.standalone === false || navigator.vendor?.startsWith('Apple') === true ? 'erasing_tab' : 'tab';
}

// Storage --------------------------------------------------------------------------------------------------

/** Bytes, null where the browser does not say. `persistent` is what was granted, null where it cannot be asked for. */
export interface StorageState {
  readonly used: number | null;
  readonly room: number | null;
  readonly persistent: boolean | null;
}

/** Below this much room, bytes, it is said: some months of a busy caseload. */
export const LITTLE_ROOM = 50_000_000;

/** What is used, and how much room there is. */
export async function lookAtStorage({ navigator: { storage } }: PlatformWindow): Promise<StorageState> {
  const [estimate, persistent] = await Promise.all([
    storage?.estimate?.().catch(() => undefined), storage?.persisted?.().catch(() => null),
  ]);
  const { usage, quota } = estimate ?? {};
  const room = usage === undefined || quota === undefined ? null : Math.max(0, quota - usage);
  return { used: usage ?? null, room, persistent: persistent ?? null };
}

/** Asks that nothing be erased here; call it after a press, for some browsers ask the person. Null where there is no asking. */
export async function askToPersist({ navigator: { storage } }: PlatformWindow): Promise<boolean | null> {
  if (storage?.persist === undefined) return null;
  try {
    return await storage.persist();
  } catch {
    return null;
  }
}

/** What to say on this device, most pressing first. `keptOffline` is false where the app itself could not be kept. */
export function cautions(window: PlatformWindow, storage: StorageState, keptOffline: boolean): Caution[] {
  const install = installState(window);
  const found: (Caution | false)[] = [
    install === 'erasing_tab' && 'erased_after_a_week',
    storage.room !== null && storage.room < LITTLE_ROOM && 'nearly_full',
    !keptOffline && 'not_kept_offline',
    install !== 'erasing_tab' && storage.persistent === false && 'may_be_erased',
    install === 'tab' && 'not_installed',
  ];
  return found.filter((caution) => caution !== false);
}
