/** What an observation comes to in numbers: counts, rates, shares, and the columns with the most ticks. */

import type { Behaviour } from '../behaviours';
import { intervalTimes, type Observation, rowWords, watched } from '../observation';
import { type Estimate, type Measured, ratePerHour, type Reason, share, unmeasured } from '../statistics';

/** One behaviour in one observation. */
export interface Figure {
  readonly behaviour: Behaviour;
  /** Standing ticks; null where nobody looked, or nobody said what blank means. */
  readonly count: number | null;
  readonly rate: Measured<Estimate>;
}

/** The two shares of ten behaviours that belong together. */
export interface Shares {
  /** Hands up among all that was said or asked: raises hand / (raises hand + shouts out). */
  readonly handUp: Measured<Estimate>;
  /** Resisted among all that was there to join: ignores / (ignores + joins in). */
  readonly resisted: Measured<Estimate>;
}

/** A row of the paper's grid. */
export interface GridRow {
  /** From 1. */
  readonly interval: number;
  /** "1st 5 minutes" */
  readonly label: string;
  /** Minutes of it that were watched, ms; a part interval has its true length. */
  readonly watched: number;
  readonly state: 'whole' | 'part' | 'not_watched' | 'not_reached';
  /** In the order of the behaviours; null is blank, which is not nought. */
  readonly counts: readonly (number | null)[];
}

/** At most so many columns are put forward as the start of targets: targets are few. */
export const MOST_TARGETS = 3;

/** Each behaviour's count and rate, in the order of the paper. */
export function figures(observation: Observation, behaviours: readonly Behaviour[]): Figure[] {
  const minutes = watched(observation, endOf(observation)) / 60_000;
  return behaviours.map((behaviour) => {
    const blank = blankReason(observation, behaviour.value);
    if (blank !== null) return { behaviour, count: null, rate: unmeasured(blank) };
    const count = countOf(observation, behaviour.value);
    return { behaviour, count, rate: rate(behaviour, count, minutes) };
  });
}

/** The two shares; each is missing where one of its two behaviours was not looked for. */
export function shares(observation: Observation): Shares {
  return {
    handUp: shareOf(observation, 'raises_hand', 'shouts_out'),
    resisted: shareOf(observation, 'ignores', 'joins_in'),
  };
}

/** The concerns with the most ticks, most first: where targets begin. Equal counts stand in the order of the paper. */
export function targets(all: readonly Figure[]): Figure[] {
  return most(all, 'concern').slice(0, MOST_TARGETS);
}

/** The figures of one side of the pad that have ticks, most first. */
export function most(all: readonly Figure[], side: Behaviour['side']): (Figure & { readonly count: number })[] {
  return all
    .filter((it): it is Figure & { readonly count: number } => (it.count ?? 0) > 0)
    .filter(({ behaviour }) => behaviour.side === side)
    .sort((a, b) => b.count - a.count);
}

/** The grid as on paper, every planned interval a row. */
export function grid(observation: Observation, behaviours: readonly Behaviour[]): GridRow[] {
  const blank = new Set(behaviours.map(({ value }) => value).filter((it) => blankReason(observation, it) !== null));
  return intervalTimes(observation, endOf(observation)).map(({ interval, reached, watched: seen }) => {
    const ticks = standing(observation).filter((tick) => tick.interval === interval);
    const counts = behaviours.map(({ value }) => {
      const count = ticks.filter(({ behaviour }) => behaviour === value).length;
      // A tick says that somebody saw it, whatever the times say.
      return count === 0 && (seen === 0 || blank.has(value)) ? null : count;
    });
    const label = rowWords(interval, observation.config.interval_seconds);
    return { interval, label, watched: seen, state: stateOf(observation, reached, seen), counts };
  });
}

/** The observation's own time at which it ended, ms; while it runs, that of the last thing known. */
export function endOf(observation: Observation): number {
  if (observation.ended !== null) return observation.ended;
  return Math.max(
    0,
    ...observation.ticks.map(({ mono }) => mono),
    ...observation.gaps.map(({ from, until }) => until ?? from),
  );
}

/** Why a behaviour without ticks has no count; null where it has one, nought included. */
export function blankReason(observation: Observation, behaviour: string): Reason | null {
  if (!observation.config.behaviours.includes(behaviour)) return 'did_not_look';
  if (countOf(observation, behaviour) > 0) return null;
  const looked = observation.looked[behaviour];
  if (looked === undefined) return 'not_said';
  return looked === 'saw_none' ? null : 'did_not_look';
}

/** The standing ticks of a behaviour. */
export function countOf(observation: Observation, behaviour: string): number {
  return standing(observation).filter((tick) => tick.behaviour === behaviour).length;
}

function standing(observation: Observation): Observation['ticks'] {
  return observation.ticks.filter(({ struck }) => struck === null);
}

function rate({ measure }: Behaviour, count: number, minutes: number): Measured<Estimate> {
  switch (measure) {
    case 'event':
      return ratePerHour(count, minutes);
    case 'state':
      return unmeasured('state_has_no_rate');
    case 'opportunity':
      return unmeasured('only_as_share');
  }
}

function shareOf(observation: Observation, part: string, rest: string): Measured<Estimate> {
  const blank = blankReason(observation, part) ?? blankReason(observation, rest);
  if (blank !== null) return unmeasured(blank);
  const count = countOf(observation, part);
  return share(count, count + countOf(observation, rest));
}

function stateOf({ config }: Observation, reached: number, seen: number): GridRow['state'] {
  if (reached === 0) return 'not_reached';
  if (seen === 0) return 'not_watched';
  return seen === config.interval_seconds * 1000 ? 'whole' : 'part';
}
