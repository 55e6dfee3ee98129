/**
 * What has been handed to the browser and is not known to be in the database yet.
 *
 * A browser takes back a transaction whose page goes away before it has run, however early its commit was asked for. What stands
 * in `localStorage` is the browser's own from the moment that it is put there: neither a reload nor a killed page takes it back.
 * So a sealed row that must outlive its page stands there until its transaction is done, and where the tablet has no room, until
 * there is room (ADR 0013).
 *
 *     const air = airOf(localStorage, 'beside-…');
 *     air.put('journal/…/1', sealed);
 *     air.drop('journal/…/1');
 */
import { b64u, type Bytes, unb64u } from '../sync/encoding.ts';

/** What is asked of `localStorage`; null where a browser refuses it, and then there is the database alone. */
export type Shelf = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'> | null;

/** A shelf that always has room: what `localStorage` does not take is kept in the memory of the page, and is gone with it. */
export interface PageShelf extends NonNullable<Shelf> {
  /** The names of what is in memory alone. */
  readonly inMemory: () => readonly string[];
}

/** The shelf of a page. */
export function orInMemory(shelf: Shelf): PageShelf {
  const memory = new Map<string, string>();
  return {
    get length() { return memory.size + (shelf?.length ?? 0); },
    key: (at) => (at < memory.size ? ([...memory.keys()][at] ?? null) : (shelf?.key(at - memory.size) ?? null)),
    getItem: (name) => memory.get(name) ?? shelf?.getItem(name) ?? null,
    setItem: (name, value) => {
      try {
        if (shelf === null) throw new DOMException('there is no shelf', 'QuotaExceededError');
        shelf.setItem(name, value);
        memory.delete(name);
      } catch {
        memory.set(name, value);
      }
    },
    removeItem: (name) => {
      memory.delete(name);
      shelf?.removeItem(name);
    },
    inMemory: () => [...memory.keys()],
  };
}

/** The rows of one account, by name. None of these throws: a row that finds no room here has the database before it. */
export interface Air {
  readonly put: (name: string, sealed: Uint8Array) => void;
  readonly drop: (name: string) => void;
  /** Null where there is none, or something that is no row. */
  readonly get: (name: string) => Bytes | null;
  /** The names that begin so, sorted. */
  readonly names: (beginning: string) => readonly string[];
}

/** Where the rows of an account stand. */
export function airOf(shelf: Shelf, account: string): Air {
  const ours = oursIn(account);
  const tried = <Made>(work: (found: NonNullable<Shelf>) => Made, otherwise: Made): Made => {
    try {
      return shelf === null ? otherwise : work(shelf);
    } catch {
      return otherwise;
    }
  };
  return {
    put: (name, sealed) => {
      const isPut = tried((found) => { found.setItem(ours + name, b64u(sealed)); return true; }, false);
      // What stood there is older than what goes into the database now.
      if (!isPut) tried((found) => { found.removeItem(ours + name); }, undefined);
    },
    drop: (name) => { tried((found) => { found.removeItem(ours + name); }, undefined); },
    get: (name) => tried((found) => {
      const spelled = found.getItem(ours + name);
      return spelled === null ? null : unb64u(spelled);
    }, null),
    names: (beginning) => tried((found) => {
      const all = Array.from({ length: found.length }, (_, at) => found.key(at) ?? '');
      return all.filter((name) => name.startsWith(ours + beginning)).map((name) => name.slice(ours.length)).sort();
    }, []),
  };
}

/** The names of an account's rows that are in the memory of this page alone. */
export function inMemoryOf(shelf: PageShelf, account: string): readonly string[] {
  const ours = oursIn(account);
  return shelf.inMemory().filter((name) => name.startsWith(ours)).map((name) => name.slice(ours.length));
}

function oursIn(account: string): string {
  return `${account}/air/`;
}

/** What the names of an observation's taps begin with, or of all taps. */
export function journalInTheAir(observation?: string): string {
  return observation === undefined ? JOURNAL : `${JOURNAL}${observation}/`;
}

/** The observation that a row of taps is of; null for another row. */
export function observationInTheAir(name: string): string | null {
  return name.startsWith(JOURNAL) ? name.slice(JOURNAL.length, name.indexOf('/', JOURNAL.length)) : null;
}

const JOURNAL = 'journal/';

/** What the names of half-typed forms begin with, or one's whole name. */
export function draftInTheAir(id = ''): string {
  return `draft/${id}`;
}

/** `localStorage` of this page; null where there is no page, or the browser refuses. */
export function shelfHere(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
