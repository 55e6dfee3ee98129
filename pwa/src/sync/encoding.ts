/**
 * Bytes, ids and instants as they stand in JSON, and the refusals of a strict reader (`docs/protocol.md`).
 *
 *     b64u(new Uint8Array([255, 254]))                  → '__4'
 *     parseInstant('2026-11-23T09:15:02.123+00:00')     → 1795425302123
 */
import { sha256 } from '@noble/hashes/sha2.js';

import type { ErrorCode } from '../generated/codes.ts';

/** Bytes that WebCrypto and IndexedDB take: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Where nonces, keys and ids come from: the platform, or fixed bytes where vectors are made. */
export type Random = (size: number) => Bytes;

export const ID_SIZE = 16;
export const KEY_SIZE = 32;
export const HASH_SIZE = 32;
export const SIGNATURE_SIZE = 64;
/** Characters of an id in JSON. */
export const ID_LENGTH = 22;

/** Something that is not taken. `code` says why to a program; the message names a field, never content. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.code = code;
  }
}

/** Bytes or text that are not of the form they should have. */
export class Malformed extends Refused {
  override name = 'Malformed';

  constructor(message: string, code: ErrorCode = 'malformed') {
    super(message, code);
  }
}

/** A seal that does not open: another key, another place, or changed bytes. Which of these cannot be told. */
export class BadSeal extends Refused {
  override name = 'BadSeal';

  constructor(message: string) {
    super(message, 'bad_seal');
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LETTERS = Array.from(ALPHABET);
const NONE = 255;
const VALUES = ((): Uint8Array => {
  const values = new Uint8Array(128).fill(NONE);
  LETTERS.forEach((letter, value) => (values[letter.charCodeAt(0)] = value));
  return values;
})();

const encoder = new TextEncoder();
// A byte order mark is kept, so that JSON refuses it: Python does.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 of `text`. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes. Throws `Malformed` for bytes that are not. */
export function text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Malformed('not UTF-8');
  }
}

/** base64url without padding. */
export function b64u(bytes: Uint8Array): string {
  let spelled = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    spelled += letter(group >> 18) + letter(group >> 12);
    if (left > 1) spelled += letter(group >> 6);
    if (left > 2) spelled += letter(group);
  }
  return spelled;
}

function letter(bits: number): string {
  return LETTERS[bits & 63] ?? '';
}

/**
 * The bytes that `spelled` spells, `size` of them if given. One spelling only: no padding, no stray bits.
 *
 * Throws `Malformed`, naming the field `name`.
 */
export function unb64u(spelled: unknown, size?: number, name = 'bytes'): Bytes {
  const refused = (): Malformed => new Malformed(`\`${name}\` must be base64url`);
  if (typeof spelled !== 'string' || spelled.length % 4 === 1) throw refused();
  const bytes = new Uint8Array(Math.floor((spelled.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let place = 0; place < spelled.length; place += 1) {
    const value = VALUES[spelled.charCodeAt(place)] ?? NONE;
    if (value === NONE) throw refused();
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = held >> bits;
      at += 1;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) throw refused();
  if (size !== undefined && bytes.length !== size) throw new Malformed(`\`${name}\` must be of ${size} bytes`);
  return bytes;
}

/**
 * A JSON object without spaces, in UTF-8, members in the order given: how every clear body is first written.
 *
 * What was written is kept and hashed as bytes; it is never written again from what was read.
 */
export function jsonBytes(members: Readonly<Record<string, unknown>>): Bytes {
  return utf8(JSON.stringify(members));
}

/** A fresh id: 16 random bytes. */
export function newId(random: Random = randomBytes): Bytes {
  return random(ID_SIZE);
}

/** SHA-256 over the parts joined, 32 bytes: the `H` of the protocol. Small inputs: it is synchronous. */
export function digest(...parts: readonly Uint8Array[]): Bytes {
  const [only] = parts;
  return sha256(parts.length === 1 && only !== undefined ? only : concat(...parts));
}

/** `size` random bytes of the platform. */
export function randomBytes(size: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(size));
}

/** One array after the other. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two arrays hold the same bytes. Not for secrets: it stops at the first difference. */
export function same(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

/** The order of ids of the JSON as bytes have it: that of Python, and of whatever is hashed "by id". */
export function compareIds(one: string, other: string): number {
  const [left, right] = [unb64u(one), unb64u(other)];
  for (let at = 0; at < ID_SIZE; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

// Instants -------------------------------------------------------------------------------------------------

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})([+-])([01]\d|2[0-3]):([0-5]\d)$/;
const MINUTE_MS = 60_000;

/**
 * Milliseconds since 1970 UTC of an instant such as `2026-11-23T09:15:02.123+00:00`.
 *
 * Years 0001 to 9999, no leap second. Throws `Malformed` for every other spelling and for days that do not exist.
 */
export function parseInstant(spelled: unknown): number {
  const parts = typeof spelled === 'string' ? INSTANT.exec(spelled) : null;
  if (parts === null) throw new Malformed('an instant is written as 2026-11-23T09:15:02.123+00:00');
  const [whole, year, month, day, hours, minutes, seconds, ms, sign, ahead, minutesAhead] = parts;
  const offset = (Number(ahead) * 60 + Number(minutesAhead)) * MINUTE_MS;
  return startOf(whole.slice(0, 10), Number(year), Number(month), Number(day)) + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
    + Number(seconds) * 1000 + Number(ms) - (sign === '-' ? -offset : offset);
}

/** The day that was asked for last, and its start: instants come by the thousand, and most of a day's one behind the other. */
let lastDay: readonly [string, number] = ['', 0];

/** Midnight UTC of a day. Throws `Malformed` for one that does not exist. */
function startOf(spelled: string, year: number, month: number, day: number): number {
  if (spelled === lastDay[0]) return lastDay[1];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year === 0 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new Malformed('an instant names a day that does not exist');
  }
  lastDay = [spelled, date.getTime()];
  return lastDay[1];
}

/**
 * The instant of `ms` since 1970 UTC, as read on a clock `offset` minutes ahead of UTC.
 *
 * Throws `Malformed` outside the years 0001 to 9999 and for an offset of a day or more.
 */
export function formatInstant(ms: number, offset = 0): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const wall = new Date(ms + offset * MINUTE_MS);
  const size = Math.abs(offset);
  const year = wall.getUTCFullYear();
  // Not a date at all gives NaN, which no comparison holds for.
  if (!(year >= 1 && year <= 9999 && size < 24 * 60)) throw new Malformed('an instant lies in the years 0001 to 9999');
  return `${wall.toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
