/**
 * A member's device at work: what it has at hand, locked and unlocked (`docs/client.md`).
 *
 * Locked, it can still send and fetch: `open` is null, and nothing but the school's log is read. Unlocked, `open` holds who
 * it is and the vaults in memory. Functions of the engine take a `Replica` as their first argument.
 */
import type { Suite } from '../sync/crypto.ts';
import { b64u, type Random, unb64u } from '../sync/encoding.ts';
import { newSchool, type School } from '../sync/roster.ts';
import { append } from '../sync/school.ts';
import { parse } from '../sync/school_entry.ts';
import type { Line } from './api.ts';
import { type Heard, readHeard } from './heard.ts';
import { type Account, accountOf, type Identity } from './identity.ts';
import type { Keeper } from './keeper.ts';
import type { OpenVault } from './vaults.ts';

/** What an unlocked device holds in memory, and nowhere else. */
export interface Opened {
  identity: Identity;
  readonly vaults: Map<string, OpenVault>;
  /** Aborted by the lock: an exchange under way holds all of this, and goes no further. */
  readonly leaving: AbortController;
  /** Whether house was kept since it was unlocked. */
  housed: boolean;
  /** Vault → how far it was looked at for reminders; record → what was last stated about it. */
  readonly reminded: Map<string, string>;
  /** Vault → its records that reminders are about, as far as was looked. */
  readonly dated: Map<string, Dated>;
}

/** Of a vault up to `seq`: records that reminders are about, with their form. */
export interface Dated {
  readonly era: number;
  readonly seq: number;
  readonly forms: Map<string, string>;
}

/** Hears what changed, to show it. `records` is null where anything of the vault may have. */
export interface Listener {
  readonly changed: (vault: string, records: ReadonlySet<string> | null) => void;
  /** The school's log, what is unsent, set aside, forked, or received by others. */
  readonly about: () => void;
}

/** One account on this tablet. */
export interface Replica {
  readonly keeper: Keeper;
  readonly line: Line;
  readonly suite: Suite;
  account: Account;
  /** Milliseconds since 1970 UTC, by this device. */
  readonly clock: () => number;
  readonly random: Random;
  readonly listener: Listener;
  school: School;
  heard: Heard;
  open: Opened | null;
  /** What ends the requests of the exchange under way, where it holds keys. */
  until: AbortSignal | null;
}

/** That something needs the keys, and the device is locked. */
export class Locked extends Error {
  override name = 'Locked';
}

/** What is unlocked. Throws `Locked`. */
export function opened(replica: Replica): Opened {
  if (replica.open === null) throw new Locked('this device is locked');
  return replica.open;
}

/** Asked before each step that needs the keys, and takes time. Throws `Locked` where they were given up meanwhile. */
export function stillOpen({ leaving }: Opened): void {
  if (leaving.signal.aborted) throw new Locked('this device was locked meanwhile');
}

/** The vault in memory. Throws `RangeError` for one that is not known, `Locked`. */
export function vaultOf(replica: Replica, vault: string): OpenVault {
  const found = opened(replica).vaults.get(vault);
  if (found === undefined) throw new RangeError('no such vault is known here');
  return found;
}

/** Whether the member has a role now. */
export function hasRole(replica: Replica, role: string): boolean {
  const found = replica.school.members.get(replica.account.member);
  return found?.removed === null && found.roles.includes(role);
}

/** A locked device from its database. Throws where nobody is known in it. */
export async function openReplica(
  keeper: Keeper, parts: Pick<Replica, 'line' | 'suite' | 'clock' | 'random' | 'listener'>,
): Promise<Replica> {
  const database = await keeper.database();
  const account = await accountOf(database);
  if (account === null) throw new Error('nobody is known in this database');
  const [school, heard] = await Promise.all([readSchool(keeper, account), readHeard(database)]);
  const replica: Replica = {
    keeper, account, school, heard, open: null, until: null, ...parts, line: { ...parts.line, until: () => replica.until },
  };
  return replica;
}

/** The school's log as kept, read again: it was judged when it came. */
export async function readSchool(keeper: Keeper, account: Account): Promise<School> {
  const rows = await (await keeper.database()).getAll('school');
  const school = newSchool(unb64u(account.school), unb64u(account.genesis));
  for (const { entry } of rows) append(school, parse(entry));
  return school;
}

/** This device's id as text. */
export function deviceName(identity: Identity): string {
  return b64u(identity.device.id);
}
