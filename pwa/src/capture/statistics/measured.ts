/**
 * A statistic is either a number or a reason why there is none.
 *
 * "Undefined is said, never 0, 1 or NaN": a screen that receives a `Measured` has to look
 * at `defined` before it can reach a value, so a missing figure cannot be printed as one.
 *
 *     rate(4, 30)  ->  { defined: true, value: { value: 8, low: 2.18, high: 20.48 } }
 *     rate(4, 0)   ->  { defined: false, reason: 'nothing_watched' }
 */

/** Why a statistic cannot be given; the words for it stand in `REASONS`. */
export type Reason = keyof typeof REASONS;

/** A value, or the reason why there is none. */
export type Measured<T = number> =
  { readonly defined: true; readonly value: T } | { readonly defined: false; readonly reason: Reason };

/** An estimate with the ends of its band, all in the estimate's own unit. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Each reason as a plain sentence for "how sure can we be?". */
export const REASONS = {
  both_zero: 'neither observer saw it, so there is nothing to compare',
  no_intervals: 'there are no intervals to compare',
  unequal_lengths: 'the two observers did not record the same number of intervals',
  no_occurrence: 'no interval was marked by either observer',
  no_non_occurrence: 'every interval was marked by both observers',
  chance_is_certain: 'both observers gave one and the same answer throughout',
  too_few_cells: 'fewer than 60 intervals are too few to judge agreement beyond chance',
  nothing_watched: 'no time was watched',
  too_little_watched: 'fewer than ten minutes were watched',
  no_answers: 'there are no answers to count',
  nothing_counted: 'it did not come up',
  too_few_points: 'fewer than three points on one side are too few to compare',
  reliability_unknown: 'this cannot yet be told from ordinary wobble',
  no_measurement_error: 'the reliability given leaves no room for wobble, which no real scale has',
  too_much_missing: 'more than a fifth of the statements were not answered',
  unlike_versions: 'the scale has changed since, and unlike versions are not compared',
  did_not_look: 'nobody was looking for this',
  not_said: 'nobody has said whether it was looked for',
  only_as_share: 'this can only happen when there is something to ignore, so it has no rate',
  state_has_no_rate: 'a tick does not tell how long it lasted',
} as const;

/** A statistic that could be worked out. */
export function measured<T>(value: T): Measured<T> {
  return { defined: true, value };
}

/** A statistic that could not, and why. */
export function unmeasured(reason: Reason): { readonly defined: false; readonly reason: Reason } {
  return { defined: false, reason };
}

/** The reason in plain words, to stand after "cannot be given:". */
export function inWords(reason: Reason): string {
  return REASONS[reason];
}

/** The mean of a list that is not empty. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
