/** What a broken or hostile server could do to bytes: cut them, turn a bit, move them. All of it must be noticed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Suite } from '../../src/sync/crypto.ts';
import { type Bytes, Malformed, Refused } from '../../src/sync/encoding.ts';
import { type Entry, parse, signEntry, verifyEntry } from '../../src/sync/entry.ts';
import { encodeFrames, parseFrames } from '../../src/sync/frames.ts';
import { encodeBody, parseBody } from '../../src/sync/op.ts';
import { openBody, sealBody } from '../../src/sync/seal.ts';
import { bodies } from './arbitrary.ts';
import { aDevice, aHeader, EPOCH_KEY, filled, flipped, SUITES } from './people.ts';

async function anEntry(suite: Suite): Promise<Entry> {
  const content = encodeBody({ at: '2026-11-23T09:15:02.123+00:00', drift: null, catalogue: 1, changes: [] });
  const body = await sealBody(suite, EPOCH_KEY, aHeader(), content);
  return signEntry(suite, aHeader(), body, (await aDevice(suite)).sign);
}

describe.each(SUITES)('$name', (suite) => {
  test('one turned bit anywhere in an entry is refused, or found by the signature', async () => {
    const { bytes } = await anEntry(suite);
    const { signPublic } = await aDevice(suite);
    await fc.assert(fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (place) => {
      let entry: Entry;
      try {
        entry = parse(flipped(bytes, place));
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
        return;
      }
      expect(await verifyEntry(suite, entry, signPublic)).toBe(false);
    }));
  });

  test('one turned bit in header or body keeps the seal shut', async () => {
    const { bytes, header, body, headerBytes } = await anEntry(suite);
    const { sign } = await aDevice(suite);
    await fc.assert(fc.asyncProperty(fc.nat({ max: (headerBytes.length + body.length) * 8 - 1 }), async (place) => {
      let entry: Entry;
      try {
        entry = parse(flipped(bytes, place));
      } catch {
        return;
      }
      const signed = await signEntry(suite, entry.header, entry.body, sign);
      await expect(openBody(suite, EPOCH_KEY, signed)).rejects.toThrow(Refused);
      expect(header.kind).toBe('op');
    }));
  });

  test('what anybody saves is sealed, signed, sent, received, verified and opened as it was', async () => {
    const device = await aDevice(suite);
    const secret = await suite.secret(EPOCH_KEY);
    await fc.assert(fc.asyncProperty(bodies(), async (body) => {
      const content = encodeBody(body);
      const made = await signEntry(suite, aHeader(), await sealBody(suite, secret, aHeader(), content), device.sign);
      const [part] = parseFrames(encodeFrames({ count: 1 }, [made.bytes])).parts;
      const entry = parse(part ?? filled(0));
      expect(await verifyEntry(suite, entry, device.signPublic)).toBe(true);
      expect(parseBody(await openBody(suite, EPOCH_KEY, entry))).toEqual({ unknown: {}, ...body });
    }), { numRuns: 30 });
  });
});

test('an entry cut short or made longer is refused', async () => {
  const [suite] = SUITES as [Suite];
  const { bytes } = await anEntry(suite);
  fc.assert(fc.property(fc.nat({ max: bytes.length - 1 }), (size) => {
    expect(() => parse(bytes.slice(0, size))).toThrow(Malformed);
  }));
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 9 }), (more) => {
    expect(() => parse(new Uint8Array([...bytes, ...more]))).toThrow(Malformed);
  }));
});

test('any bytes at all are read or refused, and nothing else happens', () => {
  const readers: ((bytes: Bytes) => unknown)[] = [parse, parseFrames, parseBody];
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...readers), (bytes, reader) => {
    try {
      reader(new Uint8Array(bytes));
    } catch (error) {
      expect(error).toBeInstanceOf(Refused);
    }
  }), { numRuns: 500 });
});
