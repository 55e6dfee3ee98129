/**
 * How far two observers of one lesson agree: a[i] and b[i] are their counts in interval i.
 *
 * Percentages run from 0 to 100; kappa and AC1 from -1 to 1.
 */

import { mean, measured, type Measured, unmeasured } from './measured';

type Counts = readonly number[];

/** Kappa and AC1 are shown over at least this many pooled cells: with six, kappa often fails. */
export const FEWEST_POOLED_CELLS = 60;

/** In how many intervals both, only the first, only the second, and neither saw it. */
interface Cells {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** Every figure of agreement for two observers. */
export interface Agreement {
  readonly total: Measured;
  readonly mean: Measured;
  readonly exact: Measured;
  readonly interval: Measured;
  readonly occurrence: Measured;
  readonly nonOccurrence: Measured;
  readonly kappa: Measured;
  readonly ac1: Measured;
}

/** 100·min(Σa, Σb)/max(Σa, Σb): agreement on how often in all. */
export function totalCountAgreement(a: Counts, b: Counts): Measured {
  return compare(a, b, () => {
    const sums = [sum(a), sum(b)];
    const larger = Math.max(...sums);
    return larger === 0 ? unmeasured('both_zero') : measured((100 * Math.min(...sums)) / larger);
  });
}

/** The mean over intervals of smaller/larger, in per cent; two equal counts agree wholly. */
export function meanCountAgreement(a: Counts, b: Counts): Measured {
  return compare(a, b, () => measured(100 * mean(pairs(a, b).map(countRatio))));
}

/** The share of intervals in which both counted the same, in per cent. */
export function exactCountAgreement(a: Counts, b: Counts): Measured {
  return compare(a, b, () => measured(percentOf(pairs(a, b), ([x, y]) => x === y)));
}

/** The share of intervals in which both, or neither, saw it at all, in per cent. */
export function intervalAgreement(a: Counts, b: Counts): Measured {
  return compare(a, b, () => measured(percentOf(pairs(a, b), ([x, y]) => x > 0 === y > 0)));
}

/** Of the intervals that either marked, the share that both did, in per cent. */
export function occurrenceAgreement(a: Counts, b: Counts): Measured {
  return compare(a, b, () => {
    const { both, neither } = cells(a, b);
    const either = a.length - neither;
    return either === 0 ? unmeasured('no_occurrence') : measured((100 * both) / either);
  });
}

/** Of the intervals that either left blank, the share that both did, in per cent. */
export function nonOccurrenceAgreement(a: Counts, b: Counts): Measured {
  return compare(a, b, () => {
    const { both, neither } = cells(a, b);
    const eitherBlank = a.length - both;
    return eitherBlank === 0 ? unmeasured('no_non_occurrence') : measured((100 * neither) / eitherBlank);
  });
}

/**
 * Cohen's kappa for marked or not marked (Cohen 1960).
 *
 * Worked in whole numbers times n², so that "chance agreement is certain" is an exact test
 * and not one of rounding.
 */
export function cohensKappa(a: Counts, b: Counts): Measured {
  return compare(a, b, () => {
    const { both, onlyFirst, onlySecond, neither } = cells(a, b);
    const n = a.length;
    const chance = (both + onlyFirst) * (both + onlySecond) + (neither + onlySecond) * (neither + onlyFirst);
    if (chance === n * n) return unmeasured('chance_is_certain');
    return measured((n * (both + neither) - chance) / (n * n - chance));
  });
}

/** Gwet's AC1 for marked or not marked (Gwet 2008); chance is at most a half, so it always exists. */
export function gwetsAc1(a: Counts, b: Counts): Measured {
  return compare(a, b, () => {
    const { both, onlyFirst, onlySecond, neither } = cells(a, b);
    const n = a.length;
    const marked = (2 * both + onlyFirst + onlySecond) / (2 * n);
    const chance = 2 * marked * (1 - marked);
    return measured(((both + neither) / n - chance) / (1 - chance));
  });
}

/**
 * All figures together, as they are shown: kappa and AC1 only beside the percentages, and only
 * from `FEWEST_POOLED_CELLS` cells on (pool behaviours or lessons by joining their lists).
 */
export function agreement(a: Counts, b: Counts): Agreement {
  const enough = a.length >= FEWEST_POOLED_CELLS;
  return {
    total: totalCountAgreement(a, b),
    mean: meanCountAgreement(a, b),
    exact: exactCountAgreement(a, b),
    interval: intervalAgreement(a, b),
    occurrence: occurrenceAgreement(a, b),
    nonOccurrence: nonOccurrenceAgreement(a, b),
    kappa: enough ? cohensKappa(a, b) : unmeasured('too_few_cells'),
    ac1: enough ? gwetsAc1(a, b) : unmeasured('too_few_cells'),
  };
}

/** Guards every figure against lists that cannot be compared. */
function compare(a: Counts, b: Counts, figure: () => Measured): Measured {
  if (a.length !== b.length) return unmeasured('unequal_lengths');
  if (a.length === 0) return unmeasured('no_intervals');
  const bad = [...a, ...b].find((count) => !Number.isSafeInteger(count) || count < 0);
  if (bad !== undefined) throw new RangeError(`${bad} is no count; a count is a whole number from 0`);
  return figure();
}

function pairs(a: Counts, b: Counts): (readonly [number, number])[] {
  return a.map((x, i) => [x, b[i] ?? 0] as const);
}

function countRatio([x, y]: readonly [number, number]): number {
  return x === y ? 1 : Math.min(x, y) / Math.max(x, y);
}

function percentOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return (100 * items.filter(holds).length) / items.length;
}

function cells(a: Counts, b: Counts): Cells {
  const all = pairs(a, b);
  const count = (first: boolean, second: boolean): number =>
    all.filter(([x, y]) => x > 0 === first && y > 0 === second).length;
  return {
    both: count(true, true),
    onlyFirst: count(true, false),
    onlySecond: count(false, true),
    neither: count(false, false),
  };
}

function sum(values: Counts): number {
  return values.reduce((total, value) => total + value, 0);
}
