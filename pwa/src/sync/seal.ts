/**
 * Sealing: padding, the body of an op, and the labelled seal of keys and snapshots (`docs/protocol.md` §2 and §4).
 *
 *     const body = await sealBody(suite, epochKey, header, content);
 *     await openBody(suite, epochKey, await signEntry(suite, header, body, deviceKey))  →  content
 *
 * A nonce is random, never a counter: a device set back to an older state would count the same twice.
 */
import { MIN_PADDED_BYTES } from '../generated/limits.ts';
import type { Key, SealKey, Suite } from './crypto.ts';
import { type Bytes, concat, Malformed, type Random, randomBytes, utf8 } from './encoding.ts';
import { encodeHeader, type Entry, type Header } from './entry.ts';

export const NONCE_SIZE = 12;
export const TAG_SIZE = 16;
/** How much longer a sealed thing is than what is in it, in bytes. */
export const OVERHEAD = NONCE_SIZE + TAG_SIZE;
/** How much longer something sealed to a public key is than what is in it, in bytes. */
export const HPKE_OVERHEAD = 32 + TAG_SIZE;

const BODY_LABEL = utf8('beside/body/1');
const LENGTH_SIZE = 4;

/** 32 bytes derived from `key` for the use that `info` names: HKDF-SHA-256 without salt. */
export function hkdf(suite: Suite, key: Key, info: Uint8Array): Promise<Bytes> {
  return suite.derive(key, info);
}

/**
 * The size that `length` bytes (2 or more) are padded to: Padmé, and 256 at least.
 *
 * Padmé lets at most 12 % be added and shows of a length only its magnitude
 * (Nikitin et al., Reducing Metadata Leakage from Encrypted Files and Communication with PURBs, 2019).
 */
export function paddedSize(length: number): number {
  if (length <= MIN_PADDED_BYTES) return MIN_PADDED_BYTES;
  const exponent = bitLength(length) - 1;
  const step = 2 ** (exponent - bitLength(exponent));
  return Math.ceil(length / step) * step;
}

function bitLength(number: number): number {
  return 32 - Math.clz32(number);
}

/** u32 length ‖ content ‖ zeros up to the padded size. */
export function pad(content: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedSize(LENGTH_SIZE + content.length));
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, LENGTH_SIZE);
  return padded;
}

/** The content. Throws `Malformed` where padding is not exactly what `pad` adds. */
export function unpad(padded: Bytes): Bytes {
  const numbers = new DataView(padded.buffer, padded.byteOffset, padded.length);
  const end = padded.length < LENGTH_SIZE ? Infinity : LENGTH_SIZE + numbers.getUint32(0);
  if (end > padded.length || padded.length !== paddedSize(end) || !isZero(padded, end)) {
    throw new Malformed('a sealed plaintext is not padded as it should be');
  }
  return padded.subarray(LENGTH_SIZE, end);
}

function isZero(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/** The size of a sealed body that holds `contentSize` bytes. */
export function sealedSize(contentSize: number): number {
  return OVERHEAD + paddedSize(LENGTH_SIZE + contentSize);
}

/** Seal the JSON of an op to its header. Throws `Malformed` with the code `too_large` for more than an op may hold. */
export async function sealBody(
  suite: Suite, epochKey: Key, header: Header, content: Uint8Array, random: Random = randomBytes,
): Promise<Bytes> {
  const aad = encodeHeader(header, sealedSize(content.length));
  const key = await suite.sealKey(epochKey, concat(BODY_LABEL, header.device));
  return sealUnder(suite, key, aad, pad(content), random);
}

/** The JSON of an op. Throws `BadSeal`, or `Malformed` for false padding under a true seal. */
export async function openBody(suite: Suite, epochKey: Key, entry: Entry): Promise<Bytes> {
  const key = await suite.sealKey(epochKey, concat(BODY_LABEL, entry.header.device));
  return unpad(await unsealUnder(suite, key, entry.headerBytes, entry.body));
}

/** Seal `content` for the use `info`, bound to `aad`: nonce ‖ AES-256-GCM under HKDF(key, info). */
export async function seal(
  suite: Suite, key: Key, info: Uint8Array, aad: Uint8Array, content: Uint8Array, random: Random = randomBytes,
): Promise<Bytes> {
  return sealUnder(suite, await suite.sealKey(key, info), aad, content, random);
}

/** What `seal` sealed. Throws `BadSeal` for another key, use or `aad`, and for changed bytes. */
export async function unseal(
  suite: Suite, key: Key, info: Uint8Array, aad: Uint8Array, sealed: Uint8Array,
): Promise<Bytes> {
  return unsealUnder(suite, await suite.sealKey(key, info), aad, sealed);
}

/** Seal `content` to an X25519 public key for the use `info`: HPKE base mode, enc 32 ‖ ct. Random by nature. */
export function sealTo(suite: Suite, publicKey: Uint8Array, info: Uint8Array, content: Uint8Array): Promise<Bytes> {
  return suite.hpkeSeal(publicKey, info, content);
}

/** What `sealTo` sealed. Throws `BadSeal` for another key or use, and for changed bytes. */
export function openWith(suite: Suite, privateKey: Uint8Array, info: Uint8Array, sealed: Uint8Array): Promise<Bytes> {
  return suite.hpkeOpen(privateKey, info, sealed);
}

async function sealUnder(
  suite: Suite, key: SealKey, aad: Uint8Array, content: Uint8Array, random: Random,
): Promise<Bytes> {
  const nonce = random(NONCE_SIZE);
  return concat(nonce, await suite.encrypt(key, nonce, content, aad));
}

function unsealUnder(suite: Suite, key: SealKey, aad: Uint8Array, sealed: Uint8Array): Promise<Bytes> {
  if (sealed.length < OVERHEAD) throw new Malformed('a sealed thing is cut short');
  return suite.decrypt(key, sealed.subarray(0, NONCE_SIZE), sealed.subarray(NONCE_SIZE), aad);
}
