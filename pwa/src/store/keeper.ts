/**
 * An account's database, opened when first needed and again after the system closed it.
 *
 *     const keeper = keep('beside-…');
 *     (await keeper.database()).get('meta', 'identity');
 */
import { type Database, openDatabase } from './db.ts';

/** Gives the open database; throws `StorageRefused` where the browser keeps nothing. */
export interface Keeper {
  /** The database's name: it stands for the account on this tablet. */
  readonly name: string;
  readonly database: () => Promise<Database>;
  readonly close: () => void;
}

/** `closed` hears whenever the connection went away by itself. */
export function keep(name: string, closed: () => void = () => undefined): Keeper {
  let opening: Promise<Database> | null = null;
  const forget = (): void => {
    opening = null;
    closed();
  };
  const begin = (): Promise<Database> => {
    const begun = openDatabase(name, forget);
    opening = begun;
    begun.catch(() => {
      if (opening === begun) opening = null;
    });
    return begun;
  };
  const database = async (): Promise<Database> => {
    const begun = opening ?? begin();
    const open = await begun;
    if (isAlive(open)) return open;
    // Whoever comes after the first finds the new connection already begun.
    if (opening === begun) forget();
    return opening ?? begin();
  };
  const close = (): void => {
    const begun = opening;
    opening = null;
    void begun?.then((open) => {
      open.close();
    }, () => undefined);
  };
  return { name, database, close };
}

/**
 * Whether a connection still takes transactions: some systems close one without a word while the tablet sleeps. One over nothing
 * is refused in any case, and costs no way to the database; where the connection is closed, that comes first.
 */
function isAlive(database: Database): boolean {
  try {
    database.transaction([]);
  } catch (error) {
    if (isClosed(error)) return false;
    if (!(error instanceof DOMException && error.name === 'InvalidAccessError')) throw error;
  }
  return true;
}

/** Whether `error` says that the connection had gone: the same may be tried once more. */
export function isClosed(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'AbortError');
}

/** Whether `error` says that the tablet is full. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
