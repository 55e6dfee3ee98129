/** Where the marks of an answer's course stand, and the sentence that says the same. */

export interface CourseMarks {
  /** 1 (worst) … 10 (best) of each occasion, oldest first; null where no number was given. */
  readonly nows: readonly (number | null)[];
  /** Of the newest occasion. */
  readonly wish: number | null;
}

/** The height of a track, px. */
const HEIGHT = 48;
const EDGE = 8;

/** The place of an occasion along the track, as a percentage. */
export function placeOf(index: number, count: number): string {
  return `${(((index + 0.5) / count) * 100).toFixed(1)}%`;
}

/** The height of a number in the track, px from its top: 10 is up. */
export function heightOf(value: number): string {
  return (HEIGHT - EDGE - ((value - 1) / 9) * (HEIGHT - 2 * EDGE)).toFixed(1);
}

/** "3 → 5": the first number and the newest; the one there is, or nothing. */
export function spanWords({ nows }: CourseMarks): string {
  const given = nows.filter((now) => now !== null);
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return '';
  return given.length === 1 ? String(first) : `${first} → ${last}`;
}

/** "6 Oct 3, 20 Nov no number, 23 Nov 5; would like 8" */
export function courseSentence({ nows, wish }: CourseMarks, days: readonly string[]): string {
  const told = nows.map((now, index) => `${days[index] ?? ''} ${now ?? 'no number'}`).join(', ');
  return wish === null ? told : `${told}; would like ${wish}`;
}
