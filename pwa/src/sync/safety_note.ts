/**
 * Safety notes: what one person must know to look for a visitor who is not back (`docs/protocol.md` §12).
 *
 *     const note = await sealNote(suite, school, visit, publicKeyOfWhoWatches, content, device);
 *     parseNote(note.data)                                // says the same
 *     await verifyNote(suite, note, device.signPublic)    → true
 *     await openNote(suite, note, account.seal)           → content
 *
 * The server keeps one for each person whom it would tell, hands it over when that person is due it, and deletes all of them
 * a day after the visitor is back. It reads none.
 */
import { SUITE } from '../generated/limits.ts';
import { Reader, u32, u8 } from './binary.ts';
import type { Suite } from './crypto.ts';
import { type Bytes, concat, digest, ID_SIZE, Malformed, same, SIGNATURE_SIZE, utf8 } from './encoding.ts';
import { type DeviceKey, keyId, type SealPair } from './keys.ts';
import { HPKE_OVERHEAD, openWith, pad, sealTo, unpad } from './seal.ts';

const MAGIC = utf8('BSDW');
const TAG = utf8('beside/safety/1');
const HEADER_SIZE = 73;
/** A whole note: a page of text, padded and sealed. */
export const MOST_NOTE_BYTES = 16 * 1024;

/** A note about `visit`, sealed to the holder of the key with the id `recipient`, signed by `device`. `data` are its bytes. */
export interface SafetyNote {
  readonly school: Bytes;
  readonly visit: Bytes;
  readonly recipient: Bytes;
  readonly device: Bytes;
  readonly data: Bytes;
}

/**
 * Seal `content` (the JSON of a safety sheet) to a member's X25519 public key, and sign. Throws `Malformed` for what a reader
 * would refuse, with the code `too_large` for more than a note may hold.
 */
export async function sealNote(
  suite: Suite, school: Bytes, visit: Bytes, publicKey: Bytes, content: Uint8Array, device: DeviceKey,
): Promise<SafetyNote> {
  if ([school, visit, device.id].some((id) => id.length !== ID_SIZE)) {
    throw new Malformed('an id in a safety note must be of 16 bytes');
  }
  const recipient = keyId(publicKey);
  const body = await sealTo(suite, publicKey, concat(TAG, school, visit, recipient), pad(content));
  const header = concat(MAGIC, u8(SUITE), school, visit, recipient, device.id, u32(body.length));
  if (header.length + body.length + SIGNATURE_SIZE > MOST_NOTE_BYTES) {
    throw new Malformed('a safety note is larger than it may be', 'too_large');
  }
  const signature = await suite.sign(device.sign, concat(TAG, header, digest(body)));
  return { school, visit, recipient, device: device.id, data: concat(header, body, signature) };
}

/**
 * Read a note; neither signature nor seal is checked.
 *
 * Throws `Malformed`, with the code `unknown_kind` for a suite of a newer version, with `too_large` beyond `MOST_NOTE_BYTES`.
 */
export function parseNote(data: Bytes): SafetyNote {
  if (data.length < HEADER_SIZE + HPKE_OVERHEAD + SIGNATURE_SIZE) throw new Malformed('a safety note is cut short');
  const reader = new Reader(data);
  const id = (): Bytes => reader.take(ID_SIZE);
  if (!same(reader.take(4), MAGIC)) throw new Malformed('a safety note begins with BSDW');
  if (reader.u8() !== SUITE) throw new Malformed('a safety note of this suite is not taken', 'unknown_kind');
  if (data.length > MOST_NOTE_BYTES) throw new Malformed('a safety note is larger than it may be', 'too_large');
  const [school, visit, recipient, device] = [id(), id(), id(), id()];
  if (data.length !== HEADER_SIZE + reader.u32() + SIGNATURE_SIZE) {
    throw new Malformed('a safety note\'s length is not what its header says');
  }
  return { school, visit, recipient, device, data };
}

function bodyOf({ data }: SafetyNote): Bytes {
  return data.subarray(HEADER_SIZE, -SIGNATURE_SIZE);
}

/** Whether the note is signed by `publicKey`, the key of its device. */
export function verifyNote(suite: Suite, note: SafetyNote, publicKey: Uint8Array): Promise<boolean> {
  const signed = concat(TAG, note.data.subarray(0, HEADER_SIZE), digest(bodyOf(note)));
  return suite.verify(publicKey, note.data.subarray(-SIGNATURE_SIZE), signed);
}

/** The content. Throws `BadSeal` for another recipient or visit and for changed bytes, or `Malformed` for false padding. */
export async function openNote(suite: Suite, note: SafetyNote, own: SealPair): Promise<Bytes> {
  const info = concat(TAG, note.school, note.visit, keyId(own.publicKey));
  return unpad(await openWith(suite, own.privateKey, info, bodyOf(note)));
}
