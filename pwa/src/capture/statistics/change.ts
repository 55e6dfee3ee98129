/**
 * What two times say: the gap between now and wish, what changed, and how much of it could be wobble.
 *
 * The spread and the reliability of a scale are `null` until a school has some thirty repeats;
 * every figure that rests on them then says so instead of guessing.
 */

import { type Estimate, mean, measured, type Measured, unmeasured } from './measured';

/** Which way is better: more of it, or less. */
export type Better = 'higher' | 'lower';

/** What is known of a scale: its standard deviation and its test-retest reliability, 0 to 1. */
export interface Precision {
  readonly sd: number | null;
  readonly reliability: number | null;
}

/** One statement's two answers, 1 to 10. */
export interface NowAndWish {
  readonly now: number;
  readonly wish: number;
}

/** A change index and whether it lies past ±1.96. */
export interface ReliableChange {
  readonly index: number;
  readonly reliable: boolean;
}

/** Three means of the differences second − first: change of the gap is that of wish less that of now. */
export interface GapChange {
  readonly now: number;
  readonly wish: number;
  readonly gap: number;
  /** How many statements were answered in full both times. */
  readonly statements: number;
}

/** Fewer points than this a phase say nothing. */
export const FEWEST_POINTS = 3;

const TWO_SIDED = 1.96;

/**
 * Non-overlap of all pairs, 0 to 1 (Parker & Vannest 2009): the share of (before, after) pairs
 * that improved, ties counting half. One half means no difference.
 */
export function nonOverlapOfAllPairs(before: readonly number[], after: readonly number[], better: Better): Measured {
  if (before.length < FEWEST_POINTS || after.length < FEWEST_POINTS) {
    return unmeasured('too_few_points');
  }
  const sign = better === 'higher' ? 1 : -1;
  const scores = before.flatMap((x) => after.map((y) => (1 + Math.sign(sign * (y - x))) / 2));
  return measured(mean(scores));
}

/** SD·√(1 − r), in points of the scale. */
export function standardErrorOfMeasurement({ sd, reliability }: Precision): Measured {
  if (sd === null || reliability === null) return unmeasured('reliability_unknown');
  if (!(sd >= 0 && Number.isFinite(sd))) throw new RangeError(`a spread of ${sd} is impossible`);
  if (!(reliability >= 0 && reliability <= 1)) {
    throw new RangeError(`a reliability of ${reliability} is impossible; it lies from 0 to 1`);
  }
  return measured(sd * Math.sqrt(1 - reliability));
}

/** (second − first)/(√2·SEM), reliable past ±1.96 (Jacobson & Truax 1991). */
export function reliableChange(first: number, second: number, precision: Precision): Measured<ReliableChange> {
  const error = standardErrorOfMeasurement(precision);
  if (!error.defined) return error;
  if (error.value === 0) return unmeasured('no_measurement_error');
  const index = (second - first) / (Math.SQRT2 * error.value);
  return measured({ index, reliable: Math.abs(index) > TWO_SIDED });
}

/** 1.96·√2·SEM, in points of the scale: a smaller change cannot be told from wobble. */
export function smallestDetectableChange(precision: Precision): Measured {
  const error = standardErrorOfMeasurement(precision);
  return error.defined ? measured(TWO_SIDED * Math.SQRT2 * error.value) : error;
}

/** A score with the band of its own measurement error, value ± 1.96·SEM. */
export function scoreBand(score: number, precision: Precision): Measured<Estimate> {
  const error = standardErrorOfMeasurement(precision);
  if (!error.defined) return error;
  const half = TWO_SIDED * error.value;
  return measured({ value: score, low: score - half, high: score + half });
}

/** The mean of wish − now over statements with both answers, in points. */
export function gap(answers: readonly NowAndWish[]): Measured {
  if (answers.length === 0) return unmeasured('no_answers');
  return measured(mean(answers.map(({ now, wish }) => wish - now)));
}

/**
 * The change of now, of wish and of gap apart, over the statements answered in full both times
 * (index i of both lists is one statement; `null` where an answer is missing). Means over unlike
 * statements are not compared, and so the three always add up.
 */
export function gapChange(
  first: readonly (NowAndWish | null)[],
  second: readonly (NowAndWish | null)[],
): Measured<GapChange> {
  if (first.length !== second.length) return unmeasured('unequal_lengths');
  const both = first.flatMap((before, i) => {
    const after = second[i] ?? null;
    return before !== null && after !== null ? [{ before, after }] : [];
  });
  if (both.length === 0) return unmeasured('no_answers');
  const now = mean(both.map(({ before, after }) => after.now - before.now));
  const wish = mean(both.map(({ before, after }) => after.wish - before.wish));
  return measured({ now, wish, gap: wish - now, statements: both.length });
}
