import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Malformed } from '../../src/sync/encoding.ts';
import { type Change, encodeBody, type OpBody, parseBody, timeOf, type Value } from '../../src/sync/op.ts';
import { unhex, vectors } from '../vectors.ts';
import { bodies } from './arbitrary.ts';

interface Vectors {
  readonly good: readonly { name: string; hex: string; time: number; changes: [string, Value, Change['over']][] }[];
  readonly bad: readonly { name: string; hex: string }[];
}
const { good, bad } = vectors('op') as Vectors;

test.each(good)('read: $name', ({ hex, time, changes }) => {
  const body = parseBody(unhex(hex));
  expect(timeOf(body)).toBe(time);
  expect(body.changes.map(({ path, value, over }) => [path, value, over])).toEqual(changes);
});

test.each(good)('read, written and read again: $name', ({ hex }) => {
  const body = parseBody(unhex(hex));
  expect(parseBody(encodeBody(body))).toEqual(body);
});

test.each(bad)('refused: $name', ({ hex }) => {
  expect(() => parseBody(unhex(hex))).toThrow(Malformed);
});

test('what is written is read', () => {
  fc.assert(fc.property(bodies(), (body) => {
    expect(parseBody(encodeBody(body))).toEqual({ unknown: {}, ...body });
  }));
});

test('what a newer client added is kept', () => {
  const body = parseBody(new TextEncoder().encode(
    '{"at":"2026-11-23T09:15:02.123+00:00","drift":null,"catalogue":1,"changes":[],"toString":[1.5],"__proto__":{"a":1}}',
  ));
  expect(Object.entries(body.unknown ?? {})).toEqual([['toString', [1.5]], ['__proto__', { a: 1 }]]);
  expect(parseBody(encodeBody(body))).toEqual(body);
});

test.each([Number.NaN, Infinity, 1.5, 2 ** 53, undefined, '\ud800', [[1]], {}])('not written: the value %s', (value) => {
  const path = `${'A'.repeat(22)}/note`;
  const body = { at: '2026-11-23T09:15:02.123+00:00', drift: null, catalogue: 1, changes: [{ path, value, over: [] }] };
  expect(() => encodeBody(body as unknown as OpBody)).toThrow(Malformed);
});

test('a body cut anywhere is refused', () => {
  fc.assert(fc.property(bodies(), fc.nat(), (body, cut) => {
    const data = encodeBody(body);
    expect(() => parseBody(data.subarray(0, cut % data.length))).toThrow(Malformed);
  }));
});
