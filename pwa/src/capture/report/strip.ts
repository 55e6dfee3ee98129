/** The strip timeline: every tick where it fell, and what was not watched. Places run from 0 to 1 of the plan. */

import type { Behaviour } from '../behaviours';
import { type GapKind, type Observation, planned, running, type Tick } from '../observation';
import { unwatched } from '../observation/timeline';
import { endOf } from './figures';

export interface Mark {
  readonly at: number;
  /** Undone: drawn struck through. */
  readonly struck: boolean;
  /** False where only the interval is known: entered from paper. */
  readonly exact: boolean;
}

export interface Strip {
  /** How far the observation got. */
  readonly until: number;
  /** Where the intervals meet. */
  readonly turns: readonly number[];
  /** What nobody saw. */
  readonly blanks: readonly { readonly from: number; readonly until: number; readonly kind: GapKind }[];
  /** Where the clock stood still, for how long (ms) and why. */
  readonly pauses: readonly { readonly at: number; readonly length: number; readonly reason: string | null }[];
  readonly lines: readonly { readonly behaviour: Behaviour; readonly marks: readonly Mark[] }[];
}

/** The strip of an observation; behaviours without any mark have an empty line. */
export function strip(observation: Observation, behaviours: readonly Behaviour[]): Strip {
  const whole = planned(observation.config);
  const end = endOf(observation);
  const at = (elapsed: number): number => running(observation, elapsed) / whole;
  const { interval_count: count } = observation.config;
  return {
    until: at(end),
    turns: Array.from({ length: count - 1 }, (_, i) => (i + 1) / count),
    blanks: unwatched(observation, end).map(({ from, until, kind }) => ({
      from: from / whole,
      until: until / whole,
      kind,
    })),
    pauses: observation.gaps
      .filter(({ kind }) => kind === 'paused')
      .map(({ from, until, reason }) => ({ at: at(from), length: (until ?? end) - from, reason })),
    lines: behaviours.map((behaviour) => ({ behaviour, marks: marks(observation, behaviour.value, at) })),
  };
}

function marks(observation: Observation, behaviour: string, at: (elapsed: number) => number): Mark[] {
  // What the finger never meant is not drawn, not even struck through.
  const ticks = observation.ticks.filter((tick) => tick.behaviour === behaviour && tick.struck !== tick.wall);
  return ticks.map((tick) => {
    const exact = tick.wall > 0;
    const place = exact
      ? at(tick.mono)
      : spread(
          observation,
          ticks.filter(({ wall }) => wall === 0),
          tick,
        );
    return { at: place, struck: tick.struck !== null, exact };
  });
}

/** Ticks from paper, evenly over their interval. */
function spread(observation: Observation, ticks: readonly Tick[], tick: Tick): number {
  const beside = ticks.filter(({ interval }) => interval === tick.interval);
  const within = (beside.indexOf(tick) + 1) / (beside.length + 1);
  return (tick.interval - 1 + within) / observation.config.interval_count;
}
