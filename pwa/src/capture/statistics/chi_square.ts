/**
 * The quantile of the chi-square distribution, by inverting the incomplete gamma function.
 *
 * Only what the exact Poisson limits of `rates.ts` need: degrees of freedom from 2 to some
 * thousands, probabilities well inside 0 and 1. Checked against scipy to ten figures
 * (`tests/vectors/statistics.json`).
 */

const MOST_TERMS = 10_000;
const CLOSE_ENOUGH = 1e-15;
const TINY = 1e-300;

/** Lanczos coefficients for g = 7 (Godfrey 2001), good to some fifteen figures; the first stands alone. */
const LANCZOS_FIRST = 0.99999999999980993;
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The natural logarithm of the gamma function, for a > 0.5. */
function logGamma(a: number): number {
  const shifted = a - 1;
  const sum = LANCZOS.reduce((total, coefficient, i) => total + coefficient / (shifted + i + 1), LANCZOS_FIRST);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The density of the gamma distribution of shape a and scale 1 at x. */
function gammaDensity(a: number, x: number): number {
  return Math.exp((a - 1) * Math.log(x) - x - logGamma(a));
}

/** P(a, x) by its power series, which converges quickly for x < a + 1. */
function lowerBySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * CLOSE_ENOUGH; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * x * gammaDensity(a, x);
}

/** Q(a, x) by its continued fraction (Lentz's method), which converges quickly for x > a + 1. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / nonZero(step * d + b);
    c = nonZero(b + step / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < CLOSE_ENOUGH) break;
  }
  return fraction * x * gammaDensity(a, x);
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** P(a, x): the share of the gamma distribution of shape a that lies below x. */
function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? lowerBySeries(a, x) : 1 - upperByFraction(a, x);
}

/** Where the search starts: Wilson and Hilferty's cube, for shape a and the normal deviate z. */
function firstGuess(a: number, z: number): number {
  const ninth = 1 / (9 * a);
  return Math.max(a * (1 - ninth + z * Math.sqrt(ninth)) ** 3, a * 1e-3);
}

/**
 * The value below which a share `p` of the chi-square distribution with `freedom` degrees lies.
 *
 * Newton's steps from a good guess, halved into the known bracket whenever a step would leave it,
 * so that the search cannot run away in a tail.
 *
 * @throws RangeError unless 0 < p < 1 and freedom is at least 2.
 */
export function chiSquareQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p is ${p}; a quantile needs 0 < p < 1`);
  if (!(freedom >= 2 && Number.isFinite(freedom))) {
    throw new RangeError(`freedom is ${freedom}; at least 2 degrees are needed`);
  }
  const shape = freedom / 2;
  let low = 0;
  let high = Infinity;
  let x = firstGuess(shape, p < 0.5 ? -1.96 : 1.96);
  for (let round = 0; round < 200; round += 1) {
    const error = lowerGamma(shape, x) - p;
    if (error > 0) high = x;
    else low = x;
    const next = x - error / gammaDensity(shape, x);
    const kept = next > low && next < high ? next : inside(low, high);
    if (Math.abs(kept - x) <= 1e-13 * x) return 2 * kept;
    x = kept;
  }
  return 2 * x;
}

/** A point inside a bracket whose upper end may not be known yet. */
function inside(low: number, high: number): number {
  return high === Infinity ? low * 2 + 1 : (low + high) / 2;
}
