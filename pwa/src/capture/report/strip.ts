/** The strip timeline: every tick where it fell, and what was not watched. Places run from 0 to 1 of the plan. */

import type { Behaviour } from '../behaviours';
import { type Gap, type GapKind, minutesFigure, type Observation, planned, running, spanWords, type Tick } from '../observation';
import { CLOCK_SET, STOPPED } from '../observation/model';
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
  /** How long it was to be, minutes. */
  readonly minutes: string;
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
    minutes: minutesFigure(whole, whole),
    until: at(end),
    turns: Array.from({ length: count - 1 }, (_, i) => (i + 1) / count),
    blanks: unwatched(observation, end).map(({ from, until, kind }) => ({
      from: from / whole,
      until: until / whole,
      kind,
    })),
    pauses: observation.gaps
      .filter(({ kind, reason }) => kind === 'paused' && reason !== CLOCK_SET)
      .map(({ from, until, reason }) => ({ at: at(from), length: (until ?? end) - from, reason })),
    lines: behaviours.map((behaviour) => ({ behaviour, marks: marks(observation, behaviour.value, at) })),
  };
}

/** Each stretch that does not count as a sentence, in order, and the early end: "Paused for 4 minutes after 12 minutes: fire alarm." */
export function unwatchedTold(observation: Observation): string[] {
  const end = endOf(observation);
  const reached = running(observation, end);
  const stretches = [...observation.gaps]
    .filter((gap) => (gap.until ?? end) > gap.from && gap.reason !== CLOCK_SET && !(gap.kind === 'away' && gap.watched === true))
    .sort((a, b) => a.from - b.from)
    .map((gap) => told(gap, end, after(running(observation, gap.from))));
  if (observation.ended === null || reached >= planned(observation.config)) return stretches;
  return [...stretches, withReason(`Ended early ${after(reached)}`, observation.stoppedWhy)];
}

function told({ kind, from, until, reason }: Gap, end: number, when: string): string {
  const span = spanWords(Math.min(until ?? end, end) - from);
  switch (kind) {
    case 'paused':
      return reason === STOPPED ? `Ended ${when}, and gone on with ${span} later.` : withReason(`Paused for ${span} ${when}`, reason);
    case 'away':
      return `Did not keep watching for ${span} ${when}.`;
    case 'not_visible':
      return `The pupil could not be seen for ${span} ${when}.`;
  }
}

function after(at: number): string {
  return at < 1000 ? 'at the start' : `after ${spanWords(at)}`;
}

function withReason(words: string, reason: string | null): string {
  return reason === null ? `${words}.` : `${words}: ${reason}${/[.!?…]$/.test(reason) ? '' : '.'}`;
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
