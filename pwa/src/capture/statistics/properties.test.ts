import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import * as statistics from '.';
import type { Measured } from '.';
import { REASONS } from './measured';

const counts = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 80 });

function expectWithin(found: Measured, low: number, high: number): void {
  if (!found.defined) {
    expect(REASONS[found.reason]).toBeTypeOf('string');
    return;
  }
  expect(found.value).toBeGreaterThanOrEqual(low - 1e-9);
  expect(found.value).toBeLessThanOrEqual(high + 1e-9);
}

describe('two observers', () => {
  test('no figure is ever out of its range or not a number', () => {
    fc.assert(
      fc.property(counts, (pairs) => {
        const { kappa, ac1, ...percentages } = statistics.agreement(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        );
        for (const figure of Object.values(percentages)) expectWithin(figure, 0, 100);
        expectWithin(kappa, -1, 1);
        expectWithin(ac1, -1, 1);
      }),
    );
  });

  test('it does not matter who is named first', () => {
    fc.assert(
      fc.property(counts, (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        expect(statistics.agreement(b, a)).toEqual(statistics.agreement(a, b));
      }),
    );
  });

  test('an observer agrees wholly with themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 80 }), (a) => {
        const { kappa, ac1, ...percentages } = statistics.agreement(a, a);
        for (const figure of Object.values(percentages)) if (figure.defined) expect(figure.value).toBeCloseTo(100);
        if (kappa.defined) expect(kappa.value).toBe(1);
        if (ac1.defined) expect(ac1.value).toBeCloseTo(1);
      }),
    );
  });

  test('kappa and AC1 are kept back until sixty cells are pooled', () => {
    const cells = (n: number): number[] => Array.from({ length: n }, (_, i) => i % 3);
    const short = statistics.agreement(cells(59), cells(59));
    expect([short.kappa, short.ac1]).toEqual(Array(2).fill({ defined: false, reason: 'too_few_cells' }));
    const enough = statistics.agreement(cells(60), cells(60));
    expect([enough.kappa.defined, enough.ac1.defined]).toEqual([true, true]);
  });

  test('lists that cannot be compared say so', () => {
    expect(statistics.exactCountAgreement([1, 2], [1])).toEqual({ defined: false, reason: 'unequal_lengths' });
    expect(statistics.exactCountAgreement([], [])).toEqual({ defined: false, reason: 'no_intervals' });
    expect(() => statistics.exactCountAgreement([1.5], [1])).toThrow('1.5 is no count');
    expect(() => statistics.exactCountAgreement([1], [-1])).toThrow('-1 is no count');
  });
});

describe('rates and shares', () => {
  test('the band of a rate holds the rate, and narrows as the lesson grows', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.double({ min: 1, max: 300, noNaN: true }), (count, minutes) => {
        const short = statistics.ratePerHour(count, minutes);
        const long = statistics.ratePerHour(count * 2, minutes * 2);
        if (!short.defined || !long.defined) throw new Error('both were watched');
        expect(short.value.low).toBeLessThanOrEqual(short.value.value);
        expect(short.value.high).toBeGreaterThan(short.value.value);
        expect(long.value.high - long.value.low).toBeLessThan(short.value.high - short.value.low);
      }),
    );
  });

  test('the band of a share holds the share and stays from 0 to 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (part, rest) => {
        const found = statistics.share(part, part + rest);
        if (!found.defined) {
          expect([part, rest, found.reason]).toEqual([0, 0, 'nothing_counted']);
          return;
        }
        const { value, low, high } = found.value;
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
      }),
    );
  });

  test.each([
    [() => statistics.ratePerHour(-1, 30), 'count is -1'],
    [() => statistics.ratePerHour(1.5, 30), 'count is 1.5'],
    [() => statistics.ratePerHour(1, -30), 'minutes is -30'],
    [() => statistics.ratePerHour(1, NaN), 'minutes is NaN'],
    [() => statistics.share(3, 2), 'part is 3, more than the whole of 2'],
    [() => statistics.share(0, NaN), 'whole is NaN'],
    [() => statistics.chiSquareQuantile(1, 4), 'p is 1'],
    [() => statistics.chiSquareQuantile(0.5, 1), 'freedom is 1'],
  ])('what cannot be is refused by name: case %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('change', () => {
  const scores = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 3, maxLength: 12 });

  test('non-overlap counts the same pairs from either side', () => {
    fc.assert(
      fc.property(scores, scores, (before, after) => {
        const up = statistics.nonOverlapOfAllPairs(before, after, 'higher');
        const down = statistics.nonOverlapOfAllPairs(before, after, 'lower');
        expectWithin(up, 0, 1);
        if (up.defined && down.defined) expect(up.value + down.value).toBeCloseTo(1);
      }),
    );
  });

  test('a change is reliable exactly when it is past the smallest that can be detected', () => {
    fc.assert(
      fc.property(
        fc.record({
          sd: fc.double({ min: 0.1, max: 4, noNaN: true }),
          reliability: fc.double({ min: 0, max: 0.99, noNaN: true }),
        }),
        fc.integer({ min: -9, max: 9 }),
        (precision, moved) => {
          const change = statistics.reliableChange(0, moved, precision);
          const smallest = statistics.smallestDetectableChange(precision);
          if (!change.defined || !smallest.defined) throw new Error('the precision is known');
          fc.pre(Math.abs(Math.abs(moved) - smallest.value) > 1e-9);
          expect(change.value.reliable).toBe(Math.abs(moved) > smallest.value);
        },
      ),
    );
  });

  test('the band of a score is as wide on both sides, and unknown while the reliability is', () => {
    expect(statistics.scoreBand(5, { sd: 1.5, reliability: 0.75 })).toEqual({
      defined: true,
      value: { value: 5, low: expect.closeTo(3.53, 9) as number, high: expect.closeTo(6.47, 9) as number },
    });
    expect(statistics.scoreBand(5, { sd: 1.5, reliability: null })).toEqual({
      defined: false,
      reason: 'reliability_unknown',
    });
    expect(statistics.inWords('reliability_unknown')).toBe('this cannot yet be told from ordinary wobble');
  });

  test.each([
    [{ sd: -1, reliability: 0.5 }, 'a spread of -1 is impossible'],
    [{ sd: 1, reliability: 1.2 }, 'a reliability of 1.2 is impossible'],
  ])('a precision that cannot be is refused: %j', (precision, message) => {
    expect(() => statistics.standardErrorOfMeasurement(precision)).toThrow(message);
  });
});
