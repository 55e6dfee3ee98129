/**
 * What the screens are made from: everything this member can read, as the store publishes it. Types only.
 *
 * **Sameness is the clock.** A vault in which nothing changed is the same `VaultSource`, and a record in which nothing
 * changed the same `RecordView`: everything worked out from them is remembered by that (`book.ts`), so that one save in one
 * case costs one case.
 */
import type { ACTS } from '../generated/authority';
import type { ErrorCode } from '../generated/codes';
import type { RecordView } from '../sync/records';

/** What a member may do in a vault, of `schemas/authority.py`. */
export type Act = (typeof ACTS)[number];

export interface VaultSource {
  readonly id: string;
  readonly kind: string;
  /** Every record of it, deleted ones too. */
  readonly records: readonly RecordView[];
  /** Named in its own log. */
  readonly members: readonly string[];
  /** Everybody who may read it now, by any way. */
  readonly readers: readonly string[];
  /** Those of the readers who have no key to it yet. */
  readonly waiting: readonly string[];
  /** What the reader of this book may do here. */
  readonly may: ReadonlySet<Act>;
  /** The place in the log of a record's last change; null while all of it is unsent. */
  readonly seqOf: (record: string) => number | null;
  /** The place up to which the log is read. */
  readonly seq: number;
}

/** Where the last state of a record is. Times are ms since 1970 UTC. */
export interface Whereabouts {
  /** A part of it is on this tablet alone. */
  readonly unsent: boolean;
  /** Other members whose devices have all of it, and since when that is known; the first first. */
  readonly received: readonly { readonly member: string; readonly at: number }[];
}

/** Something of mine that is not sent yet. */
export interface Unsent {
  readonly vault: string;
  /** Null for what is no record: a new case, a change of who can read it. */
  readonly record: string | null;
  /** When it was saved; null for what is no record. */
  readonly at: number | null;
}

/** Something that could not be taken. */
export interface Aside {
  readonly id: string;
  readonly vault: string;
  /** Whose device wrote it; null if nobody can tell. */
  readonly member: string | null;
  readonly at: number | null;
  readonly code: ErrorCode;
  /** Written here and refused, so that it is nowhere else. */
  readonly mine: boolean;
  /** Whether the server has it all the same, for a line manager to decide about. */
  readonly handedIn: boolean;
  /** Who was to be let into the vault, or out of it, where that is what was refused. */
  readonly decision: Decision | null;
}

/** A decision on who takes part in a vault. */
export interface Decision {
  readonly member: string;
  readonly letsIn: boolean;
}

/** Handed in after the device was locked out or the case handed over: a line manager decides. */
export interface Late {
  readonly id: string;
  readonly vault: string;
  readonly member: string | null;
  readonly at: number;
}

/** A save that the tablet has no room for: sealed, and tried again by itself. */
export interface NoRoom {
  readonly id: string;
  readonly vault: string;
  /** Null where it says nothing of a record. */
  readonly record: string | null;
  /** What the record was begun as, where the save begins it. */
  readonly form: string | null;
  readonly at: number;
}

/** A save that waited for room and cannot be opened any more. */
export interface Damaged {
  readonly id: string;
  readonly at: number;
}

/**
 * Why nothing goes up just now: a code of the server's; `unreachable` where no answer came; `signed_out` where there is no session;
 * `password_changed` where that was changed on another device; `full` where the tablet is; `newer` where a newer version of Beside
 * has been at its storage.
 */
export type Trouble = ErrorCode | 'unreachable' | 'signed_out' | 'password_changed' | 'full' | 'newer';

/** How it stands between this tablet and the others. */
export interface Carriage {
  /** When an exchange last ended well; null if never. */
  readonly lastExchange: number | null;
  /** Why nothing goes up just now. Null when it does. */
  readonly trouble: Trouble | null;
  readonly sending: boolean;
  readonly unsent: readonly Unsent[];
  readonly noRoom: readonly NoRoom[];
  readonly damaged: readonly Damaged[];
  readonly aside: readonly Aside[];
  readonly late: readonly Late[];
  /** Vaults of which two devices were shown different histories; empty text for the school's own log. */
  readonly forks: readonly string[];
}

/** What the browser keeps, and whether it promised to. Bytes; null where the browser does not say. */
export interface Storage {
  readonly used: number | null;
  readonly room: number | null;
  readonly kept: boolean;
  readonly install: 'installed' | 'tab' | 'erasing_tab';
  readonly nearlyFull: boolean;
}

export interface BookSource {
  /** The member who reads. */
  readonly me: string;
  readonly roles: readonly string[];
  /** Now, ms since 1970 UTC: the only clock there is. */
  readonly now: number;
  readonly vaults: readonly VaultSource[];
  /** Whose device this is; null for what a pupil's page wrote. */
  readonly memberOf: (device: string) => string | null;
  readonly rolesOf: (member: string) => readonly string[];
  /** The mentors whom a line manager manages. */
  readonly managedBy: (manager: string) => readonly string[];
  readonly where: (vault: string, record: string) => Whereabouts;
  readonly carriage: Carriage;
}
