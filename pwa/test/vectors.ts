/** The vectors that Python and TypeScript share, read where Python's tests read them. */
import { readFileSync } from 'node:fs';

import type { Bytes } from '../src/sync/encoding.ts';

/** The content of `tests/vectors/<name>.json`, as the test says it is. */
export function vectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}.json`, import.meta.url), 'utf8'));
}

/** The bytes of hexadecimal digits. */
export function unhex(digits: string): Bytes {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Hexadecimal digits of bytes. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
