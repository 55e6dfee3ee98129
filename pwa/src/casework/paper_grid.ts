/**
 * The grid of an observation that was made on paper, in a draft: how often a behaviour was ticked in an interval, how much of each
 * interval was watched, and what is still to be said.
 */
import { rowIds, textFrom, wholeFrom } from '../capture/leaves';
import { ordinal } from '../capture/observation/words';
import { type Leaf, type Leaves, rowPath, ticksOf } from './forms';
import type { Problem } from './validate';

const USUAL = { seconds: 300, count: 6 };
const MINUTE_MS = 60_000;

/** One cell of the grid; intervals count from 1. */
export interface Place {
  readonly behaviour: string;
  readonly interval: number;
}

/** The length of an interval, ms. */
export function stretch(draft: Leaves): number {
  return (wholeFrom(draft, 'interval_seconds') ?? USUAL.seconds) * 1000;
}

export function intervalsOf(draft: Leaves): number {
  const count = wholeFrom(draft, 'interval_count') ?? USUAL.count;
  // While the number is typed it may be anything.
  return Math.min(Math.max(count, 1), 36);
}

/** Whether a leaf is a tick of a place that was not struck out. */
export function isStanding(leaf: Leaf, { behaviour, interval }: Place): boolean {
  return Array.isArray(leaf) && leaf[0] === behaviour && leaf[1] === interval && leaf[4] === null;
}

export function countIn(draft: Leaves, place: Place): number {
  return [...ticksOf(draft, 'ticks').values()].filter((leaf) => isStanding(leaf, place)).length;
}

/** The row that says how much of an interval was watched: the one that ends with it. */
export function rowFor(draft: Leaves, interval: number): string | null {
  const until = interval * stretch(draft);
  return rowIds(draft, 'gaps').find((row) => wholeFrom(draft, rowPath('gaps', row, 'until_ms')) === until) ?? null;
}

/** How much of an interval was watched, ms; null where nobody said. */
export function watchedIn(draft: Leaves, interval: number): number | null {
  const row = rowFor(draft, interval);
  const from = row === null ? null : wholeFrom(draft, rowPath('gaps', row, 'from_ms'));
  return from === null ? null : from - (interval - 1) * stretch(draft);
}

/** What is asked for: whole minutes, or seconds where an interval is not made of whole minutes. */
export function unitOf(draft: Leaves): { readonly name: 'minutes' | 'seconds'; readonly ms: number; readonly each: number } {
  const length = stretch(draft);
  const ms = length % MINUTE_MS === 0 ? MINUTE_MS : 1000;
  return { name: ms === MINUTE_MS ? 'minutes' : 'seconds', ms, each: length / ms };
}

/** "18 of 30 minutes watched", as far as it was said. */
export function watchedSoFar(draft: Leaves): string {
  const { name, ms, each } = unitOf(draft);
  const all = intervals(draft).map((interval) => watchedIn(draft, interval) ?? 0);
  return `${Number((all.reduce((sum, one) => sum + one, 0) / ms).toFixed(1))} of ${each * all.length} ${name} watched`;
}

function intervals(draft: Leaves): readonly number[] {
  return Array.from({ length: intervalsOf(draft) }, (_, index) => index + 1);
}

/** The behaviours without a tick, each with what blank means there. */
export function untouchedIn(draft: Leaves, behaviours: readonly string[]): readonly { readonly value: string; readonly looked: 'saw_none' | 'did_not_look' | null }[] {
  const blank = behaviours.filter((behaviour) => intervals(draft).every((interval) => countIn(draft, { behaviour, interval }) === 0));
  return blank.map((value) => {
    const looked = textFrom(draft, `${value}_looked`);
    return { value, looked: looked === 'saw_none' || looked === 'did_not_look' ? looked : null };
  });
}

/** The path of a problem with how much of an interval was watched. */
export function watchedPath(interval: number): string {
  return `watched/${interval}`;
}

/** What a grid says too little of. Nothing is assumed: neither that all was watched, nor that there were as many intervals as usual. */
export function gridProblems(draft: Leaves): readonly Problem[] {
  const unsaid = intervals(draft).filter((interval) => watchedIn(draft, interval) === null);
  const [first] = unsaid;
  const watched: readonly Problem[] = first === undefined ? [] : [{
    path: watchedPath(first), code: 'required',
    message: unsaid.length === intervalsOf(draft)
      ? `How much was watched? Say it for each interval, or press “All of it was watched”.`
      : `How much of the ${ordinal(first)} interval was watched? Say 0 if nothing.`,
  }];
  const rule = (['interval_seconds', 'interval_count'] as const).filter((path) => wholeFrom(draft, path) === null)
    .map((path): Problem => ({ path, code: 'required', message: 'How it is counted: this is empty. Fill it in.' }));
  return [...watched, ...rule];
}
