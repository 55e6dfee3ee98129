/**
 * Whose accounts are on this tablet, and whose session is on the line. One small database; each account has one of its own.
 *
 *     const tablet = await openTablet();
 *     for (const account of await tablet.accounts()) …
 *
 * The session itself is a cookie out of scripts' reach. There is one for the browser, so whoever signs in last has it, and
 * the others' unsent work goes up under it: the right to append comes from each entry's own signature.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

import { StorageRefused } from './db.ts';

/** An account on this tablet: the name of its database, and what is said of it before it is unlocked. */
export interface AccountRow {
  readonly name: string;
  readonly school: string;
  readonly genesis: string;
  readonly member: string;
  readonly handle: string;
  /** When it was last unlocked, in milliseconds since 1970 UTC. */
  readonly used: number;
  /** Whether coming in was cut off: the server may or may not know of it. */
  readonly entering: boolean;
}

/** Whose session the browser holds. */
export interface SessionRow {
  readonly account: string;
  readonly school: string;
  readonly session: string;
}

interface Tables extends DBSchema {
  accounts: { key: string; value: AccountRow };
  session: { key: string; value: SessionRow };
}

const CURRENT = 'current';

/** What this browser knows about all its accounts. */
export interface Tablet {
  /** The name that its databases and locks begin with. */
  readonly name: string;
  readonly accounts: () => Promise<readonly AccountRow[]>;
  readonly putAccount: (row: AccountRow) => Promise<void>;
  readonly dropAccount: (name: string) => Promise<void>;
  readonly session: () => Promise<SessionRow | null>;
  readonly putSession: (row: SessionRow | null) => Promise<void>;
}

/** Open the tablet's own database. Throws `StorageRefused` where the browser keeps nothing. */
export async function openTablet(name = 'beside'): Promise<Tablet> {
  let opening: Promise<IDBPDatabase<Tables>> | null = null;
  const forget = (): void => {
    opening = null;
  };
  const database = (): Promise<IDBPDatabase<Tables>> => (opening ??= open(name, forget));
  await database();
  return {
    name,
    accounts: async () => {
      const rows = await (await database()).getAll('accounts');
      return rows.sort((one, other) => other.used - one.used);
    },
    putAccount: async (row) => {
      const step = (await database()).transaction('accounts', 'readwrite');
      // What keeps the browser from writing is said of the whole step, not of the request.
      step.store.put(row).catch(() => undefined);
      await step.done;
    },
    dropAccount: async (account) => {
      await (await database()).delete('accounts', account);
    },
    session: async () => (await (await database()).get('session', CURRENT)) ?? null,
    putSession: async (row) => {
      const opened = await database();
      await (row === null ? opened.delete('session', CURRENT) : opened.put('session', row, CURRENT));
    },
  };
}

async function open(name: string, closed: () => void): Promise<IDBPDatabase<Tables>> {
  try {
    const database = await openDB<Tables>(name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('accounts', { keyPath: 'name' });
        fresh.createObjectStore('session');
      },
      blocking: () => {
        database.close();
        closed();
      },
      terminated: closed,
    });
    return database;
  } catch (error) {
    closed();
    throw new StorageRefused('this browser keeps nothing here', error);
  }
}
