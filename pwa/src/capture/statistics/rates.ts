/** What one observation says: how often in an hour, and what share; each with its 95 % band. */

import { chiSquareQuantile } from './chi_square';
import { type Estimate, measured, type Measured, unmeasured } from './measured';

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * How often an hour something was seen, with Garwood's exact Poisson limits (Garwood 1936).
 *
 * `count` is a whole number, `minutes` the time really watched; the estimate is per hour.
 * With nothing seen the lower end is 0 and the upper end says how often it could still be.
 *
 * @throws RangeError if the count is not a whole number from 0 or the minutes are below 0.
 */
export function ratePerHour(count: number, minutes: number): Measured<Estimate> {
  requireCount(count, 'count');
  if (!(minutes >= 0 && Number.isFinite(minutes))) {
    throw new RangeError(`minutes is ${minutes}; time watched cannot be negative`);
  }
  if (minutes === 0) return unmeasured('nothing_watched');
  const hours = minutes / 60;
  const low = count === 0 ? 0 : chiSquareQuantile(0.025, 2 * count) / 2;
  const high = chiSquareQuantile(0.975, 2 * count + 2) / 2;
  return measured({ value: count / hours, low: low / hours, high: high / hours });
}

/**
 * The share `part` of `whole`, from 0 to 1, with Wilson's score limits (Wilson 1927).
 *
 * @throws RangeError if either is not a whole number from 0, or the part exceeds the whole.
 */
export function share(part: number, whole: number): Measured<Estimate> {
  requireCount(part, 'part');
  requireCount(whole, 'whole');
  if (part > whole) throw new RangeError(`part is ${part}, more than the whole of ${whole}`);
  if (whole === 0) return unmeasured('nothing_counted');
  const value = part / whole;
  const spread = Z * Math.sqrt((value * (1 - value)) / whole + Z ** 2 / (4 * whole ** 2));
  const centre = value + Z ** 2 / (2 * whole);
  const scale = 1 + Z ** 2 / whole;
  return measured({
    value,
    // The limits at the two ends are 0 and 1 exactly; rounding must not carry them past.
    low: part === 0 ? 0 : (centre - spread) / scale,
    high: part === whole ? 1 : (centre + spread) / scale,
  });
}

function requireCount(count: number, name: string): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`${name} is ${count}; a count is a whole number from 0`);
  }
}
