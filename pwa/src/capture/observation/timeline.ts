/**
 * Where an observation stands in its intervals, and how much of each was watched.
 *
 * Three times, all whole milliseconds: *elapsed* is the observation's own time; *running* is elapsed less the pauses,
 * and is what the intervals are cut from; *watched* is running less what nobody saw.
 */

import type { Config, Gap, GapKind, Observation } from './model';

/** A stretch of time from `from` up to `until`, ms. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** One interval as it turned out: how much of it was reached, and how much of that was watched, ms. */
export interface IntervalTime {
  /** From 1. */
  readonly interval: number;
  readonly reached: number;
  readonly watched: number;
}

/** The planned length of the whole observation, running ms. */
export function planned({ interval_seconds, interval_count }: Config): number {
  return interval_seconds * interval_count * 1000;
}

/** The length of one interval, running ms. */
export function intervalLength(config: Config): number {
  return config.interval_seconds * 1000;
}

/** Running time at `elapsed`: what the intervals' clock shows, never more than was planned. */
export function running(observation: Observation, elapsed: number): number {
  const end = Math.max(0, Math.min(elapsed, observation.ended ?? elapsed));
  const stood = total(cut(union(stretches(observation, ['paused'], end)), 0, end));
  return Math.min(planned(observation.config), end - stood);
}

/** How long after the last interval, or into a pause, somebody is still taken to be there, ms. */
export const LINGER = 15 * 60_000;

/** Whether somebody may be taken to be observing at `elapsed`: long after the end, or deep in a pause, nobody is. */
export function attended(observation: Observation, elapsed: number): boolean {
  const paused = observation.gaps.findLast(({ kind, until }) => kind === 'paused' && until === null);
  const due = paused === undefined ? plannedEnd(observation, elapsed) : paused.from;
  return observation.ended === null && elapsed < due + LINGER;
}

/** The elapsed time at which the planned end is reached if nothing is paused after `elapsed`. */
export function plannedEnd(observation: Observation, elapsed: number): number {
  let end = planned(observation.config);
  for (const { from, until } of union(stretches(observation, ['paused'], elapsed))) {
    if (from < end) end += until - from;
  }
  return end;
}

/** The interval, from 1, in which a running time lies; the last one once the planned end is reached. */
export function intervalAt(config: Config, runningTime: number): number {
  return Math.min(config.interval_count, Math.floor(runningTime / intervalLength(config)) + 1);
}

/** What nobody saw, in running time, in order and without overlaps, each with why. */
export function unwatched(observation: Observation, elapsed: number): (Stretch & { readonly kind: GapKind })[] {
  const end = observation.ended ?? elapsed;
  const told = (kind: GapKind): (Stretch & { readonly kind: GapKind })[] =>
    stretches(observation, [kind], end).map(({ from, until }) => ({
      from: running(observation, from),
      until: running(observation, until),
      kind,
    }));
  return [...told('away'), ...told('not_visible')]
    .filter(({ from, until }) => until > from)
    .sort((a, b) => a.from - b.from);
}

/** How much of the observation was watched so far, ms. */
export function watched(observation: Observation, elapsed: number): number {
  return running(observation, elapsed) - total(union(unwatched(observation, elapsed)));
}

/** Every planned interval, reached or not. */
export function intervalTimes(observation: Observation, elapsed: number): IntervalTime[] {
  const length = intervalLength(observation.config);
  const reachedInAll = running(observation, elapsed);
  const unseen = union(unwatched(observation, elapsed));
  return Array.from({ length: observation.config.interval_count }, (_, i) => {
    const from = i * length;
    const until = Math.min(from + length, reachedInAll);
    const reached = Math.max(0, until - from);
    return { interval: i + 1, reached, watched: reached - total(cut(unseen, from, Math.max(from, until))) };
  });
}

function stretches(observation: Observation, kinds: readonly GapKind[], end: number): Stretch[] {
  return observation.gaps
    .filter((gap) => kinds.includes(gap.kind) && !countsAsWatched(gap))
    .map(({ from, until }) => ({ from: Math.min(from, end), until: Math.min(until ?? end, end) }));
}

function countsAsWatched(gap: Gap): boolean {
  return gap.kind === 'away' && gap.watched === true;
}

/** The same stretches in order, overlaps joined: a merged record may hold two that overlap. */
function union(items: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const item of [...items].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && item.from <= last.until) {
      joined[joined.length - 1] = { from: last.from, until: Math.max(last.until, item.until) };
    } else if (item.until > item.from) {
      joined.push({ from: item.from, until: item.until });
    }
  }
  return joined;
}

function cut(items: readonly Stretch[], from: number, until: number): Stretch[] {
  return items
    .map((item) => ({ from: Math.max(item.from, from), until: Math.min(item.until, until) }))
    .filter((item) => item.until > item.from);
}

function total(items: readonly Stretch[]): number {
  return items.reduce((sum, { from, until }) => sum + until - from, 0);
}
