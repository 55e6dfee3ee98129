/**
 * An entry of the school's log: header, clear body, signature (`docs/protocol.md` §5).
 *
 *     const entry = await sign(suite, school, seq, prev, body, account);
 *     parse(encode(entry))                     // says the same
 *     await verify(suite, entry, publicKey)    → true
 *
 * Made and signed as a vault's entries are (`entry.ts`), with one difference: there is one chain for all, and an entry
 * names its place in it.
 */
import { MAX_CLEAR_ENTRY_BYTES, MAX_LEAF_INTEGER, SUITE } from '../generated/limits.ts';
import { Reader, u32, u64, u8 } from './binary.ts';
import type { SignKey, Suite } from './crypto.ts';
import { type Bytes, concat, digest, HASH_SIZE, ID_SIZE, Malformed, same, SIGNATURE_SIZE, utf8 } from './encoding.ts';
import { keyId } from './keys.ts';

const MAGIC = utf8('BSDS');
const TAG = utf8('beside/school/1');
const LOG_TAG = utf8('beside/school-log/1');
/** Bytes of a header. */
export const HEADER_SIZE = 81;

/** What signs an entry of the school's log: the account of a member, the root sheet, or an invitation. */
export interface Signer {
  readonly sign: SignKey;
  readonly signPublic: Uint8Array;
}

/**
 * A whole entry. `seq` counts from 1, `prev` is the log's hash before it, `signer` the id of the signing key; `signed` is
 * tag, header and body hash, `hash` SHA-256 of that. Made by `parse` and `sign`.
 */
export interface SchoolEntry {
  readonly school: Bytes;
  readonly seq: number;
  readonly prev: Bytes;
  readonly signer: Bytes;
  readonly body: Bytes;
  readonly signature: Bytes;
  readonly signed: Bytes;
  readonly hash: Bytes;
  /** All of it: header ‖ body ‖ signature. */
  readonly bytes: Bytes;
}

/** The hash of a school's empty log. */
export function hash0(school: Uint8Array): Bytes {
  return digest(LOG_TAG, school);
}

/** Sign a body for the place `seq` behind `prev`. Throws `Malformed` for what a reader would refuse. */
export async function sign(
  suite: Suite, school: Uint8Array, seq: number, prev: Uint8Array, body: Uint8Array, key: Signer,
): Promise<SchoolEntry> {
  if (school.length !== ID_SIZE || prev.length !== HASH_SIZE) {
    throw new Malformed('`school` must be of 16 bytes and `prev` of 32');
  }
  const header = concat(MAGIC, u8(SUITE), school, u64(seq), prev, keyId(key.signPublic), u32(body.length));
  return parse(concat(header, body, await suite.sign(key.sign, concat(TAG, header, digest(body)))));
}

/** The entry's bytes: header ‖ body ‖ signature. */
export function encode(entry: SchoolEntry): Bytes {
  return entry.bytes;
}

/**
 * Read an entry; every length is checked, the signature and what the body says are not.
 *
 * Throws `Malformed`: with the code `unknown_kind` for a newer suite, with `too_large` beyond 256 KiB.
 */
export function parse(bytes: Bytes): SchoolEntry {
  if (bytes.length < HEADER_SIZE + SIGNATURE_SIZE) throw new Malformed('a school entry is cut short');
  const reader = new Reader(bytes);
  if (!same(reader.take(4), MAGIC)) throw new Malformed('a school entry begins with BSDS');
  if (reader.u8() !== SUITE) throw new Malformed('a school entry of this suite is not taken', 'unknown_kind');
  const [school, seq] = [reader.take(ID_SIZE), reader.u64()];
  const [prev, signer, bodySize] = [reader.take(HASH_SIZE), reader.take(ID_SIZE), reader.u32()];
  if (!(seq >= 1 && seq <= MAX_LEAF_INTEGER)) throw new Malformed('`seq` must be from 1 to 2^53 - 1');
  if (bytes.length !== HEADER_SIZE + bodySize + SIGNATURE_SIZE) {
    throw new Malformed('a school entry\'s length is not what its header says');
  }
  if (bytes.length > MAX_CLEAR_ENTRY_BYTES) {
    throw new Malformed('a school entry is larger than it may be', 'too_large');
  }
  const body = bytes.subarray(HEADER_SIZE, -SIGNATURE_SIZE);
  const signed = concat(TAG, bytes.subarray(0, HEADER_SIZE), digest(body));
  return {
    school, seq, prev, signer, body, signature: bytes.subarray(-SIGNATURE_SIZE), signed, hash: digest(signed), bytes,
  };
}

/** Whether the entry is signed by the Ed25519 key `publicKey`. */
export function verify(suite: Suite, entry: SchoolEntry, publicKey: Uint8Array): Promise<boolean> {
  return suite.verify(publicKey, entry.signature, entry.signed);
}
