/** Both suites, and a device of an invented school that tests sign and seal with. */
import { javascriptSuite } from '../../src/sync/crypto_javascript.ts';
import { webSuite } from '../../src/sync/crypto_web.ts';
import type { Suite } from '../../src/sync/crypto.ts';
import type { Bytes } from '../../src/sync/encoding.ts';
import type { Header } from '../../src/sync/entry.ts';
import { type DeviceKey, deviceKey } from '../../src/sync/keys.ts';
import { hash0 } from '../../src/sync/log.ts';

export const SUITES: readonly Suite[] = [webSuite(), javascriptSuite()];

/** `size` bytes that are all `number`: an id, a key or a hash that is easy to tell apart. */
export function filled(number: number, size = 16): Bytes {
  return new Uint8Array(size).fill(number);
}

export const SCHOOL = filled(1);
export const VAULT = filled(2);
export const EPOCH = filled(3);
export const DEVICE = filled(4);
export const EPOCH_KEY = filled(5, 32);

export function aDevice(suite: Suite): Promise<DeviceKey> {
  return deviceKey(suite, DEVICE, filled(6, 32));
}

/** The header of the device's first op. */
export function aHeader(changed: Partial<Header> = {}): Header {
  return {
    kind: 'op', school: SCHOOL, vault: VAULT, epoch: EPOCH, device: DEVICE, counter: 1, prev: filled(0, 32),
    opId: filled(7), seenSeq: 0, seenHash: hash0(SCHOOL, VAULT), blobs: [], ...changed,
  };
}

/** The bytes with one bit turned over, `place` taken from the start and around. */
export function flipped(bytes: Uint8Array, place: number): Bytes {
  const other = new Uint8Array(bytes);
  const at = Math.floor(place / 8) % other.length;
  other[at] = (other[at] ?? 0) ^ (1 << (place % 8));
  return other;
}
