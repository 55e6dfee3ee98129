import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import * as statistics from '.';
import type { Better, Estimate, Measured, NowAndWish, Precision } from '.';

interface Undefined {
  undefined: string;
}
type Expected<T = number> = T | Undefined;
type Pair = [number, number] | null;

interface Vectors {
  printed: {
    agreement: { a: number[]; b: number[]; expect: Record<string, string> }[];
    rates: { count: number; minutes: number; expect: [string, string, string] }[];
    change: Precision & { first: number; second: number; rci: string; sdc: string };
  };
  agreement: { name: string; a: number[]; b: number[]; expect: Record<Figure, Expected> }[];
  rates: { count: number; minutes: number; expect: Expected<Estimate> }[];
  shares: { part: number; whole: number; expect: Expected<Estimate> }[];
  nap: { before: number[]; after: number[]; better: Better; expect: Expected }[];
  change: (Precision & {
    first: number;
    second: number;
    expect: { sem: Expected; rci: Expected<{ index: number; reliable: boolean }>; sdc: Expected };
  })[];
  gap: { answers: [number, number][]; expect: Expected }[];
  gap_change: { first: Pair[]; second: Pair[]; expect: Expected<object> }[];
  chi_square_quantile: { p: number; freedom: number; expect: number }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../../tests/vectors/statistics.json', import.meta.url), 'utf8'),
) as Vectors;

const FIGURES = {
  total: statistics.totalCountAgreement,
  mean: statistics.meanCountAgreement,
  exact: statistics.exactCountAgreement,
  interval: statistics.intervalAgreement,
  occurrence: statistics.occurrenceAgreement,
  nonOccurrence: statistics.nonOccurrenceAgreement,
  kappa: statistics.cohensKappa,
  ac1: statistics.gwetsAc1,
} as const;
type Figure = keyof typeof FIGURES;
const NAMES = Object.keys(FIGURES) as Figure[];

/** What vitest should find: numbers near, everything else alike. */
function near(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, Math.abs(value) > 100 ? 6 : 9) as unknown;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, near(inner)]));
}

function expectMeasured(found: Measured<unknown>, wanted: Expected<unknown>): void {
  const missing = typeof wanted === 'object' && wanted !== null && 'undefined' in wanted;
  expect(found).toEqual(
    missing ? { defined: false, reason: wanted.undefined } : { defined: true, value: near(wanted) },
  );
}

/** The value to as many digits as the printed one has. */
function asPrinted(found: Measured, printed: string): string {
  if (!found.defined) return 'not calculable';
  return found.value.toFixed(printed.split('.')[1]?.length ?? 0);
}

function answer(pair: Pair): NowAndWish | null {
  return pair === null ? null : { now: pair[0], wish: pair[1] };
}

describe('what the design prints', () => {
  test.each(vectors.printed.agreement)('the agreement of $a with $b', ({ a, b, expect: printed }) => {
    const found = Object.fromEntries(
      NAMES.filter((name) => name in printed).map((name) => [
        name,
        asPrinted(FIGURES[name](a, b), printed[name] ?? ''),
      ]),
    );
    expect(found).toEqual(printed);
  });

  test.each(vectors.printed.rates)('$count in $minutes minutes', ({ count, minutes, expect: [value, low, high] }) => {
    const found = statistics.ratePerHour(count, minutes);
    if (!found.defined) throw new Error('a rate was expected');
    expect(asPrinted(statistics.measured(found.value.value), value)).toBe(value);
    expect([found.value.low.toFixed(1), found.value.high.toFixed(1)]).toEqual([low, high]);
  });

  test('the change from 4.2 to 6.5 is past what wobble explains', () => {
    const { first, second, rci, sdc, ...precision } = vectors.printed.change;
    const change = statistics.reliableChange(first, second, precision);
    if (!change.defined) throw new Error('an index was expected');
    expect(change.value.reliable).toBe(true);
    expect(change.value.index.toFixed(3)).toBe(rci);
    expect(asPrinted(statistics.smallestDetectableChange(precision), sdc)).toBe(sdc);
  });
});

describe('what was worked out elsewhere', () => {
  test.each(vectors.agreement)('two observers: $name', ({ a, b, expect: wanted }) => {
    for (const name of NAMES) expectMeasured(FIGURES[name](a, b), wanted[name]);
  });

  test.each(vectors.rates)('rate: $count in $minutes minutes', ({ count, minutes, expect: wanted }) => {
    expectMeasured(statistics.ratePerHour(count, minutes), wanted);
  });

  test.each(vectors.shares)('share: $part of $whole', ({ part, whole, expect: wanted }) => {
    expectMeasured(statistics.share(part, whole), wanted);
  });

  test.each(vectors.nap)('non-overlap: $before then $after, $better is better', (point) => {
    expectMeasured(statistics.nonOverlapOfAllPairs(point.before, point.after, point.better), point.expect);
  });

  test.each(vectors.change)('change: $first to $second, spread $sd, reliability $reliability', (point) => {
    expectMeasured(statistics.standardErrorOfMeasurement(point), point.expect.sem);
    expectMeasured(statistics.reliableChange(point.first, point.second, point), point.expect.rci);
    expectMeasured(statistics.smallestDetectableChange(point), point.expect.sdc);
  });

  test.each(vectors.gap)('gap: $answers', ({ answers, expect: wanted }) => {
    expectMeasured(statistics.gap(answers.map(([now, wish]) => ({ now, wish }))), wanted);
  });

  test.each(vectors.gap_change)('change of the gap: $first to $second', ({ first, second, expect: wanted }) => {
    expectMeasured(statistics.gapChange(first.map(answer), second.map(answer)), wanted);
  });

  test.each(vectors.chi_square_quantile)('chi-square: $p of $freedom degrees', ({ p, freedom, expect: wanted }) => {
    expect(statistics.chiSquareQuantile(p, freedom) / wanted).toBeCloseTo(1, 10);
  });
});
