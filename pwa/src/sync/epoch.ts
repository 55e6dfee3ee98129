/**
 * Epochs: a vault's keys, handed to everyone entitled (`docs/protocol.md` §4).
 *
 *     const place = { school, vault, epoch: newId() };
 *     const body = await makeEpoch(suite, place, 1, key, recipients, recoveryPublic);   // the clear body of an epoch entry
 *     const epoch = parseEpoch(body);
 *     await unwrap(suite, place, account.seal, wrapFor(epoch, b64u(keyId(account.seal.publicKey))))  →  key
 *
 * An epoch carries the key before it, sealed under its own: one wrap reads back to the first entry. Ids of the JSON are
 * text here, those of a `Place` bytes, for they are joined and sealed to.
 */
import type { Key, Suite } from './crypto.ts';
import {
  type Bytes, BadSeal, b64u, concat, ID_SIZE, jsonBytes, KEY_SIZE, Malformed, type Random, randomBytes, same, unb64u,
  utf8,
} from './encoding.ts';
import { keyId, type SealPair, sealPair } from './keys.ts';
import { isObject, parseObject, toInteger } from './op.ts';
import { HPKE_OVERHEAD, openWith, OVERHEAD, seal, sealTo, unseal } from './seal.ts';

const WRAP_LABEL = utf8('beside/wrap/1');
const DROP_KEY_LABEL = utf8('beside/drop-key/1');
const PREVIOUS_LABEL = utf8('beside/previous/1');

export const WRAP_SIZE = KEY_SIZE + HPKE_OVERHEAD;
const SEALED_KEY_SIZE = KEY_SIZE + OVERHEAD;

/** Where a key belongs: school, vault and epoch, 16 bytes each. */
export interface Place {
  readonly school: Bytes;
  readonly vault: Bytes;
  readonly epoch: Bytes;
}

/** Who is handed a key: the member's id and their X25519 public key from the school log. */
export interface Recipient {
  readonly member: string;
  readonly publicKey: Uint8Array;
}

/** The epoch before: its id and key. */
export interface Previous {
  readonly epoch: string;
  readonly key: Bytes;
}

/** An epoch key sealed to one member: ids of member and key, and 80 bytes. */
export interface Wrap {
  readonly member: string;
  readonly key: string;
  readonly wrap: Bytes;
}

/**
 * What an epoch entry says. `publicKey` is the X25519 half that drops are sealed to, `privateKey` the other half sealed;
 * `previous` (sealed) and `previousId` are null in the first epoch and only there.
 */
export interface EpochBody {
  readonly number: number;
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
  readonly previous: Bytes | null;
  readonly previousId: string | null;
  readonly wraps: readonly Wrap[];
  readonly recovery: Bytes;
}

function joined({ school, vault, epoch }: Place): Bytes {
  return concat(school, vault, epoch);
}

/** The wrap for the key with this id, or null where there is none. */
export function wrapFor(body: EpochBody, key: string): Bytes | null {
  return body.wraps.find((found) => found.key === key)?.wrap ?? null;
}

/** The epoch key sealed to an X25519 public key. Throws `Malformed` for a key that cannot be sealed to. */
export function wrap(suite: Suite, place: Place, publicKey: Uint8Array, epochKey: Uint8Array): Promise<Bytes> {
  return sealTo(suite, publicKey, concat(WRAP_LABEL, joined(place), keyId(publicKey)), epochKey);
}

/** The epoch key, 32 bytes. Throws `BadSeal` for a wrap of another place or another recipient. */
export async function unwrap(suite: Suite, place: Place, own: SealPair, wrapped: Uint8Array): Promise<Bytes> {
  const info = concat(WRAP_LABEL, joined(place), keyId(own.publicKey));
  return aKey(await openWith(suite, own.privateKey, info, wrapped));
}

/**
 * The body of the entry that puts `epochKey` in force: a fresh pair for drops, a wrap for each recipient and for the
 * school's recovery key. Throws `Malformed` for what a reader would refuse.
 */
export async function makeEpoch(
  suite: Suite, place: Place, number: number, epochKey: Bytes, recipients: readonly Recipient[], recovery: Uint8Array,
  { previous = null, random = randomBytes }: { previous?: Previous | null; random?: Random } = {},
): Promise<Bytes> {
  const drop = await sealPair(suite, random(KEY_SIZE));
  return encodeEpoch({
    number,
    publicKey: drop.publicKey,
    privateKey: await seal(suite, epochKey, DROP_KEY_LABEL, joined(place), drop.privateKey, random),
    previous: previous === null
      ? null
      : await seal(suite, epochKey, PREVIOUS_LABEL, previousAad(place, previous.epoch), previous.key, random),
    previousId: previous?.epoch ?? null,
    wraps: await Promise.all(recipients.map(async ({ member, publicKey }) => {
      return { member, key: b64u(keyId(publicKey)), wrap: await wrap(suite, place, publicKey, epochKey) };
    })),
    recovery: await wrap(suite, place, recovery, epochKey),
  });
}

function previousAad(place: Place, previous: string): Bytes {
  return concat(joined(place), unb64u(previous, ID_SIZE, 'previous_id'));
}

/** The JSON bytes. Throws `Malformed` for what a reader would refuse. */
export function encodeEpoch(body: EpochBody): Bytes {
  const data = jsonBytes({
    number: body.number,
    public: b64u(body.publicKey),
    private: b64u(body.privateKey),
    previous: body.previous === null ? null : b64u(body.previous),
    previous_id: body.previousId,
    wraps: body.wraps.map(({ member, key, wrap: bytes }) => ({ member, key, wrap: b64u(bytes) })),
    recovery: b64u(body.recovery),
  });
  parseEpoch(data);
  return data;
}

/**
 * Read an epoch's JSON; members unknown today are passed over.
 *
 * Throws `Malformed`, with the code `epoch_without_recovery` where the wrap for the recovery key is missing.
 */
export function parseEpoch(data: Uint8Array): EpochBody {
  const found = parseObject(data);
  const number = toInteger(found['number'], 'number', 1);
  const previous = found['previous'] ?? null;
  const previousId = found['previous_id'] ?? null;
  if ((previous === null) !== (number === 1) || (previousId === null) !== (number === 1)) {
    throw new Malformed('`previous` and `previous_id` are null in the first epoch and nowhere else');
  }
  const recovery = found['recovery'] ?? null;
  if (recovery === null) throw new Malformed('`recovery` is missing', 'epoch_without_recovery');
  return {
    number,
    publicKey: unb64u(found['public'], KEY_SIZE, 'public'),
    privateKey: unb64u(found['private'], SEALED_KEY_SIZE, 'private'),
    previous: previous === null ? null : unb64u(previous, SEALED_KEY_SIZE, 'previous'),
    previousId: previousId === null ? null : toId(previousId, 'previous_id'),
    wraps: parseWraps(found['wraps']),
    recovery: unb64u(recovery, WRAP_SIZE, 'recovery'),
  };
}

function toId(found: unknown, name: string): string {
  return b64u(unb64u(found, ID_SIZE, name));
}

function parseWraps(found: unknown): Wrap[] {
  if (!Array.isArray(found)) throw new Malformed('`wraps` must be a list');
  const wraps = found.map(parseWrap);
  if (new Set(wraps.map(({ key }) => key)).size !== wraps.length) throw new Malformed('`wraps` names a key twice');
  return wraps;
}

/** One wrap of the JSON: `{"member", "key", "wrap"}`. Throws `Malformed`. */
export function parseWrap(found: unknown): Wrap {
  if (!isObject(found)) throw new Malformed('a wrap must be an object');
  return {
    member: toId(found['member'], 'member'),
    key: toId(found['key'], 'key'),
    wrap: unb64u(found['wrap'], WRAP_SIZE, 'wrap'),
  };
}

/** The epoch before with its key, or null of the first. Throws `BadSeal`. */
export async function openPrevious(suite: Suite, place: Place, body: EpochBody, epochKey: Key): Promise<Previous | null> {
  const { previous, previousId } = body;
  if (previous === null || previousId === null) return null;
  const key = await unseal(suite, epochKey, PREVIOUS_LABEL, previousAad(place, previousId), previous);
  return { epoch: previousId, key: aKey(key) };
}

/** The pair that opens what was dropped in this epoch. Throws `BadSeal`, also where it is not that of `publicKey`. */
export async function openDropKey(suite: Suite, place: Place, body: EpochBody, epochKey: Key): Promise<SealPair> {
  const privateKey = await unseal(suite, epochKey, DROP_KEY_LABEL, joined(place), body.privateKey);
  const pair = await sealPair(suite, aKey(privateKey));
  if (!same(pair.publicKey, body.publicKey)) throw new BadSeal('an epoch\'s private key is not that of its public key');
  return pair;
}

function aKey(found: Bytes): Bytes {
  if (found.length !== KEY_SIZE) throw new BadSeal('what was sealed as a key is none');
  return found;
}
