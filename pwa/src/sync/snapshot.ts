/**
 * Snapshots: a vault's merged state, sealed, so that a new device shows something at once (`docs/protocol.md` §9).
 *
 *     const snapshot = await makeSnapshot(suite, { place, cursor, catalogue: 1 }, canonical(state), epochKey, device);
 *     parseSnapshot(snapshot.data)                                // says the same
 *     await verifySnapshot(suite, snapshot, device.signPublic)    → true
 *     await openSnapshot(suite, snapshot, epochKey)               → canonical(state)
 *
 * A snapshot is a convenience, never a source: the reader pulls the log behind it and compares; the log wins.
 */
import { MAX_LEAF_INTEGER, SUITE } from '../generated/limits.ts';
import { Reader, u32, u64, u8 } from './binary.ts';
import type { Key, Suite } from './crypto.ts';
import {
  type Bytes, concat, digest, HASH_SIZE, ID_SIZE, Malformed, type Random, same, SIGNATURE_SIZE, utf8,
} from './encoding.ts';
import type { Place } from './epoch.ts';
import type { DeviceKey } from './keys.ts';
import type { Cursor } from './log.ts';
import { OVERHEAD, pad, seal, sealedSize, unpad, unseal } from './seal.ts';

const MAGIC = utf8('BSDN');
const TAG = utf8('beside/snapshot/1');
/** Bytes before the sealed state. */
export const SNAPSHOT_HEADER_SIZE = 133;

/** The state of the vault of `place` at `cursor`, merged knowing the forms of version `catalogue`. */
export interface SnapshotTerms {
  readonly place: Place;
  readonly cursor: Cursor;
  readonly catalogue: number;
}

/** A snapshot by `device`, sealed under the key of the epoch of `place`. `data` are the bytes as signed. */
export interface Snapshot extends SnapshotTerms {
  readonly device: Bytes;
  readonly data: Bytes;
}

/** Seal and sign a canonical state. Throws `Malformed` for what a reader would refuse. */
export async function makeSnapshot(
  suite: Suite, terms: SnapshotTerms, canonical: Uint8Array, epochKey: Key, device: DeviceKey, random?: Random,
): Promise<Snapshot> {
  const { place, cursor: { logId, seq, logHash }, catalogue } = terms;
  const ids = [place.school, place.vault, place.epoch, device.id, logId];
  if (ids.some((id) => id.length !== ID_SIZE) || logHash.length !== HASH_SIZE) {
    throw new Malformed('an id in a snapshot must be of 16 bytes, its hash of 32');
  }
  checkNumbers(seq, catalogue);
  const size = sealedSize(canonical.length);
  const header = concat(MAGIC, u8(SUITE), ...ids, u64(seq), logHash, u32(catalogue), u32(size));
  const body = await seal(suite, epochKey, TAG, header, pad(canonical), random);
  const signature = await suite.sign(device.sign, concat(TAG, header, digest(body)));
  return { ...terms, device: device.id, data: concat(header, body, signature) };
}

/**
 * Read a snapshot; neither signature nor seal is checked.
 *
 * Throws `Malformed`, with the code `unknown_kind` for a suite of a newer version.
 */
export function parseSnapshot(data: Bytes): Snapshot {
  if (data.length < SNAPSHOT_HEADER_SIZE + OVERHEAD + SIGNATURE_SIZE) throw new Malformed('a snapshot is cut short');
  const reader = new Reader(data);
  const id = (): Bytes => reader.take(ID_SIZE);
  if (!same(reader.take(4), MAGIC)) throw new Malformed('a snapshot begins with BSDN');
  if (reader.u8() !== SUITE) throw new Malformed('a snapshot of this suite is not taken', 'unknown_kind');
  const place = { school: id(), vault: id(), epoch: id() };
  const device = id();
  const cursor = { logId: id(), seq: reader.u64(), logHash: reader.take(HASH_SIZE) };
  const catalogue = reader.u32();
  if (data.length !== SNAPSHOT_HEADER_SIZE + reader.u32() + SIGNATURE_SIZE) {
    throw new Malformed('a snapshot\'s length is not what its header says');
  }
  checkNumbers(cursor.seq, catalogue);
  return { place, device, cursor, catalogue, data };
}

function checkNumbers(seq: number, catalogue: number): void {
  if (!(seq >= 0 && seq <= MAX_LEAF_INTEGER && catalogue >= 1 && catalogue < 2 ** 32)) {
    throw new Malformed('`seq` or `catalogue` is out of bounds');
  }
}

function headerOf({ data }: Snapshot): Bytes {
  return data.subarray(0, SNAPSHOT_HEADER_SIZE);
}

function bodyOf({ data }: Snapshot): Bytes {
  return data.subarray(SNAPSHOT_HEADER_SIZE, -SIGNATURE_SIZE);
}

/** Whether the snapshot is signed by `publicKey`, the key of its device. */
export function verifySnapshot(suite: Suite, snapshot: Snapshot, publicKey: Uint8Array): Promise<boolean> {
  const signed = concat(TAG, headerOf(snapshot), digest(bodyOf(snapshot)));
  return suite.verify(publicKey, snapshot.data.subarray(-SIGNATURE_SIZE), signed);
}

/** The canonical state. Throws `BadSeal`, or `Malformed` for false padding under a true seal. */
export async function openSnapshot(suite: Suite, snapshot: Snapshot, epochKey: Key): Promise<Bytes> {
  return unpad(await unseal(suite, epochKey, TAG, headerOf(snapshot), bodyOf(snapshot)));
}
