/** Everything the pad's screen shows at one moment, worked out from the pad; the screen adds nothing of its own. */

import type { Behaviour } from '../behaviours';
import { elapsedAt, type Moment } from './clock';
import { openGap, type Phase, phaseAt, sendBackTarget, undoTarget } from './intents';
import type { Observation, Tick } from './model';
import type { Pad } from './pad';
import { tallyOf } from './ticks';
import { intervalAt, intervalLength, planned, running, watched } from './timeline';
import { ageWords, clockWords, intervalWords, minutesFigure, spanWords } from './words';

/** One cell: the count of this interval, large, and of the whole observation, small. */
export interface Cell {
  readonly behaviour: Behaviour;
  readonly now: number;
  readonly all: number;
}

/** A stretch of which the observer has not yet said whether they kept watching. */
export interface Question {
  readonly gap: string;
  readonly words: string;
  /** It may be that only the tablet's clock changed, which is then an answer too. */
  readonly orClock: boolean;
}

export interface PadView {
  readonly phase: Phase;
  /** From 1. */
  readonly interval: number;
  /** "2:54" */
  readonly clock: string;
  /** "left of the third five minutes" */
  readonly leftOf: string;
  /** How much of each interval is over, 0 to 1. */
  readonly bars: readonly number[];
  readonly cells: readonly Cell[];
  /** "Shouts out, 2 s ago"; null when nothing stands. */
  readonly undo: string | null;
  /** "Send “Shouts out” back to the second five minutes"; null when not offered. */
  readonly sendBack: string | null;
  /** How far the edge has swept in the interval's last five seconds, 0 to 1; null before. */
  readonly sweep: number | null;
  /** True in the first second of an interval that followed another. */
  readonly tint: boolean;
  /** False while the pupil is marked as not to be seen. */
  readonly pupilVisible: boolean;
  readonly question: Question | null;
  /** Said for a while after the tablet's clock was set. */
  readonly clockNote: string | null;
  /** "18 of 30 minutes watched." */
  readonly watched: string;
}

const SWEEP = 5_000;
const TINT = 1_000;
const NOTE_SHOWN = 60_000;

/** The screen at this moment; `behaviours` are those of the form, in the order of the cells. */
export function padView(pad: Pad, behaviours: readonly Behaviour[], now: Moment): PadView {
  const { observation } = pad;
  const elapsed = elapsedAt(pad.anchor, now);
  const at = running(observation, elapsed);
  const { config } = observation;
  const interval = intervalAt(config, at);
  const length = intervalLength(config);
  const into = at - (interval - 1) * length;
  const phase = phaseAt(observation, elapsed);
  return {
    phase,
    interval,
    clock: clockWords(length - into),
    leftOf: `left of the ${intervalWords(interval, config.interval_count, config.interval_seconds)}`,
    bars: Array.from({ length: config.interval_count }, (_, i) => Math.min(1, Math.max(0, at / length - i))),
    cells: cells(observation, behaviours, interval),
    undo: undoWords(observation, behaviours, elapsed),
    sendBack: sendBackWords(observation, behaviours, elapsed),
    sweep: phase === 'running' && length - into <= SWEEP ? 1 - (length - into) / SWEEP : null,
    tint: phase === 'running' && interval > 1 && into < TINT,
    pupilVisible: openGap(observation, 'not_visible') === undefined,
    question: question(observation),
    clockNote: clockNote(observation, elapsed),
    watched: watchedWords(observation, elapsed),
  };
}

/** From here on "0 of 30" would say that nobody looked. */
const A_LOOK_MS = 10_000;

/** "18 of 30 minutes watched." */
export function watchedWords(observation: Observation, elapsed: number): string {
  const whole = planned(observation.config);
  const time = watched(observation, elapsed);
  const minutes = minutesFigure(time, whole);
  return `${minutes === '0' && time >= A_LOOK_MS ? 'Under 1' : minutes} of ${minutesFigure(whole, whole)} minutes watched.`;
}

function cells(observation: Observation, behaviours: readonly Behaviour[], interval: number): Cell[] {
  const tally = tallyOf(observation.ticks);
  return behaviours.map((behaviour) => {
    const counts = tally.get(behaviour.value);
    return { behaviour, now: counts?.[interval] ?? 0, all: counts?.[0] ?? 0 };
  });
}

function labelOf(behaviours: readonly Behaviour[], { behaviour }: Tick): string {
  return behaviours.find(({ value }) => value === behaviour)?.label ?? behaviour;
}

function undoWords(observation: Observation, behaviours: readonly Behaviour[], elapsed: number): string | null {
  const target = undoTarget(observation);
  return target === undefined ? null : `${labelOf(behaviours, target)}, ${ageWords(elapsed - target.mono)}`;
}

function sendBackWords(observation: Observation, behaviours: readonly Behaviour[], elapsed: number): string | null {
  const target = sendBackTarget(observation, elapsed);
  if (target === undefined) return null;
  const { interval_count, interval_seconds } = observation.config;
  const old = intervalWords(target.interval - 1, interval_count, interval_seconds);
  return `Send “${labelOf(behaviours, target)}” back to the ${old}`;
}

/** The stretch to be asked about first, if there is one; also after the end. */
export function question(observation: Observation): Question | null {
  const open = observation.gaps.find(({ kind, watched: kept }) => kind === 'away' && kept === null);
  if (open === undefined) return null;
  const until = open.until ?? open.from;
  const span = spanWords(until - open.from);
  if (open.inView) {
    const words = `This screen stood still for ${span}, or its clock was put forward. Did you keep watching?`;
    return { gap: open.id, words, orClock: true };
  }
  // What lies past the end was nobody's to watch.
  const [from, to] = [running(observation, open.from), running(observation, until)];
  const away = to < planned(observation.config) ? span : `the last ${spanWords(to - from)}`;
  return { gap: open.id, words: `This screen was away for ${away}. Did you keep watching?`, orClock: false };
}

function clockNote(observation: Observation, elapsed: number): string | null {
  const last = observation.clockSteps.at(-1);
  if (last === undefined || elapsed - last.at > NOTE_SHOWN) return null;
  const way = last.by > 0 ? 'forward' : 'back';
  return `The tablet’s clock was put ${way} by ${spanWords(Math.abs(last.by))}. The intervals have not moved.`;
}
