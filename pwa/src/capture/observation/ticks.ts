/**
 * The list of ticks, and what is known of it. A list is never changed, so what was worked out of it holds for as long as it does; one
 * that grows by a tick is worked out from the one before. A tap costs the same after two thousand as after two.
 */

import type { Tick } from './model';

type Ticks = readonly Tick[];

/** How many stand, by behaviour: in all at 0, then by interval from 1. */
export type Tally = ReadonlyMap<string, readonly number[]>;

const tallies = new WeakMap<Ticks, Tally>();
/** Where an id stands; shared by a list and all that come of it, of which some do not hold that tick. */
const places = new WeakMap<Ticks, Map<string, number>>();

/** The standing ticks of a list. */
export function tallyOf(ticks: Ticks): Tally {
  const found = tallies.get(ticks);
  if (found !== undefined) return found;
  const tally = new Map<string, number[]>();
  for (const { struck, behaviour, interval } of ticks) {
    if (struck === null) tally.set(behaviour, withOne(tally.get(behaviour), interval));
  }
  tallies.set(ticks, tally);
  return tally;
}

/** `ticks` with one more behind them, that stands; `ticks` where they hold it already. */
export function withTick(ticks: Ticks, tick: Tick): Ticks {
  const place = placesOf(ticks);
  const at = place.get(tick.id);
  if (at !== undefined && (ticks[at]?.id === tick.id || ticks.some(({ id }) => id === tick.id))) return ticks;
  const grown = [...ticks, tick];
  places.set(grown, place.set(tick.id, ticks.length));
  const tally = tallies.get(ticks);
  if (tally !== undefined) {
    tallies.set(grown, new Map(tally).set(tick.behaviour, withOne(tally.get(tick.behaviour), tick.interval)));
  }
  return grown;
}

/** `ticks` with one of them changed. */
export function withTickChanged(ticks: Ticks, id: string, change: (tick: Tick) => Tick): Ticks {
  const changed = ticks.map((tick) => (tick.id === id ? change(tick) : tick));
  places.set(changed, placesOf(ticks));
  return changed;
}

function placesOf(ticks: Ticks): Map<string, number> {
  let found = places.get(ticks);
  if (found === undefined) places.set(ticks, (found = new Map(ticks.map(({ id }, at) => [id, at]))));
  return found;
}

function withOne(counts: readonly number[] = [], interval: number): number[] {
  const more = Array.from({ length: Math.max(counts.length, interval + 1) }, (_, at) => counts[at] ?? 0);
  more[0] = (more[0] ?? 0) + 1;
  more[interval] = (more[interval] ?? 0) + 1;
  return more;
}
