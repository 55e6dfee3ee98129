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
import { type Database, writing } from './db.ts';

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
  readonly rest: Bytes;
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
  readonly device: string;
  readonly handle: string;
  readonly salt: string;
  readonly params: Argon2Params;
}

/** Build an identity from its secrets. */
export async function identityOf(
  suite: Suite,
  who: { readonly school: Bytes; readonly genesis: Bytes; readonly member: string; readonly handle: string },
  device: { readonly id: Bytes; readonly seed: Bytes },
  accountSecret: Bytes,
  rest: Bytes = randomBytes(KEY_SIZE),
): Promise<Identity> {
  const [account, key] = await Promise.all([accountKeys(suite, accountSecret), deviceKey(suite, device.id, device.seed)]);
  return { ...who, device: key, deviceSeed: device.seed, account, accountSecret, rest };
}

/** school ‖ member ‖ device: what the rest key is bound to. */
function placeOf(school: Bytes, member: string, device: Bytes): Bytes {
  return concat(school, unb64u(member, ID_SIZE, 'member'), device);
}

/** Write the identity, sealed, in one transaction; also after a change of password or of device id, which end a passkey. */
export async function keepIdentity(
  suite: Suite, database: Database, identity: Identity, lock: Lock, wrapping: Key, random: Random = randomBytes,
): Promise<void> {
  const place = placeOf(identity.school, identity.member, identity.device.id);
  const account: Account = {
    school: b64u(identity.school), genesis: b64u(identity.genesis), member: identity.member,
    device: b64u(identity.device.id), handle: identity.handle, salt: b64u(lock.salt), params: lock.params,
  };
  const secrets = concat(identity.deviceSeed, identity.accountSecret);
  const rest = await sealRest(suite, wrapping, place, identity.rest, REST_LABEL, random);
  const sealed = await seal(suite, identity.rest, SECRETS_LABEL, place, secrets, random);
  const step = writing(database, ['meta']);
  const meta = step.objectStore('meta');
  await Promise.all([
    meta.put(account, IDENTITY), meta.put(rest, REST), meta.put(sealed, SECRETS), meta.delete(REST_PASSKEY), step.done,
  ]);
}

/** What stands in clear, or null in an empty database. */
export async function accountOf(database: Database): Promise<Account | null> {
  const found = (await database.get('meta', IDENTITY)) as Account | undefined;
  return found === undefined ? null : { ...found, params: parseParams(found.params) };
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
  const place = placeOf(identity.school, identity.member, identity.device.id);
  await database.put('meta', await sealRest(suite, given, place, identity.rest, REST_PASSKEY_LABEL), REST_PASSKEY);
}

/** Whether a passkey opens this device. */
export async function hasPasskey(database: Database): Promise<boolean> {
  return (await database.getKey('meta', REST_PASSKEY)) !== undefined;
}

async function unlock(
  suite: Suite, database: Database, key: Key, name: string, label: Bytes,
): Promise<Identity> {
  const account = await accountOf(database);
  if (account === null) throw new Error('nobody is known on this device');
  const [school, device] = [unb64u(account.school, ID_SIZE, 'school'), unb64u(account.device, ID_SIZE, 'device')];
  const place = placeOf(school, account.member, device);
  const [sealedRest, sealed] = await Promise.all([kept(database, name), kept(database, SECRETS)]);
  const rest = await openRest(suite, key, place, sealedRest, label);
  const secrets = await unseal(suite, rest, SECRETS_LABEL, place, sealed);
  const who = { school, genesis: unb64u(account.genesis), member: account.member, handle: account.handle };
  const seed = { id: device, seed: secrets.slice(0, KEY_SIZE) };
  return identityOf(suite, who, seed, secrets.slice(KEY_SIZE), rest);
}

async function kept(database: Database, name: string): Promise<Bytes> {
  const found = await database.get('meta', name);
  return found instanceof Uint8Array ? new Uint8Array(found) : new Uint8Array();
}
