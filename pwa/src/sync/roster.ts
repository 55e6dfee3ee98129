/**
 * Who is in a school, and who was: what the school's log amounts to (`docs/protocol.md` §5).
 *
 *     const school = newSchool(schoolId, genesisHash);
 *     school.members.get(member)?.roles; isLive(school.devices.get(device)); administrators(school)
 *
 * Nothing is ever forgotten here: a client that reads an old entry of a vault asks what its author was *ever* allowed.
 * Filled by `school.append`; ids are text.
 */
import { b64u, type Bytes, compareIds } from './encoding.ts';
import { keyId } from './keys.ts';
import type { Counters } from './school_act.ts';
import { hash0 } from './school_entry.ts';

export const ADMINISTRATOR = 'administrator';
export const LINE_MANAGER = 'line_manager';

/** A person: the account's public keys in force, roles, the seq they came with and, if they left, the one they left with. */
export interface Member {
  readonly id: string;
  readonly since: number;
  sign: Bytes;
  seal: Bytes;
  roles: readonly string[];
  removed: number | null;
  readonly everRoles: Set<string>;
  /** The id of the key that epoch keys are wrapped for. */
  sealId: string;
  readonly everSeals: Set<string>;
}

/**
 * A member's device and its Ed25519 key. `ended` is the seq that ended it; `counters`, once it was revoked or its member
 * removed, say up to where its entries count: a vault that is not named counts from 0. Null: no bound was ever set.
 */
export interface Device {
  readonly id: string;
  readonly member: string;
  readonly key: Bytes;
  readonly since: number;
  ended: number | null;
  counters: Counters | null;
}

/** A one-use key that an administrator published. `expires` is in milliseconds since 1970 UTC; `by` who invited. */
export interface Invitation {
  readonly id: string;
  readonly key: Bytes;
  readonly member: string;
  readonly roles: readonly string[];
  readonly manager: string | null;
  readonly expires: number;
  readonly by: string;
  open: boolean;
}

/** Whose a signing key is: root's, that of the account of the member `owner`, or that of the invitation `owner`. */
export interface Holder {
  readonly kind: 'root' | 'account' | 'invitation';
  readonly owner: string;
  readonly publicKey: Bytes;
}

/**
 * What the log amounts to up to `seq`, its hash there `logHash`.
 *
 * `pinned` is the genesis hash that a client was given with its invitation: another genesis is refused. `manages` is line
 * manager → mentors as of now, `everManaged` as ever. `holders` is key id → whose, of every signing key that was ever named;
 * `seals` the ids of every X25519 key that ever was. `root` and `recovery` are empty before the genesis.
 */
export interface School {
  readonly id: Bytes;
  readonly pinned: Bytes | null;
  seq: number;
  logHash: Bytes;
  genesis: Bytes | null;
  root: Bytes;
  recovery: Bytes;
  readonly members: Map<string, Member>;
  readonly devices: Map<string, Device>;
  readonly invitations: Map<string, Invitation>;
  readonly manages: Map<string, Set<string>>;
  readonly everManaged: Map<string, Set<string>>;
  readonly holders: Map<string, Holder>;
  readonly seals: Set<string>;
}

/** A school of which nothing was read yet. */
export function newSchool(id: Bytes, pinned: Bytes | null = null): School {
  return {
    id, pinned, seq: 0, logHash: hash0(id), genesis: null, root: new Uint8Array(0), recovery: new Uint8Array(0),
    members: new Map(), devices: new Map(), invitations: new Map(), manages: new Map(), everManaged: new Map(),
    holders: new Map(), seals: new Set(),
  };
}

/** The id of a public key as text. */
export function keyName(publicKey: Uint8Array): string {
  return b64u(keyId(publicKey));
}

/** Whether `member` is in the school now. */
export function isPresent(school: School, member: string): boolean {
  return school.members.get(member)?.removed === null;
}

/** Whether the device may still write. */
export function isLive(device: Device): boolean {
  return device.ended === null;
}

/** Whether an entry was written after the device was locked out. */
export function isBeyond(device: Device, vault: string, counter: number): boolean {
  return device.counters !== null && counter > (device.counters.get(vault) ?? 0);
}

/** The roles of a member now, none for who left or never was; or every role they `ever` had. */
export function roles(school: School, member: string, ever = false): ReadonlySet<string> {
  const found = school.members.get(member);
  if (found === undefined || !(ever || found.removed === null)) return new Set();
  return ever ? found.everRoles : new Set(found.roles);
}

/** The members who are administrators now, by id. */
export function administrators(school: School): string[] {
  return [...school.members.keys()].filter((member) => roles(school, member).has(ADMINISTRATOR)).sort(compareIds);
}

/** The line managers of a mentor now, by id; the mentor may have left. */
export function managers(school: School, mentor: string): string[] {
  return [...school.manages].filter(([, mentors]) => mentors.has(mentor)).map(([manager]) => manager).sort(compareIds);
}

/** All devices that a member ever had, oldest first. */
export function devicesOf(school: School, member: string): Device[] {
  return [...school.devices.values()].filter((device) => device.member === member);
}
