import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  b64u, digest, formatInstant, Malformed, newId, parseInstant, Refused, text, unb64u, utf8,
} from '../../src/sync/encoding.ts';

test('any bytes survive base64url, and spell as Node spells them', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(b64u(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(unb64u(b64u(bytes))).toEqual(bytes);
  }));
});

test.each(['A', 'AA=', 'AA==', 'A A', 'AB', 'AAB', '+/8', 'ÄÄ', 'AA\n', 'AAAAA', null, 7, undefined])(
  'base64url has one spelling: %j is refused',
  (spelled) => {
    expect(() => unb64u(spelled)).toThrow(Malformed);
  },
);

test('a refusal names the field and its size, and carries a code', () => {
  expect(() => unb64u('AAAA', 16, 'vault')).toThrow('`vault` must be of 16 bytes');
  expect(new Malformed('x').code).toBe('malformed');
  expect(new Malformed('x')).toBeInstanceOf(Refused);
});

test('an instant is read as Python reads it', () => {
  expect(parseInstant('2026-11-23T09:15:02.123+00:00')).toBe(1795425302123);
  expect(parseInstant('2026-11-23T14:45:02.123+05:30')).toBe(1795425302123);
  expect(parseInstant('0001-01-01T00:00:00.000+00:00')).toBe(-62135596800000);
  expect(parseInstant('9999-12-31T23:59:59.999-00:00')).toBe(253402300799999);
});

test.each([
  '2026-02-29T09:15:02.123+00:00', '2026-13-01T09:15:02.123+00:00', '2026-00-01T09:15:02.123+00:00',
  '2026-11-00T09:15:02.123+00:00', '0000-01-01T00:00:00.000+00:00', '2026-11-23T24:00:00.000+00:00',
  '2026-11-23T23:60:00.000+00:00', '2026-11-23T23:59:60.000+00:00', '2026-11-23T09:15:02.123+24:00',
  '2026-11-23T09:15:02.123Z', '2026-11-23T09:15:02+00:00', ' 2026-11-23T09:15:02.123+00:00', '٢026-11-23T09:15:02.123+00:00',
])('no instant: %s', (spelled) => {
  expect(() => parseInstant(spelled)).toThrow(Malformed);
});

test('an instant is written on any clock and read again', () => {
  const instant = fc.integer({ min: -62135510400000, max: 253402214399999 });
  fc.assert(fc.property(instant, fc.integer({ min: -1439, max: 1439 }), (ms, offset) => {
    expect(parseInstant(formatInstant(ms, offset))).toBe(ms);
  }));
  expect(formatInstant(1795425302123, -90)).toBe('2026-11-23T07:45:02.123-01:30');
  expect(() => formatInstant(253402300800000)).toThrow(Malformed);
  expect(() => formatInstant(Number.NaN)).toThrow(Malformed);
});

test('text is UTF-8 and nothing else', () => {
  expect(text(utf8('Zoë 👍'))).toBe('Zoë 👍');
  expect(() => text(new Uint8Array([0xff]))).toThrow(Malformed);
  expect(text(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa');
});

test('a digest is over the parts joined', () => {
  expect(digest(utf8('a'), utf8('bc'))).toEqual(digest(utf8('abc')));
  expect(b64u(digest())).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
});

test('an id is what randomness gives', () => {
  expect(newId((size) => new Uint8Array(size).fill(7))).toEqual(new Uint8Array(16).fill(7));
  expect(b64u(newId())).not.toBe(b64u(newId()));
});
