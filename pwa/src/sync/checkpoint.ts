/**
 * Checkpoints: a device's signed word on how far it has applied a vault's log (`docs/protocol.md` §8).
 *
 *     const checkpoint = await signCheckpoint(suite, school, vault, cursor, device);
 *     parseCheckpoint(checkpoint.data)                              // says the same
 *     await verifyCheckpoint(suite, checkpoint, device.signPublic)  → true
 *
 * Two that name one log and one seq with different hashes show that two devices were told different histories.
 */
import { MAX_LEAF_INTEGER, SUITE } from '../generated/limits.ts';
import { Reader, u64, u8 } from './binary.ts';
import type { Suite } from './crypto.ts';
import { type Bytes, concat, HASH_SIZE, ID_SIZE, Malformed, same, SIGNATURE_SIZE, utf8 } from './encoding.ts';
import type { DeviceKey } from './keys.ts';
import type { Cursor } from './log.ts';

const MAGIC = utf8('BSDC');
const TAG = utf8('beside/checkpoint/1');
/** Bytes of a checkpoint. */
export const CHECKPOINT_SIZE = 173;

/** `device` had applied the log of `vault` up to `cursor`. `data` are the bytes as signed. */
export interface Checkpoint {
  readonly school: Bytes;
  readonly vault: Bytes;
  readonly cursor: Cursor;
  readonly device: Bytes;
  readonly data: Bytes;
}

/** Say that `device` has applied everything up to `cursor`. Throws `Malformed` for what a reader would refuse. */
export async function signCheckpoint(
  suite: Suite, school: Bytes, vault: Bytes, cursor: Cursor, device: DeviceKey,
): Promise<Checkpoint> {
  const { logId, seq, logHash } = cursor;
  if ([school, vault, logId, device.id].some((id) => id.length !== ID_SIZE) || logHash.length !== HASH_SIZE) {
    throw new Malformed('an id in a checkpoint must be of 16 bytes, its hash of 32');
  }
  checkSeq(seq);
  const before = concat(MAGIC, u8(SUITE), school, vault, logId, u64(seq), logHash, device.id);
  const data = concat(before, await suite.sign(device.sign, concat(TAG, before)));
  return { school, vault, cursor, device: device.id, data };
}

/**
 * Read a checkpoint; the signature is not checked.
 *
 * Throws `Malformed`, with the code `unknown_kind` for a suite of a newer version.
 */
export function parseCheckpoint(data: Bytes): Checkpoint {
  if (data.length !== CHECKPOINT_SIZE) throw new Malformed(`a checkpoint is of ${CHECKPOINT_SIZE} bytes`);
  const reader = new Reader(data);
  if (!same(reader.take(4), MAGIC)) throw new Malformed('a checkpoint begins with BSDC');
  if (reader.u8() !== SUITE) throw new Malformed('a checkpoint of this suite is not taken', 'unknown_kind');
  const [school, vault, logId] = [reader.take(ID_SIZE), reader.take(ID_SIZE), reader.take(ID_SIZE)];
  const cursor = { logId, seq: reader.u64(), logHash: reader.take(HASH_SIZE) };
  checkSeq(cursor.seq);
  return { school, vault, cursor, device: reader.take(ID_SIZE), data };
}

function checkSeq(seq: number): void {
  if (!(seq >= 0 && seq <= MAX_LEAF_INTEGER)) throw new Malformed('`seq` must be from 0 to 2^53 - 1');
}

/** Whether the checkpoint is signed by `publicKey`, the key of its device. */
export function verifyCheckpoint(suite: Suite, { data }: Checkpoint, publicKey: Uint8Array): Promise<boolean> {
  return suite.verify(publicKey, data.subarray(-SIGNATURE_SIZE), concat(TAG, data.subarray(0, -SIGNATURE_SIZE)));
}
