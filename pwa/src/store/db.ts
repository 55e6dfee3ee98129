/**
 * What a browser keeps for one account, in one IndexedDB database: the tables of `docs/client.md`.
 *
 * Rows hold sealed entries, ids, counters and cursors in clear; whatever a person wrote or a key is, is sealed by the
 * caller before it comes here. Fetched entries lie in runs, one row an answer of the server: ten thousand rows of one
 * entry take a browser seconds to write, ten runs of a thousand take milliseconds.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';

import type { Bytes } from '../sync/encoding.ts';

const VERSION = 1;

/** A run of entries of a vault's log: `entries` are frames, `hashes` the log hash (32 bytes) after each. */
export interface RunRow {
  readonly vault: string;
  readonly first: number;
  readonly count: number;
  readonly entries: Bytes;
  readonly hashes: Bytes;
}

/** How far a vault is fetched and applied; `reduction` is its log as applied. `logId` is null before the first fetch. */
export interface VaultRow {
  readonly vault: string;
  readonly logId: Bytes | null;
  readonly fetchedSeq: number;
  readonly fetchedHash: Bytes;
  readonly appliedSeq: number;
  readonly appliedHash: Bytes;
  readonly reduction: string | null;
}

/**
 * A vault's merged state and epoch keys, sealed. It stands for the log up to `seq` and the own entries up to `counter`;
 * what came after is applied again at unlock, so a save need not seal the whole state anew (ADR 0004).
 */
export interface StateRow {
  readonly vault: string;
  readonly seq: number;
  readonly counter: number;
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

/** An entry that could not be taken: from the log (`seq`), or an own one that the server refused. */
export interface AsideRow {
  readonly id?: number;
  readonly vault: string;
  readonly seq: number | null;
  readonly code: string;
  readonly entry: Bytes;
  readonly mine: boolean;
}

/** Another device's newest checkpoint of a vault. */
export interface CheckpointRow {
  readonly vault: string;
  readonly device: string;
  readonly checkpoint: Bytes;
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
  drops: { key: [string, number]; value: DropRow };
}

/** An account's database. */
export type Database = IDBPDatabase<Tables>;
/** A transaction that may write to `Names`. */
export type Writing<Names extends StoreNames<Tables>> = IDBPTransaction<Tables, Names[], 'readwrite'>;

/** Why nothing can be kept here: a private window, storage switched off, or a newer version of Beside open elsewhere. */
export class StorageRefused extends Error {
  override name = 'StorageRefused';
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
    throw new StorageRefused('this browser keeps nothing here', { cause: error });
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
  database.createObjectStore('drops', { keyPath: ['ticket', 'counter'] });
}

/** All rows of `table` whose compound key begins with `first`. */
export function beginningWith(first: string): IDBKeyRange {
  // An array sorts after every number and text, so it bounds whatever follows.
  return IDBKeyRange.bound([first], [first, []]);
}

/** Begin a transaction whose commit reaches the disk before it is answered. */
export function writing<Names extends StoreNames<Tables>>(database: Database, names: Names[]): Writing<Names> {
  return database.transaction(names, 'readwrite', { durability: 'strict' });
}
