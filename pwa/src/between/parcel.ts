/**
 * What the pupil's page is given, and nothing else: a form, a ticket and its one-use key (`docs/adr/0008`).
 *
 * The page itself sees the sheet alone. The rest goes past it, into the worker that seals.
 */
import type { Bytes } from '../sync/encoding.ts';
import type { Dot } from '../sync/op.ts';

/** Value, words, and what is said to the child where the wording is a difficulty. */
export interface SheetStatement {
  readonly value: string;
  readonly label: string;
  readonly help: string;
}

/** What the page shows. Of earlier answers it holds none. */
export interface Sheet {
  readonly title: string;
  readonly statements: readonly SheetStatement[];
  /** The words for the numbers, each with its number as text. */
  readonly anchors: readonly (readonly [value: string, label: string])[];
  /** The statements that are still to be asked. */
  readonly open: readonly string[];
  /** False where the scale was begun on another day. */
  readonly first: boolean;
  /** As the pupil calls them: "Sam"; and who will read it: "Sam and Ms Ward". */
  readonly mentor: string;
  readonly readers: string;
}

export interface Parcel {
  /** The account's database, whose `drops` the answers are written to. */
  readonly database: string;
  /** The signed ticket, and the Ed25519 seed of the key that it names (32 bytes). */
  readonly ticket: Bytes;
  readonly seed: Bytes;
  /** The epoch in force, its X25519 public key, and how far the member's device had read. */
  readonly epoch: Bytes;
  readonly publicKey: Bytes;
  readonly seenSeq: number;
  readonly seenHash: Bytes;
  /** Server time minus this clock in milliseconds; null if never measured. */
  readonly drift: number | null;
  /** What stands already on the paths of statements that are asked again: they are replaced by their new answers. */
  readonly standing: Readonly<Record<string, readonly Dot[]>>;
  readonly sheet: Sheet;
}
