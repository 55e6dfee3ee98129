/**
 * What one open page of Beside has before it: the tablet, the account at work, and what it publishes. Made by `openBeside`
 * (`index.ts`); the functions here are what its parts share.
 */
import { type Signal, signal } from '@preact/signals';

import type { ErrorCode } from '../generated/codes.ts';
import type { Suite } from '../sync/crypto.ts';
import type { Random } from '../sync/encoding.ts';
import { Refused } from '../sync/encoding.ts';
import type { Change } from '../sync/op.ts';
import { type AccountRow, openTablet, type Tablet } from './accounts.ts';
import { type Air, airOf, draftInTheAir, inMemoryOf, orInMemory, type PageShelf, type Shelf } from './air.ts';
import { lineTo, type Send, ServerRefused, Unreachable } from './api.ts';
import { type Stretch, stretchedOnce, type Stretching } from './argon.ts';
import { type Parts, unsentOf } from './carry.ts';
import { StorageRefused } from './db.ts';
import { hasPasskey } from './identity.ts';
import type { Idle } from './idle.ts';
import { isFull, keep, type Keeper } from './keeper.ts';
import { publish, type Published } from './published.ts';
import type { Also } from './rest.ts';
import { Locked, type Opened, openReplica, type Replica } from './replica.ts';
import type { Schedule, SeenPage } from './schedule.ts';
import { isEnded, SignedOut } from './session.ts';

/** What the page gives; tests give others. */
export interface Platform {
  /** What databases and locks are named by; another name is another tablet. */
  readonly name: string;
  readonly send: Send | undefined;
  readonly clock: () => number;
  readonly random: Random;
  readonly stretch: Stretch;
  readonly page: SeenPage;
  /** `localStorage`, where the browser has one to give. */
  readonly shelf: Shelf;
}

/** Five minutes without a touch, unless the person set another time. */
export const LOCK_MINUTES = 5;

/** `nobody`: no account is on this tablet yet. */
export type Stage = 'nobody' | 'locked' | 'open';

/** An account on this tablet, as the sign-in page shows it. */
export interface Known {
  /** What stands for the account on this tablet. */
  readonly name: string;
  readonly handle: string;
  readonly member: string;
  readonly school: string;
  /** Whether a passkey opens it. */
  readonly passkey: boolean;
  /** Whether it was locked out of the school here, or goes on under other keys. */
  readonly ended: boolean;
  /** Entries and pupils' answers that are not sent yet. */
  readonly notSent: number;
  /** Whether something of it found no room, and waits sealed until there is some: it may go with this page. */
  readonly noRoom: boolean;
  /** Whether coming in was cut off: the next unlock goes on with it. */
  readonly entering: boolean;
}

/**
 * Why nothing goes up or comes down just now: a code of the server's; `unreachable` where no answer came; `signed_out` where the
 * account has no session and is locked; `password_changed` where its password was changed elsewhere; `full` where the tablet
 * is; `newer` where a newer version of Beside has been at its storage, or was closed by one: load the page anew.
 */
export type Trouble = ErrorCode | 'unreachable' | 'signed_out' | 'password_changed' | 'full' | 'newer';

/** A save that the tablet had no room for: kept sealed under its id (`held.ts`), and tried again. */
export interface HeldSave {
  readonly id: string;
  readonly vault: string;
  readonly changes: readonly Change[];
  /** What is to be written in the same transaction. */
  readonly also: Also | null;
  readonly at: number;
}

/** A save that was held and cannot be opened any more; `at`: when it was held. It stays where it is until somebody has looked at it. */
export interface DamagedSave {
  readonly id: string;
  readonly at: number;
}

export interface Desk {
  readonly platform: Platform;
  readonly tablet: Tablet;
  readonly suite: Suite;
  readonly stretching: Stretching;
  readonly published: Published;
  readonly stage: Signal<Stage>;
  readonly known: Signal<readonly Known[]>;
  readonly trouble: Signal<Trouble | null>;
  readonly exchanging: Signal<boolean>;
  readonly held: Signal<readonly HeldSave[]>;
  readonly damaged: Signal<readonly DamagedSave[]>;
  /** What has to be sealed before the keys go: a half-typed form. */
  readonly beforeLock: Set<() => Promise<void>>;
  /** What has a key of its own in memory, and forgets it with the lock. */
  readonly atLock: Set<() => void>;
  /** `localStorage` of this page, and its memory where that has no room. */
  readonly shelf: PageShelf;
  /** Accounts of which something waits for room on this tablet (`room.ts`). */
  readonly waiting: Set<string>;
  readonly tabs: BroadcastChannel;
  /** Minutes without a touch until it locks, as the person at work wants it. */
  readonly lockMinutes: Signal<number>;
  /** Seconds until it locks, while it is about to. */
  readonly locksIn: Signal<number | null>;
  /** The sign-in name of who opened Beside in another tab, so that this one was locked. */
  readonly displacedBy: Signal<string | null>;
  /** The account at work, locked or unlocked. */
  replica: Replica | null;
  schedule: Schedule | null;
  idle: Idle | null;
  /** Lets go of the lease that says this tab is unlocked. */
  release: (() => void) | null;
}

/** A desk with nobody at it. Throws `StorageRefused`. */
export async function openDesk(platform: Platform, suite: Suite): Promise<Desk> {
  const tablet = await openTablet(platform.name);
  const desk: Desk = {
    platform, tablet, suite, stretching: stretchedOnce(platform.stretch), published: publish(() => desk.replica), stage: signal<Stage>('nobody'),
    known: signal<readonly Known[]>([]), trouble: signal<Trouble | null>(null), exchanging: signal(false),
    held: signal<readonly HeldSave[]>([]), damaged: signal<readonly DamagedSave[]>([]), beforeLock: new Set(), atLock: new Set(),
    shelf: orInMemory(platform.shelf), waiting: new Set(),
    tabs: new BroadcastChannel(`${platform.name}/changes`),
    lockMinutes: signal(LOCK_MINUTES), locksIn: signal<number | null>(null), displacedBy: signal<string | null>(null),
    replica: null, schedule: null, idle: null, release: null,
  };
  return desk;
}

/** Who is known on this tablet, the last used first. */
export async function lookAround(desk: Desk): Promise<void> {
  const rows = await desk.tablet.accounts();
  desk.known.value = await Promise.all(rows.map(async ({ name, handle, member, school, entering }): Promise<Known> => {
    const keeper = keep(name);
    try {
      const database = keeper.database();
      const [passkey, ended, notSent] = await Promise.all([database.then(hasPasskey), database.then(isEnded), unsentOf(name)]);
      return { name, handle, member, school, passkey, ended, notSent, noRoom: desk.waiting.has(name), entering };
    } finally {
      keeper.close();
    }
  }));
  if (!isOpen(desk.replica)) desk.stage.value = rows.length === 0 ? 'nobody' : 'locked';
}

/** Whether an account is at work and unlocked. */
export function isOpen(replica: Replica | null): replica is Replica & { open: Opened } {
  return replica !== null && replica.open !== null;
}

/** The row of an account on this tablet. Throws `Refused` where there is none. */
export async function accountAt(desk: Desk, name: string): Promise<AccountRow> {
  const row = (await desk.tablet.accounts()).find((known) => known.name === name);
  if (row === undefined) throw new Refused('nobody by that name is known here', 'sign_in_refused');
  return row;
}

/** What an engine for a school of this tablet is made of. */
export function partsFor({ platform, suite, published }: Desk, school: string): Parts {
  const { clock, random, send } = platform;
  return { line: lineTo(school, send), suite, clock, random, listener: published.listener };
}

/** What the account at work has handed to the browser and does not know to be in its database. */
export function airAt({ shelf, replica }: Desk): Air {
  return airOf(replica === null ? null : shelf, replica?.keeper.name ?? '');
}

/** Whether something of an account is sealed and not in its database, beside the taps that a pad takes up when it is opened. */
export function isWaiting(desk: Desk, account: string): boolean {
  return airOf(desk.shelf, account).names(draftInTheAir()).length > 0 || isInMemory(desk, account);
}

/** Whether something of it would be gone with this page. */
export function isInMemory({ shelf }: Desk, account: string): boolean {
  return inMemoryOf(shelf, account).length > 0;
}

/** Open an account's database, locked. */
export async function sitDown(desk: Desk, row: AccountRow): Promise<Replica> {
  const keeper: Keeper = keep(row.name, () => {
    desk.published.listener.about();
  });
  return openReplica(keeper, partsFor(desk, row.school));
}

/** What an error is called where it is shown. Throws what nobody expected. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Unreachable) return 'unreachable';
  if (error instanceof SignedOut) return 'signed_out';
  if (error instanceof ServerRefused) {
    // The sign-in name was taken as it is kept, so it is the password that no longer goes with it.
    return error.code === 'sign_in_refused' ? 'password_changed' : (error.code ?? 'internal');
  }
  if (error instanceof StorageRefused) return error.isNewer ? 'newer' : 'full';
  if (isFull(error)) return 'full';
  if (error instanceof Locked) return 'signed_out';
  return error instanceof Refused ? error.code : 'internal';
}

/**
 * What one tab tells the others: that a vault of an account changed, or (null) anything may have; that somebody opened Beside, or
 * locked it; that an account is not on this tablet any more.
 */
export type Told =
  | { readonly what: 'changed'; readonly account: string; readonly vault: string | null }
  | { readonly what: 'opened'; readonly account: string; readonly handle: string }
  | { readonly what: 'locked' | 'gone'; readonly account: string };

export function tell({ tabs }: Desk, told: Told): void {
  tabs.postMessage(told);
}
