/**
 * Who this device is, at rest and unlocked (`docs/protocol.md` §6).
 *
 *     await keepIdentity(suite, database, identity, lock, wrapping);     // after joining or being let in
 *     const identity = await unlockWith(suite, database, wrapping);      // at every later start
 *
 * Everything at rest lies under a random rest key, which the password's wrapping key opens, or what a passkey gives. No
 * CryptoKey is ever written to storage. A lost device yields what guessing its password yields.
 */
import type { Key, Suite } from '../sync/crypto.ts';
import { b64u, type Bytes, concat, ID_SIZE, KEY_SIZE, type Random, randomBytes, unb64u, utf8 } from '../sync/encoding.ts';
import {
  type AccountKeys, accountKeys, type Argon2Params, deviceKey, type DeviceKey, openRest, parseParams, REST_LABEL,
  REST_PASSKEY_LABEL, sealRest,
} from '../sync/keys.ts';
import { seal, unseal } from '../sync/seal.ts';
import { type Database, inOneStep, type Step } from './db.ts';

const SECRETS_LABEL = utf8('beside/secrets/1');

/** Names of the rows of `meta`. */
const IDENTITY = 'identity';
const SECRETS = 'secrets';
const REST = 'rest';
const REST_PASSKEY = 'rest-passkey';

/** An unlocked device of a member. Ids are text where they are compared, bytes where they are sealed to. */
export interface Identity {
  readonly school: Bytes;
  readonly genesis: Bytes;
  readonly member: string;
  readonly handle: string;
  readonly device: DeviceKey;
  readonly deviceSeed: Bytes;
  readonly account: AccountKeys;
  readonly accountSecret: Bytes;
  /** What the server is shown to sign in: kept, so that a session that ended begins again by itself. */
  readonly authentication: Bytes;
  readonly rest: Bytes;
  /** The device id that this database began with. What rests is bound to it; a device that was set back goes on under another. */
  readonly home: Bytes;
}

/** What the password has to be stretched with: salt of 16 bytes and cost. */
export interface Lock {
  readonly salt: Bytes;
  readonly params: Argon2Params;
}

/** What stands in clear: whose device this is, and how to stretch the password. */
export interface Account {
  readonly school: string;
  readonly genesis: string;
  readonly member: string;
  readonly home: string;
  readonly device: string;
  readonly handle: string;
  readonly salt: string;
  readonly params: Argon2Params;
}

/** Whose device it is. */
export type Who = Pick<Identity, 'school' | 'genesis' | 'member' | 'handle'>;

/** What a device keeps secret, 32 bytes each. */
export type Secrets = Pick<Identity, 'deviceSeed' | 'accountSecret' | 'authentication'>;

/** Build an identity from its secrets. */
export async function identityOf(
  suite: Suite, who: Who, device: Bytes, secrets: Secrets,
  { rest = randomBytes(KEY_SIZE), home = device }: { readonly rest?: Bytes; readonly home?: Bytes } = {},
): Promise<Identity> {
  const [account, key] = await Promise.all([
    accountKeys(suite, secrets.accountSecret), deviceKey(suite, device, secrets.deviceSeed),
  ]);
  return { ...who, ...secrets, device: key, account, rest, home };
}

/** school ‖ member ‖ home: what the rest key is bound to. */
function placeOf({ school, member, home }: Pick<Identity, 'school' | 'member' | 'home'>): Bytes {
  return concat(school, unb64u(member, ID_SIZE, 'member'), home);
}

/** What stands in clear about an identity. */
export function accountOfIdentity(identity: Identity, lock: Lock): Account {
  return {
    school: b64u(identity.school), genesis: b64u(identity.genesis), member: identity.member, home: b64u(identity.home),
    device: b64u(identity.device.id), handle: identity.handle, salt: b64u(lock.salt), params: lock.params,
  };
}

/** An identity sealed, to be put into a transaction. */
export interface SealedIdentity {
  readonly account: Account;
  readonly secrets: Bytes;
}

/** Seal an identity under its own rest key. */
export async function sealIdentity(
  suite: Suite, identity: Identity, lock: Lock, random: Random = randomBytes,
): Promise<SealedIdentity> {
  const secrets = concat(identity.deviceSeed, identity.accountSecret, identity.authentication);
  return {
    account: accountOfIdentity(identity, lock),
    secrets: await seal(suite, identity.rest, SECRETS_LABEL, placeOf(identity), secrets, random),
  };
}

/** Write it, in a transaction over `meta`. The rest key stays as it is, so neither password nor passkey is asked for. */
export async function putIdentity(step: Step, { account, secrets }: SealedIdentity): Promise<void> {
  const meta = step.objectStore('meta');
  await Promise.all([meta.put(account, IDENTITY), meta.put(secrets, SECRETS)]);
}

/** Write the identity with its rest key under the password; also after a change of password, which ends a passkey. */
export async function keepIdentity(
  suite: Suite, database: Database, identity: Identity, lock: Lock, wrapping: Key, random: Random = randomBytes,
): Promise<void> {
  const rest = await sealRest(suite, wrapping, placeOf(identity), identity.rest, REST_LABEL, random);
  const sealed = await sealIdentity(suite, identity, lock, random);
  await inOneStep(database, ['meta'], async (step) => {
    const meta = step.objectStore('meta');
    await Promise.all([putIdentity(step, sealed), meta.put(rest, REST), meta.delete(REST_PASSKEY)]);
  });
}

/** What stands in clear, or null in an empty database. */
export async function accountOf(database: Database): Promise<Account | null> {
  const found = (await database.get('meta', IDENTITY)) as Account | undefined;
  return found === undefined ? null : { ...found, params: parseParams(found.params) };
}

/** How the password of an account is stretched. */
export function lockOf(account: Account): Lock {
  return { salt: unb64u(account.salt), params: account.params };
}

/** Open what `keepIdentity` put at rest, with the password's wrapping key. Throws `BadSeal` for another password. */
export async function unlockWith(suite: Suite, database: Database, wrapping: Key): Promise<Identity> {
  return unlock(suite, database, wrapping, REST, REST_LABEL);
}

/** The same with what a passkey gives. Throws `BadSeal` for another passkey, or where none was kept. */
export async function unlockWithPasskey(suite: Suite, database: Database, given: Key): Promise<Identity> {
  return unlock(suite, database, given, REST_PASSKEY, REST_PASSKEY_LABEL);
}

/** Let a passkey open this device too. */
export async function keepPasskey(suite: Suite, database: Database, identity: Identity, given: Key): Promise<void> {
  const sealed = await sealRest(suite, given, placeOf(identity), identity.rest, REST_PASSKEY_LABEL);
  await database.put('meta', sealed, REST_PASSKEY);
}

/** Whether a passkey opens this device. */
export async function hasPasskey(database: Database): Promise<boolean> {
  return (await database.getKey('meta', REST_PASSKEY)) !== undefined;
}

/** No passkey opens this device any more. */
export async function dropPasskey(database: Database): Promise<void> {
  await database.delete('meta', REST_PASSKEY);
}

async function unlock(suite: Suite, database: Database, key: Key, name: string, label: Bytes): Promise<Identity> {
  const account = await accountOf(database);
  if (account === null) throw new Error('nobody is known on this device');
  const id = (field: 'school' | 'home' | 'device'): Bytes => unb64u(account[field], ID_SIZE, field);
  const [school, home] = [id('school'), id('home')];
  const place = placeOf({ school, member: account.member, home });
  const [sealedRest, sealed] = await Promise.all([kept(database, name), kept(database, SECRETS)]);
  const rest = await openRest(suite, key, place, sealedRest, label);
  const secrets = await unseal(suite, rest, SECRETS_LABEL, place, sealed);
  const part = (nth: number): Bytes => secrets.slice(nth * KEY_SIZE, (nth + 1) * KEY_SIZE);
  const who = { school, genesis: unb64u(account.genesis), member: account.member, handle: account.handle };
  const found = { deviceSeed: part(0), accountSecret: part(1), authentication: part(2) };
  return identityOf(suite, who, id('device'), found, { rest, home });
}

async function kept(database: Database, name: string): Promise<Bytes> {
  const found: unknown = await database.get('meta', name);
  return found instanceof Uint8Array ? new Uint8Array(found) : new Uint8Array();
}
