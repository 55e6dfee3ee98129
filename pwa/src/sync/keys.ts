/**
 * Keys of people and devices, from the password down (`docs/protocol.md` §6).
 *
 *     const root = await rootKey(password, salt);                 // Argon2id: a quarter of a second or more
 *     await authenticationKey(suite, root)                        // what the server is shown
 *     const wrapping = await wrappingKey(suite, root);            // what opens the bundle
 *     const keys = await accountKeys(suite, await openBundle(suite, wrapping, school, member, bundle));
 *
 * Nothing here keeps a key longer than its caller does. Argon2id and the list of words are loaded when first needed.
 */
import { ARGON2_ITERATIONS, ARGON2_LANES, ARGON2_MEMORY_KIB, MIN_PASSWORD_LENGTH } from '../generated/limits.ts';
import type { Key, SignKey, Suite } from './crypto.ts';
import {
  type Bytes, concat, digest, ID_SIZE, KEY_SIZE, Malformed, type Random, randomBytes, utf8,
} from './encoding.ts';
import { isObject } from './op.ts';
import { hkdf, seal, unseal } from './seal.ts';

const AUTHENTICATION_LABEL = utf8('beside/authentication/1');
const WRAPPING_LABEL = utf8('beside/wrapping/1');
const BUNDLE_LABEL = utf8('beside/bundle/1');
const ACCOUNT_SIGN_LABEL = utf8('beside/account-sign/1');
const ACCOUNT_SEAL_LABEL = utf8('beside/account-seal/1');
export const REST_LABEL = utf8('beside/rest/1');
export const REST_PASSKEY_LABEL = utf8('beside/rest-passkey/1');

export const SALT_SIZE = 16;
export const SHEET_WORDS = 24;

/** The cost of a root key: memory in KiB, passes over it, lanes; named as in JSON. */
export interface Argon2Params {
  readonly memory_kib: number;
  readonly iterations: number;
  readonly lanes: number;
}

export const OUR_PARAMS: Argon2Params = {
  memory_kib: ARGON2_MEMORY_KIB, iterations: ARGON2_ITERATIONS, lanes: ARGON2_LANES,
};
// What a server may ask of a device at most; beyond, it would be an attack on the device.
const MOST: Argon2Params = { memory_kib: 1024 * 1024, iterations: 64, lanes: 16 };

/** The parameters of the JSON. Throws `Malformed` also for weaker ones than ours: a server could ask for them to guess. */
export function parseParams(found: unknown): Argon2Params {
  if (!isObject(found)) throw new Malformed('`params` must be an object');
  const member = (name: keyof Argon2Params): number => {
    const value = found[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Malformed(`\`${name}\` must be an integer`);
    return value;
  };
  const params = { memory_kib: member('memory_kib'), iterations: member('iterations'), lanes: member('lanes') };
  checkParams(params);
  return params;
}

/** Throws `Malformed` for parameters weaker than ours, and for such as would only wear a device out. */
export function checkParams(params: Argon2Params): void {
  for (const name of ['memory_kib', 'iterations', 'lanes'] as const) {
    if (!(params[name] >= OUR_PARAMS[name] && params[name] <= MOST[name])) {
      throw new Malformed(`\`${name}\` is out of bounds`);
    }
  }
}

/** The password as it is hashed: NFKC, UTF-8. Throws `Malformed` for fewer than twelve characters after NFKC. */
export function passwordBytes(password: string): Bytes {
  const normal = password.normalize('NFKC');
  if (Array.from(normal).length < MIN_PASSWORD_LENGTH) {
    throw new Malformed(`\`password\` must have ${MIN_PASSWORD_LENGTH} characters at least`);
  }
  if (/\p{Surrogate}/u.test(normal)) throw new Malformed('`password` holds half a surrogate pair');
  return utf8(normal);
}

/**
 * The 32 bytes that a password is worth; takes 64 MiB and a part of a second by intent. `salt` is of 16 bytes.
 *
 * Throws `Malformed` for a short password, another salt, and for parameters weaker than ours.
 */
export async function rootKey(password: string, salt: Uint8Array, params = OUR_PARAMS): Promise<Bytes> {
  checkParams(params);
  if (salt.length !== SALT_SIZE) throw new Malformed('`salt` must be of 16 bytes');
  const bytes = passwordBytes(password);
  const { argon2id } = await import('hash-wasm');
  const root = await argon2id({
    password: bytes, salt, memorySize: params.memory_kib, iterations: params.iterations, parallelism: params.lanes,
    hashLength: KEY_SIZE, outputType: 'binary',
  });
  return new Uint8Array(root);
}

/** What is sent to sign in, 32 bytes. The server keeps its hash. */
export function authenticationKey(suite: Suite, root: Key): Promise<Bytes> {
  return hkdf(suite, root, AUTHENTICATION_LABEL);
}

/** What the account secret and the rest key are sealed under, 32 bytes. Never leaves the device. */
export function wrappingKey(suite: Suite, root: Key): Promise<Bytes> {
  return hkdf(suite, root, WRAPPING_LABEL);
}

/** The first 16 bytes of the hash of a public key. */
export function keyId(publicKey: Uint8Array): Bytes {
  return digest(publicKey).slice(0, ID_SIZE);
}

/** An X25519 pair, 32 bytes each. */
export interface SealPair {
  readonly privateKey: Bytes;
  readonly publicKey: Bytes;
}

/** The X25519 pair of a private key. */
export async function sealPair(suite: Suite, privateKey: Bytes): Promise<SealPair> {
  return { privateKey, publicKey: await suite.agreePublic(privateKey) };
}

/** A member's two pairs: Ed25519 to certify devices and entries of the school log, X25519 to be handed epoch keys. */
export interface AccountKeys {
  readonly sign: SignKey;
  readonly signPublic: Bytes;
  readonly seal: SealPair;
}

/** Both pairs from the account secret of 32 bytes. */
export async function accountKeys(suite: Suite, secret: Key): Promise<AccountKeys> {
  const seed = await hkdf(suite, secret, ACCOUNT_SIGN_LABEL);
  const seal = await sealPair(suite, await hkdf(suite, secret, ACCOUNT_SEAL_LABEL));
  return { sign: await suite.signKey(seed), signPublic: await suite.signPublic(seed), seal };
}

/** A device: its id, and the Ed25519 key that signs what is written on it. */
export interface DeviceKey {
  readonly id: Bytes;
  readonly sign: SignKey;
  readonly signPublic: Bytes;
}

/** A device from its id and the seed of its key. */
export async function deviceKey(suite: Suite, id: Bytes, seed: Uint8Array): Promise<DeviceKey> {
  return { id, sign: await suite.signKey(seed), signPublic: await suite.signPublic(seed) };
}

/** The id and seed of a fresh device, to keep and to make a `deviceKey` of. */
export function newDevice(random: Random = randomBytes): { readonly id: Bytes; readonly seed: Bytes } {
  return { id: random(ID_SIZE), seed: random(KEY_SIZE) };
}

/** The account secret as the server keeps it: 60 bytes that only the password opens. */
export function sealBundle(
  suite: Suite, wrapping: Key, school: Uint8Array, member: Uint8Array, secret: Uint8Array, random?: Random,
): Promise<Bytes> {
  return seal(suite, wrapping, BUNDLE_LABEL, concat(school, member), secret, random);
}

/** The account secret. Throws `BadSeal` for another password, school or member. */
export async function openBundle(
  suite: Suite, wrapping: Key, school: Uint8Array, member: Uint8Array, bundle: Uint8Array,
): Promise<Bytes> {
  return aKey(await unseal(suite, wrapping, BUNDLE_LABEL, concat(school, member), bundle), 'bundle');
}

/**
 * The rest key as a device keeps it. `place` is school ‖ member ‖ device; `key` the wrapping key, or with
 * `REST_PASSKEY_LABEL` what the passkey gives.
 */
export function sealRest(
  suite: Suite, key: Key, place: Uint8Array, rest: Uint8Array, label = REST_LABEL, random?: Random,
): Promise<Bytes> {
  return seal(suite, key, label, place, rest, random);
}

/** The rest key. Throws `BadSeal` for another password, passkey or place. */
export async function openRest(
  suite: Suite, key: Key, place: Uint8Array, sealed: Uint8Array, label = REST_LABEL,
): Promise<Bytes> {
  return aKey(await unseal(suite, key, label, place, sealed), 'rest key');
}

function aKey(found: Bytes, name: string): Bytes {
  if (found.length !== KEY_SIZE) throw new Malformed(`a ${name} must hold 32 bytes`);
  return found;
}

// Public keys that others hand in --------------------------------------------------------------------------

// The points of small order, least significant byte first, whatever their highest bit.
const ENDS = ['00'.repeat(32), `01${'00'.repeat(31)}`, ...['ec', 'ed', 'ee'].map((first) => `${first}${'ff'.repeat(30)}7f`)];
const SIGN_POINTS = new Set([
  ...ENDS,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);
const SEAL_POINTS = new Set([
  ...ENDS,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
]);

/** Throws `Malformed` for what cannot be an Ed25519 public key of one holder: anybody can sign for a point of small order. */
export function checkSignKey(publicKey: Uint8Array): void {
  if (publicKey.length !== KEY_SIZE) throw new Malformed('an Ed25519 key must be of 32 bytes');
  if (SIGN_POINTS.has(pointOf(publicKey))) throw new Malformed('an Ed25519 key is of small order');
}

/** Throws `Malformed` for what cannot be sealed to: such a key in the school log would stop every new epoch. */
export function checkSealKey(publicKey: Uint8Array): void {
  if (publicKey.length !== KEY_SIZE) throw new Malformed('an X25519 key must be of 32 bytes');
  if (SEAL_POINTS.has(pointOf(publicKey))) throw new Malformed('an X25519 key is of small order');
}

function pointOf(publicKey: Uint8Array): string {
  const hex = (byte: number, at: number): string => (at === KEY_SIZE - 1 ? byte & 0x7f : byte).toString(16).padStart(2, '0');
  return Array.from(publicKey, hex).join('');
}

// Sheets ---------------------------------------------------------------------------------------------------

/** Words that are no sheet; `place` is that of a word that no sheet can have, from 1. */
export class NoSheet extends Malformed {
  override name = 'NoSheet';
  readonly place: number | null;

  constructor(message: string, place: number | null = null) {
    super(message);
    this.place = place;
  }
}

/** The 24 words of a printed sheet (BIP 39, English) for 32 bytes. */
export async function sheetWords(secret: Uint8Array): Promise<string[]> {
  if (secret.length !== KEY_SIZE) throw new Malformed('a sheet spells 32 bytes');
  const [{ entropyToMnemonic }, { wordlist }] = await loadWords();
  return entropyToMnemonic(secret, wordlist).split(' ');
}

/** The 32 bytes of a sheet, from its words in any case and spacing. Throws `NoSheet`, naming the place of a wrong word. */
export async function sheetSecret(typed: string): Promise<Bytes> {
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/u).filter((word) => word !== '');
  if (words.length !== SHEET_WORDS) throw new NoSheet(`a sheet has ${SHEET_WORDS} words`);
  const [{ mnemonicToEntropy }, { wordlist }] = await loadWords();
  const wrong = words.findIndex((word) => !wordlist.includes(word));
  if (wrong >= 0) throw new NoSheet(`word ${wrong + 1} is not of the list`, wrong + 1);
  try {
    return new Uint8Array(mnemonicToEntropy(words.join(' '), wordlist));
  } catch {
    throw new NoSheet('the words do not belong together');
  }
}

function loadWords(): Promise<[typeof import('@scure/bip39'), typeof import('@scure/bip39/wordlists/english.js')]> {
  return Promise.all([import('@scure/bip39'), import('@scure/bip39/wordlists/english.js')]);
}
