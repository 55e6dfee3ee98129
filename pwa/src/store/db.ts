/**
 * What a browser keeps for one account, in one IndexedDB database: the tables of `docs/client.md`.
 *
 * Rows hold sealed entries, ids, counters and cursors in clear; whatever a person wrote or a key is, is sealed by the
 * caller before it comes here. Fetched entries lie in runs, one row an answer of the server: ten thousand rows of one
 * entry take a browser seconds to write, ten runs of a thousand take milliseconds.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';

import type { ErrorCode } from '../generated/codes.ts';
import type { Bytes } from '../sync/encoding.ts';
import type { VaultLog } from '../sync/vault_log.ts';

const VERSION = 1;

/**
 * A run of entries of a vault's log, from the seq `first` on: the entries one after the other, the place where each ends,
 * and the log hash (32 bytes) after each.
 */
export interface RunRow {
  readonly vault: string;
  readonly first: number;
  readonly entries: Bytes;
  readonly ends: Uint32Array;
  readonly hashes: Bytes;
}

/**
 * How far a vault is fetched and applied. `logId` is null before the first fetch; `rewound` once the server was seen set
 * back. `era` counts up whenever what was applied is no longer what it was (a void, a rewind): every tab and every sealed
 * state of an older era begins anew.
 */
export interface VaultRow {
  readonly vault: string;
  readonly logId: Bytes | null;
  readonly fetchedSeq: number;
  readonly fetchedHash: Bytes;
  readonly appliedSeq: number;
  readonly rewound: boolean;
  readonly era: number;
}

/**
 * A vault's merged state and epoch keys, sealed, and its log as applied. It stands for the log up to `log.seq` and for the own
 * entries that are in the state; what came after is applied again at unlock, so a save need not seal it all anew (ADR 0004).
 */
export interface StateRow {
  readonly vault: string;
  readonly era: number;
  readonly log: VaultLog;
  readonly sealed: Bytes;
}

/** An own entry not sent yet. */
export interface OutboxRow {
  readonly vault: string;
  readonly counter: number;
  readonly entry: Bytes;
}

/** This device's last counter in a vault, and the hash of that entry. */
export interface ChainRow {
  readonly vault: string;
  readonly counter: number;
  readonly prev: Bytes;
}

/**
 * An entry that could not be taken: from the log (`seq`), an own one that the server refused (`mine`), or neither: what stood in the
 * log before the server was set back. `settled` once that was given back to it; the row stays until the entry has come back.
 */
export interface AsideRow {
  readonly id?: number;
  readonly vault: string;
  readonly seq: number | null;
  readonly code: ErrorCode;
  readonly entry: Bytes;
  readonly mine: boolean;
  readonly settled: boolean;
}

/**
 * Another device's newest checkpoint of a vault. `seen`: the places in the log that its checkpoints named, each with the time
 * when it came here (milliseconds since 1970 UTC), oldest first. One that is not signed by whom it names is kept too, for the
 * server counts it; it says nothing. `compared`: the era of the vault in which it was last compared with this log, null before.
 */
export interface CheckpointRow {
  readonly vault: string;
  readonly device: string;
  readonly checkpoint: Bytes;
  readonly seen: readonly (readonly [seq: number, at: number])[];
  readonly isSigned: boolean;
  readonly compared: number | null;
}

/** That `device` was shown another history of `vault` than this one, at `seq`. */
export interface ForkRow {
  readonly vault: string;
  readonly seq: number;
  readonly device: string;
}

/** One event of a running observation, sealed; `at` counts up by itself. */
export interface JournalRow {
  readonly at?: number;
  readonly observation: string;
  readonly sealed: Bytes;
}

/** A half-typed form, sealed. */
export interface DraftRow {
  readonly id: string;
  readonly sealed: Bytes;
}

/** A drop of a pupil's page, sealed by that page and waiting to be sent. */
export interface DropRow {
  readonly ticket: string;
  readonly vault: string;
  readonly counter: number;
  readonly entry: Bytes;
}

/** The tables. */
export interface Tables extends DBSchema {
  meta: { key: string; value: unknown };
  school: { key: number; value: { seq: number; entry: Bytes } };
  runs: { key: [string, number]; value: RunRow };
  vaults: { key: string; value: VaultRow };
  states: { key: string; value: StateRow };
  outbox: { key: [string, number]; value: OutboxRow };
  chains: { key: string; value: ChainRow };
  aside: { key: number; value: AsideRow; indexes: { vault: string } };
  checkpoints: { key: [string, string]; value: CheckpointRow };
  forks: { key: [string, number, string]; value: ForkRow };
  journal: { key: number; value: JournalRow; indexes: { observation: string } };
  drafts: { key: string; value: DraftRow };
  drops: { key: [string, number]; value: DropRow; indexes: { vault: string } };
}

/** An account's database. */
export type Database = IDBPDatabase<Tables>;
/** A transaction that may write; which tables it is over is for its maker to say, all of those that are touched. */
export type Step = IDBPTransaction<Tables, StoreNames<Tables>[], 'readwrite'>;
/** How soon a commit has to be on the disk: what a person wrote at once, what can be fetched again in its own time. */
export type Durability = 'strict' | 'relaxed';

/** Why nothing can be kept here: a private window, storage switched off; or (`isNewer`) a newer version of Beside has been here. */
export class StorageRefused extends Error {
  override name = 'StorageRefused';
  readonly isNewer: boolean;

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.isNewer = cause instanceof DOMException && cause.name === 'VersionError';
  }
}

/**
 * Open the database `name`, making or upgrading it.
 *
 * `closed` is called when the system closes the connection or another tab needs it closed: open it anew.
 * Throws `StorageRefused` where the browser keeps nothing.
 */
export async function openDatabase(name: string, closed: () => void): Promise<Database> {
  try {
    const database = await openDB<Tables>(name, VERSION, {
      upgrade: makeTables,
      blocking: () => {
        database.close();
        closed();
      },
      terminated: closed,
    });
    return database;
  } catch (error) {
    throw new StorageRefused('this browser keeps nothing here', error);
  }
}

function makeTables(database: Database): void {
  database.createObjectStore('meta');
  database.createObjectStore('school', { keyPath: 'seq' });
  database.createObjectStore('runs', { keyPath: ['vault', 'first'] });
  database.createObjectStore('vaults', { keyPath: 'vault' });
  database.createObjectStore('states', { keyPath: 'vault' });
  database.createObjectStore('outbox', { keyPath: ['vault', 'counter'] });
  database.createObjectStore('chains', { keyPath: 'vault' });
  database.createObjectStore('aside', { keyPath: 'id', autoIncrement: true }).createIndex('vault', 'vault');
  database.createObjectStore('checkpoints', { keyPath: ['vault', 'device'] });
  database.createObjectStore('forks', { keyPath: ['vault', 'seq', 'device'] });
  database.createObjectStore('journal', { keyPath: 'at', autoIncrement: true }).createIndex('observation', 'observation');
  database.createObjectStore('drafts', { keyPath: 'id' });
  database.createObjectStore('drops', { keyPath: ['ticket', 'counter'] }).createIndex('vault', 'vault');
}

/** All rows of `table` whose compound key begins with `first`. */
export function beginningWith(first: string): IDBKeyRange {
  // An array sorts after every number and text, so it bounds whatever follows.
  return IDBKeyRange.bound([first], [first, []]);
}

/**
 * All of `work` or none of it. Nothing but the database may be awaited in it, for the browser commits as soon as it waits for
 * anything else. With `strict` the answer comes once the disk has it.
 *
 * Throws what `work` throws, and what keeps the browser from writing: `QuotaExceededError` where the tablet is full.
 */
export async function inOneStep<Made>(
  database: Database, tables: StoreNames<Tables>[], work: (step: Step) => Promise<Made>, durability: Durability = 'strict',
): Promise<Made> {
  const step: Step = database.transaction(tables, 'readwrite', { durability });
  const committed = step.done.then(() => null, (error: unknown) => (error instanceof Error ? error : new Error('the browser did not write')));
  let made: Made;
  try {
    made = await work(step);
  } catch (error) {
    abort(step);
    const why = await committed;
    throw why !== null && isFault(error) ? why : error;
  }
  const failed = await committed;
  if (failed !== null) throw failed;
  return made;
}

function abort(step: Step): void {
  try {
    step.abort();
  } catch {
    // The browser has ended it already.
  }
}

/** A request that failed because its transaction did says only so; the transaction says why. */
function isFault(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
