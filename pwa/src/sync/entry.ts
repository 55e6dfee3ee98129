/**
 * An entry of a vault's log: fixed header, body, signature (`docs/protocol.md` §1).
 *
 *     const entry = await signEntry(suite, header, body, deviceKey);
 *     parse(encode(entry))                                  // what is stored and sent, read again
 *     await verifyEntry(suite, entry, devicePublic)         → true
 *
 * Chain and signature cover `entry.signed`, which holds the body's hash and not the body; `entry.hash` is over that and
 * never over the signature. What `parse` gives are views of the bytes it was given: who keeps an entry keeps those.
 */
import { MAX_BLOBS, MAX_CLEAR_ENTRY_BYTES, MAX_LEAF_INTEGER, MAX_OP_BYTES, SUITE } from '../generated/limits.ts';
import { readU64 } from './binary.ts';
import { inBatches, type SignKey, type Suite } from './crypto.ts';
import { type Bytes, concat, digest, HASH_SIZE, ID_SIZE, Malformed, SIGNATURE_SIZE, utf8 } from './encoding.ts';

const MAGIC = 0x42534445; // BSDE

/** What an entry is. `erase` (8) is reserved: no reader takes one today. */
export const KINDS = {
  genesis: 1, op: 2, epoch: 3, membership: 4, drop: 5, accept: 6, void: 7,
} as const;
export type Kind = keyof typeof KINDS;

const BY_NUMBER = new Map(Object.entries(KINDS).map(([kind, number]) => [number as number, kind as Kind]));
const TAGS = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, utf8(`beside/${kind}/1`)])) as Record<Kind, Bytes>;

/** Bytes of a header without blobs. */
export const HEADER_SIZE = 171;

/**
 * Who wrote what kind of entry where, after what. Ids of 16 bytes, hashes of 32.
 *
 * `counter` and `prev` chain the entries of `device` (in a drop: the ticket's id) in this vault; `seenSeq` and `seenHash`
 * are the author's applied cursor; `blobs` the hashes of sealed files that belong to the entry.
 */
export interface Header {
  readonly kind: Kind;
  readonly school: Bytes;
  readonly vault: Bytes;
  readonly epoch: Bytes;
  readonly device: Bytes;
  readonly counter: number;
  readonly prev: Bytes;
  readonly opId: Bytes;
  readonly seenSeq: number;
  readonly seenHash: Bytes;
  readonly blobs: readonly Bytes[];
}

/** A whole entry. `signed` is tag, header and body hash; `hash` is SHA-256 of that. Made by `parse` and `signEntry`. */
export interface Entry {
  readonly header: Header;
  /** The header as it stands in the entry: what the body is sealed to. */
  readonly headerBytes: Bytes;
  readonly body: Bytes;
  readonly signature: Bytes;
  readonly signed: Bytes;
  readonly hash: Bytes;
  /** All of it: header ‖ body ‖ signature. */
  readonly bytes: Bytes;
}

/** The greatest size of a whole entry of this kind, in bytes. */
export function mostBytes(kind: Kind): number {
  return kind === 'genesis' || kind === 'epoch' || kind === 'membership' ? MAX_CLEAR_ENTRY_BYTES : MAX_OP_BYTES;
}

/** The header's bytes for a body of `bodySize` bytes. Throws `Malformed` for what a reader would refuse. */
export function encodeHeader(header: Header, bodySize: number): Bytes {
  const { kind, school, vault, epoch, device, prev, opId, seenHash, blobs } = header;
  if ([school, vault, epoch, device, opId].some((id) => id.length !== ID_SIZE)) {
    throw new Malformed('an id in a header must be of 16 bytes');
  }
  if ([prev, seenHash, ...blobs].some((hash) => hash.length !== HASH_SIZE)) {
    throw new Malformed('a hash in a header must be of 32 bytes');
  }
  if (blobs.length > MAX_BLOBS) throw new Malformed('an entry names too many blobs');
  check(kind, epoch, header.counter, header.seenSeq);
  const size = HEADER_SIZE + HASH_SIZE * blobs.length;
  if (size + bodySize + SIGNATURE_SIZE > mostBytes(kind)) throw tooLarge();
  const bytes = new Uint8Array(size);
  const numbers = new DataView(bytes.buffer);
  numbers.setUint32(0, MAGIC);
  bytes[4] = SUITE;
  bytes[5] = KINDS[kind];
  [school, vault, epoch, device].forEach((id, place) => {
    bytes.set(id, 6 + ID_SIZE * place);
  });
  numbers.setBigUint64(70, BigInt(header.counter));
  bytes.set(prev, 78);
  bytes.set(opId, 110);
  numbers.setBigUint64(126, BigInt(header.seenSeq));
  bytes.set(seenHash, 134);
  numbers.setUint32(166, bodySize);
  bytes[170] = blobs.length;
  blobs.forEach((hash, place) => {
    bytes.set(hash, HEADER_SIZE + HASH_SIZE * place);
  });
  return bytes;
}

function check(kind: Kind, epoch: Uint8Array, counter: number, seenSeq: number): void {
  if (epoch.every((byte) => byte === 0) !== (kind === 'genesis')) {
    throw new Malformed('`epoch` is zero in a genesis and nowhere else');
  }
  if (!(counter >= 1 && counter <= MAX_LEAF_INTEGER)) throw new Malformed('`counter` must be from 1 to 2^53 - 1');
  if (!(seenSeq >= 0 && seenSeq <= MAX_LEAF_INTEGER)) throw new Malformed('`seen seq` must be from 0 to 2^53 - 1');
}

function tooLarge(): Malformed {
  return new Malformed('an entry is larger than its kind may be', 'too_large');
}

/** What is signed and hashed: tag ‖ header ‖ SHA-256(body). */
export function signedBytes(kind: Kind, header: Uint8Array, bodyHash: Uint8Array): Bytes {
  return concat(TAGS[kind], header, bodyHash);
}

/** An entry's hash, from its signed bytes. */
export function entryHash(signed: Uint8Array): Bytes {
  return digest(signed);
}

/** Sign header and body (sealed already, where the kind is). Throws `Malformed` for what a reader would refuse. */
export async function signEntry(suite: Suite, header: Header, body: Uint8Array, key: SignKey): Promise<Entry> {
  const headerBytes = encodeHeader(header, body.length);
  const bodyHash = digest(body);
  const signature = await suite.sign(key, signedBytes(header.kind, headerBytes, bodyHash));
  return parse(concat(headerBytes, body, signature), bodyHash);
}

/** The entry's bytes: header ‖ body ‖ signature. */
export function encode(entry: Entry): Bytes {
  return entry.bytes;
}

/**
 * Read an entry; every length is checked, the signature is not. `bodyHash` spares the hashing where it is known.
 *
 * Throws `Malformed`: with the code `unknown_kind` for a suite or kind of a newer version, with `too_large` beyond the
 * size that the kind may have.
 */
export function parse(bytes: Bytes, bodyHash?: Bytes): Entry {
  const found = readParts(bytes);
  const signed = signedBytes(found.header.kind, found.headerBytes, bodyHash ?? digest(found.body));
  return { ...found, signed, hash: entryHash(signed), bytes };
}

/** As `parse`, with the platform hashing: faster where many are read at once. */
export async function parseAsync(suite: Suite, bytes: Bytes): Promise<Entry> {
  const found = readParts(bytes);
  const signed = signedBytes(found.header.kind, found.headerBytes, await suite.digest(found.body));
  return { ...found, signed, hash: await suite.digest(signed), bytes };
}

function readParts(bytes: Bytes): Pick<Entry, 'header' | 'headerBytes' | 'body' | 'signature'> {
  const { header, size } = readHeader(bytes);
  return {
    header, headerBytes: bytes.subarray(0, size), body: bytes.subarray(size, -SIGNATURE_SIZE), signature: bytes.subarray(-SIGNATURE_SIZE),
  };
}

function readHeader(bytes: Bytes): { header: Header; size: number } {
  if (bytes.length < HEADER_SIZE + SIGNATURE_SIZE) throw new Malformed('an entry is cut short');
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (numbers.getUint32(0) !== MAGIC) throw new Malformed('an entry begins with BSDE');
  const kind = BY_NUMBER.get(numbers.getUint8(5));
  if (numbers.getUint8(4) !== SUITE || kind === undefined) {
    throw new Malformed('an entry of this suite or kind is not taken', 'unknown_kind');
  }
  const id = (at: number): Bytes => bytes.subarray(at, at + ID_SIZE);
  const hash = (at: number): Bytes => bytes.subarray(at, at + HASH_SIZE);
  const [epoch, counter, seenSeq, count] = [id(38), readU64(numbers, 70), readU64(numbers, 126), numbers.getUint8(170)];
  check(kind, epoch, counter, seenSeq);
  if (count > MAX_BLOBS) throw new Malformed('an entry names too many blobs');
  const size = HEADER_SIZE + HASH_SIZE * count;
  if (bytes.length !== size + numbers.getUint32(166) + SIGNATURE_SIZE) {
    throw new Malformed('an entry\'s length is not what its header says');
  }
  if (bytes.length > mostBytes(kind)) throw tooLarge();
  const blobs = Array.from({ length: count }, (_, place) => hash(HEADER_SIZE + HASH_SIZE * place));
  const header = {
    kind, school: id(6), vault: id(22), epoch, device: id(54), counter, prev: hash(78), opId: id(110), seenSeq,
    seenHash: hash(134), blobs,
  };
  return { header, size };
}

/** Whether the entry is signed by `publicKey`: the device's key, or the ticket's for a drop. */
export function verifyEntry(suite: Suite, entry: Entry, publicKey: Uint8Array): Promise<boolean> {
  return suite.verify(publicKey, entry.signature, entry.signed);
}

/** The indices, in order, of the entries that are not signed by the key in the same place of `keys`. */
export async function verifyMany(
  suite: Suite, entries: readonly Entry[], keys: readonly Uint8Array[],
): Promise<number[]> {
  if (entries.length !== keys.length) throw new RangeError('as many keys as entries are needed');
  const verdicts = await inBatches(entries, (entry, at) => verifyEntry(suite, entry, keys[at] ?? new Uint8Array(0)));
  return verdicts.flatMap((isGood, at) => (isGood ? [] : [at]));
}
