/** The pad's few words: the clock, which five minutes, how long ago. */

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
] as const;
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const;

/** "2:54" for the time left, ms; it reads 0:01 until nothing is left. */
export function clockWords(left: number): string {
  const seconds = Math.ceil(Math.max(0, left) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "third" for 3; "13th" from thirteen on. */
export function ordinal(n: number): string {
  return ORDINALS[n - 1] ?? `${n}${suffix(n)}`;
}

function suffix(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th';
}

/** "1st" for 1, as printed on the paper's grid. */
export function ordinalFigure(n: number): string {
  return `${n}${suffix(n)}`;
}

/** "1st 5 minutes": a row of the grid, in figures as the paper has it. */
export function rowWords(interval: number, seconds: number): string {
  const length = seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
  return `${ordinalFigure(interval)} ${seconds === 60 ? 'minute' : length}`;
}

/** "third five minutes"; "five minutes" where there is one interval only. */
export function intervalWords(interval: number, count: number, seconds: number): string {
  return count === 1 ? lengthWords(seconds) : `${ordinal(interval)} ${lengthWords(seconds)}`;
}

/** "five minutes", "minute", "90 seconds": the length of an interval. */
export function lengthWords(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} seconds`;
  const minutes = seconds / 60;
  return minutes === 1 ? 'minute' : `${NUMBERS[minutes] ?? minutes} minutes`;
}

/** "2 s ago", "3 min ago": the age of a tap, ms. */
export function ageWords(age: number): string {
  const seconds = Math.floor(Math.max(0, age) / 1000);
  if (seconds < 1) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}

/** "4 minutes", "1 minute", "25 seconds": a stretch of time, ms, said to a person. */
export function spanWords(span: number): string {
  const seconds = Math.round(Math.max(0, span) / 1000);
  if (seconds === 60) return '1 minute';
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** Whole minutes, or with one decimal where the plan itself is not whole: "18", "4.5". */
export function minutesFigure(time: number, plannedTime: number): string {
  const minutes = time / 60_000;
  return plannedTime % 60_000 === 0 ? String(Math.round(minutes)) : String(Number(minutes.toFixed(1)));
}
