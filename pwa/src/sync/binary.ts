/**
 * Fixed binary layouts, big-endian: what `struct` is to Python.
 *
 *     concat(utf8('BSDC'), u8(1), school, u64(seq))
 *     const reader = new Reader(bytes); reader.skip(5); reader.take(ID_SIZE); reader.u64()
 */
import type { Bytes } from './encoding.ts';

/** One byte. */
export function u8(number: number): Bytes {
  return Uint8Array.of(number);
}

/** Two bytes. */
export function u16(number: number): Bytes {
  return Uint8Array.of(number >>> 8, number);
}

/** Four bytes. */
export function u32(number: number): Bytes {
  return Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
}

/** Eight bytes, of an integer from 0 to 2^53 - 1. */
export function u64(number: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

/** A u64 as a number. Beyond 2^53 - 1 it is not exact, and every caller refuses it. */
export function readU64(numbers: DataView, at: number): number {
  return numbers.getUint32(at) * 2 ** 32 + numbers.getUint32(at + 4);
}

/** Reads one thing after the other; the caller has checked that they are there. Arrays are views. */
export class Reader {
  readonly #bytes: Bytes;
  readonly #numbers: DataView;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
    this.#numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  take(size: number): Bytes {
    return this.#bytes.subarray(this.#step(size), this.#at);
  }

  u8(): number {
    return this.#numbers.getUint8(this.#step(1));
  }

  u16(): number {
    return this.#numbers.getUint16(this.#step(2));
  }

  u32(): number {
    return this.#numbers.getUint32(this.#step(4));
  }

  u64(): number {
    return readU64(this.#numbers, this.#step(8));
  }

  #step(size: number): number {
    const start = this.#at;
    this.#at += size;
    return start;
  }
}
