/**
 * What the entries of the school's log say (`docs/protocol.md` §5): one interface for each `do`.
 *
 *     const data = encodeAct({ do: 'invite', at, invite, key, member, roles: ['mentor'], manager: null, expires });
 *     parseAct(data)  →  { do: 'invite', … }
 *
 * Ids are text here, keys and proofs bytes; members of the JSON that are unknown today are passed over.
 */
import type { SignKey, Suite } from './crypto.ts';
import {
  b64u, type Bytes, compareIds, concat, ID_SIZE, jsonBytes, Malformed, parseInstant, SIGNATURE_SIZE, unb64u, utf8,
} from './encoding.ts';
import { checkSealKey, checkSignKey } from './keys.ts';
import { isObject, parseObject, toInteger } from './op.ts';

const JOIN_TAG = utf8('beside/join/1');
const ZERO_ID = new Uint8Array(ID_SIZE);

/** Vault → the last counter of a device that was accepted there. */
export type Counters = ReadonlyMap<string, number>;

/** A member's two public keys. */
interface Account {
  readonly member: string;
  readonly sign: Bytes;
  readonly seal: Bytes;
}

/** The school begins: its two printed keys, and the first administrator's. */
export interface Genesis extends Account {
  readonly do: 'genesis';
  readonly at: string;
  readonly root: Bytes;
  readonly recovery: Bytes;
}

/** A member certifies a device. */
export interface AddDevice {
  readonly do: 'device';
  readonly at: string;
  readonly member: string;
  readonly device: string;
  readonly key: Bytes;
}

/** An administrator publishes a one-use key; for who is a member already it renews their account. */
export interface Invite {
  readonly do: 'invite';
  readonly at: string;
  readonly invite: string;
  readonly key: Bytes;
  readonly member: string;
  readonly roles: readonly string[];
  readonly manager: string | null;
  readonly expires: string;
}

/** An administrator takes an invitation back. */
export interface Withdraw {
  readonly do: 'withdraw';
  readonly at: string;
  readonly invite: string;
}

/** Who holds an invitation's key certifies themselves with it. */
export interface Join extends Account {
  readonly do: 'join';
  readonly at: string;
  readonly invite: string;
  readonly proof: Bytes;
}

/** An administrator sets all the roles of a member. */
export interface SetRoles {
  readonly do: 'roles';
  readonly at: string;
  readonly member: string;
  readonly roles: readonly string[];
}

/** An administrator says who manages whom, or no longer does. */
export interface Manages {
  readonly do: 'manages';
  readonly at: string;
  readonly manager: string;
  readonly mentor: string;
  readonly on: boolean;
}

/** A device is locked out; `counters` say up to where its entries count. */
export interface Revoke {
  readonly do: 'revoke';
  readonly at: string;
  readonly device: string;
  readonly counters: Counters;
}

/** A member leaves; `counters` say up to where the entries of each device count. */
export interface Remove {
  readonly do: 'remove';
  readonly at: string;
  readonly member: string;
  readonly counters: ReadonlyMap<string, Counters>;
}

/** The root sheet makes an administrator. */
export interface Appoint extends Account {
  readonly do: 'appoint';
  readonly at: string;
  readonly proof: Bytes;
}

export type Act = Genesis | AddDevice | Invite | Withdraw | Join | SetRoles | Manages | Revoke | Remove | Appoint;

// Members of the JSON --------------------------------------------------------------------------------------

const ROLE = /^[a-z_]{1,40}$/;

/** How a member of the JSON is read, and how it is written: `write` takes only what `read` gave. */
interface Form {
  readonly read: (found: unknown) => unknown;
  readonly write: (given: never) => unknown;
}

/** An id of the JSON. Throws `Malformed`, also for one that is all zero. */
export function readId(found: unknown): string {
  const read = unb64u(found, ID_SIZE, 'an id');
  if (read.every((byte) => byte === 0)) throw new Malformed('an id is not all zero');
  return b64u(read);
}

function readKey(found: unknown, check: (key: Bytes) => void): Bytes {
  const key = unb64u(found, undefined, 'a key');
  check(key);
  return key;
}

function readInstant(found: unknown): string {
  parseInstant(found);
  return String(found);
}

function readRoles(found: unknown): string[] {
  if (!Array.isArray(found) || !found.every((role) => typeof role === 'string' && ROLE.test(role))) {
    throw new Malformed('`roles` must be a list of names');
  }
  if (new Set(found).size !== found.length) throw new Malformed('`roles` names one twice');
  return found as string[];
}

function readSwitch(found: unknown): boolean {
  if (typeof found !== 'boolean') throw new Malformed('`on` must be true or false');
  return found;
}

function readCounters(found: unknown): Counters {
  return readMap(found, (counter) => toInteger(counter, 'counter', 0));
}

function readMap<Found>(found: unknown, read: (member: unknown) => Found): Map<string, Found> {
  if (!isObject(found)) throw new Malformed('`counters` must be an object');
  return new Map(Object.entries(found).map(([id, member]) => [readId(id), read(member)]));
}

function writeMap<Given>(given: ReadonlyMap<string, Given>, write: (member: Given) => unknown): Record<string, unknown> {
  const ids = [...given.keys()].sort(compareIds);
  return Object.fromEntries(ids.map((id) => [id, write(given.get(id) as Given)]));
}

function writeCounters(given: Counters): Record<string, unknown> {
  return writeMap(given, (counter) => counter);
}

function asIs(given: unknown): unknown {
  return given;
}

const ID: Form = { read: readId, write: asIs };
const MAYBE_ID: Form = { read: (found) => (found === null || found === undefined ? null : readId(found)), write: asIs };
const SIGN_KEY: Form = { read: (found) => readKey(found, checkSignKey), write: b64u };
const SEAL_KEY: Form = { read: (found) => readKey(found, checkSealKey), write: b64u };
const PROOF: Form = { read: (found) => unb64u(found, SIGNATURE_SIZE, 'proof'), write: b64u };
const INSTANT: Form = { read: readInstant, write: asIs };
const ROLES: Form = { read: readRoles, write: asIs };
const SWITCH: Form = { read: readSwitch, write: asIs };
const COUNTERS: Form = { read: readCounters, write: writeCounters };
const DEVICES: Form = {
  read: (found) => readMap(found, readCounters),
  write: (given: ReadonlyMap<string, Counters>) => writeMap(given, writeCounters),
};
const ACCOUNT = { member: ID, sign: SIGN_KEY, seal: SEAL_KEY };

const SHAPES = new Map<string, Readonly<Record<string, Form>>>(Object.entries({
  genesis: { root: SIGN_KEY, recovery: SEAL_KEY, ...ACCOUNT },
  device: { member: ID, device: ID, key: SIGN_KEY },
  invite: { invite: ID, key: SIGN_KEY, member: ID, roles: ROLES, manager: MAYBE_ID, expires: INSTANT },
  withdraw: { invite: ID },
  join: { invite: ID, ...ACCOUNT, proof: PROOF },
  roles: { member: ID, roles: ROLES },
  manages: { manager: ID, mentor: ID, on: SWITCH },
  revoke: { device: ID, counters: COUNTERS },
  remove: { member: ID, counters: DEVICES },
  appoint: { ...ACCOUNT, proof: PROOF },
} satisfies Record<Act['do'], Record<string, Form>>));

/** The JSON bytes of an entry's body. Throws `Malformed` for what a reader would refuse. */
export function encodeAct(act: Act): Bytes {
  const given = new Map<string, unknown>(Object.entries(act));
  const members: Record<string, unknown> = { do: act.do, at: act.at };
  for (const [name, { write }] of Object.entries(SHAPES.get(act.do) ?? {})) members[name] = write(given.get(name) as never);
  const data = jsonBytes(members);
  parseAct(data);
  return data;
}

/** Read the body of an entry. Throws `Malformed`, with the code `unknown_kind` for a `do` of a newer version. */
export function parseAct(data: Uint8Array): Act {
  const found = parseObject(data);
  const name = found['do'];
  if (typeof name !== 'string') throw new Malformed('`do` must be a name');
  const shape = SHAPES.get(name);
  if (shape === undefined) throw new Malformed('an entry that does this is not taken', 'unknown_kind');
  const at = readInstant(found['at']);
  const members = Object.entries(shape).map(([member, { read }]) => [member, read(found[member])]);
  // The table of shapes says what the interfaces say; `satisfies` holds its names to theirs.
  return { do: name, at, ...Object.fromEntries(members) } as Act;
}

// The proof of a new account -------------------------------------------------------------------------------

/** The signature of a new account's Ed25519 key over itself and its X25519 half `seal`: what a join or appoint carries. */
export function prove(
  suite: Suite, key: SignKey, school: Uint8Array, invite: string | null, { member, sign, seal }: Account,
): Promise<Bytes> {
  return suite.sign(key, proved(school, invite, member, sign, seal));
}

/** Whether who joins or is appointed holds the private half of the account key that they name. */
export function isProved(suite: Suite, school: Uint8Array, act: Join | Appoint): Promise<boolean> {
  const invite = act.do === 'join' ? act.invite : null;
  return suite.verify(act.sign, act.proof, proved(school, invite, act.member, act.sign, act.seal));
}

function proved(school: Uint8Array, invite: string | null, member: string, sign: Bytes, seal: Bytes): Bytes {
  return concat(JOIN_TAG, school, invite === null ? ZERO_ID : unb64u(invite), unb64u(member), sign, seal);
}
