/** What an observer can do, and what each comes to: events, or the reason why not. */

import type { Gap, Happening, Looked, Observation, Tick } from './model';
import { intervalAt, intervalLength, planned, plannedEnd, running } from './timeline';

/** One deed on the pad or on the screen at its end. */
export type Intent =
  | { readonly do: 'tick'; readonly behaviour: string }
  | { readonly do: 'undo' }
  /** The press that made this tick was a hold: it counts none. */
  | { readonly do: 'hold'; readonly tick: string }
  /** Takes one away from a cell's count for this interval. */
  | { readonly do: 'minus'; readonly behaviour: string }
  /** Moves the cell's last tick of this interval to the one before. */
  | { readonly do: 'move_back'; readonly behaviour: string }
  /** Takes up the offer to send a tap made just after the turn back to the old interval. */
  | { readonly do: 'send_back' }
  | { readonly do: 'pause'; readonly reason: string | null }
  /** The reason, where one was chosen while the pause lasted. */
  | { readonly do: 'resume'; readonly reason: string | null }
  | { readonly do: 'hide' }
  | { readonly do: 'show' }
  | { readonly do: 'answer'; readonly gap: string; readonly watched: boolean }
  /** Nothing was away: the tablet's clock was put forward as the page lay in view. */
  | { readonly do: 'only_clock'; readonly gap: string }
  | { readonly do: 'end'; readonly why: string | null }
  | { readonly do: 'reopen' }
  | { readonly do: 'looked'; readonly behaviour: string; readonly looked: Looked }
  | { readonly do: 'other'; readonly words: string | null };

/** Why a deed came to nothing; a screen that shows only what can be done never meets one. */
export type Refusal = 'paused' | 'not_paused' | 'time_up' | 'ended' | 'not_ended' | 'no_time_left' | 'nothing_there';

/** Where an observation stands. `time_up`: every interval is over and nobody has ended it yet. */
export type Phase = 'running' | 'paused' | 'time_up' | 'ended';

/** A tap this long after the planned end, ms, still counts for the last interval: the finger was on its way. */
export const LAST_TAP = 3_000;
/** A tap this soon after the turn, ms, may have been meant for the interval before. */
export const JUST_TURNED = 3_000;
/** How long after such a tap, ms, sending it back is offered. */
export const SEND_BACK_OFFERED = 10_000;
/** The behaviour of the column that has no name of its own. */
export const OTHER = 'other';

const MOST_WORDS = 200;

export function phaseAt(observation: Observation, elapsed: number): Phase {
  if (observation.ended !== null) return 'ended';
  if (running(observation, elapsed) >= planned(observation.config)) return 'time_up';
  return openGap(observation, 'paused') === undefined ? 'running' : 'paused';
}

/** The stretch of this kind that still lasts, if one does. */
export function openGap(observation: Observation, kind: Gap['kind']): Gap | undefined {
  return observation.gaps.findLast((gap) => gap.kind === kind && gap.until === null);
}

/** The tick that undo would strike: the last that stands. */
export function undoTarget(observation: Observation): Tick | undefined {
  return observation.ticks.findLast(({ struck }) => struck === null);
}

function standing({ ticks }: Observation, tick: string): boolean {
  return ticks.some(({ id, struck }) => id === tick && struck === null);
}

/** The tap that may be sent back to the old interval at `elapsed`, if there is one. */
export function sendBackTarget(observation: Observation, elapsed: number): Tick | undefined {
  const { config } = observation;
  const last = undoTarget(observation);
  if (last === undefined || last.interval < 2 || elapsed - last.mono > SEND_BACK_OFFERED) return undefined;
  const at = running(observation, last.mono);
  const sinceTurn = at - (last.interval - 1) * intervalLength(config);
  const turnedHere = last.interval === intervalAt(config, at) && sinceTurn <= JUST_TURNED;
  // Only while that interval is still the current one: later the offer would surprise.
  return turnedHere && intervalAt(config, running(observation, elapsed)) === last.interval ? last : undefined;
}

/** The behaviours without a standing tick; "Other" only where it was given a meaning. */
export function untouched(observation: Observation): string[] {
  const touched = new Set(observation.ticks.filter(({ struck }) => struck === null).map(({ behaviour }) => behaviour));
  return observation.config.behaviours.filter(
    (behaviour) => !touched.has(behaviour) && (behaviour !== OTHER || observation.otherIs !== null),
  );
}

/** The events of a deed at `elapsed`, or why it comes to nothing. */
export function plan(
  observation: Observation,
  intent: Intent,
  elapsed: number,
  newId: () => string,
): readonly Happening[] | Refusal {
  switch (intent.do) {
    case 'tick':
      return tick(observation, intent.behaviour, elapsed, newId);
    case 'undo':
      return strike(undoTarget(observation));
    case 'hold':
      return standing(observation, intent.tick) ? [{ kind: 'hold', tick: intent.tick }] : 'nothing_there';
    case 'minus':
      return strike(lastHere(observation, intent.behaviour, elapsed));
    case 'move_back':
      return moveBack(lastHere(observation, intent.behaviour, elapsed));
    case 'send_back':
      return moveBack(sendBackTarget(observation, elapsed));
    case 'answer':
      return answer(observation, { kind: 'answer', gap: intent.gap, watched: intent.watched });
    case 'only_clock':
      return answer(observation, { kind: 'only_clock', gap: intent.gap });
    case 'end':
      return end(observation, intent.why, elapsed);
    case 'reopen':
      return reopen(observation, newId);
    case 'looked':
      return untouched(observation).includes(intent.behaviour) ? [{ ...intent, kind: 'looked' }] : 'nothing_there';
    case 'other':
      return [{ kind: 'other', words: oneLine(intent.words) }];
    case 'pause':
    case 'resume':
    case 'hide':
    case 'show':
      return planStretch(observation, intent, elapsed, newId);
  }
}

type StretchIntent = Extract<Intent, { do: 'pause' | 'resume' | 'hide' | 'show' }>;

function planStretch(
  observation: Observation,
  intent: StretchIntent,
  elapsed: number,
  newId: () => string,
): readonly Happening[] | Refusal {
  const phase = phaseAt(observation, elapsed);
  if (intent.do === 'resume') {
    const paused = openGap(observation, 'paused');
    return paused === undefined ? 'not_paused' : [{ kind: 'resume', gap: paused.id, reason: oneLine(intent.reason) }];
  }
  if (phase !== 'running') return phase;
  const hiding = openGap(observation, 'not_visible');
  switch (intent.do) {
    case 'pause':
      return [{ kind: 'pause', id: newId(), reason: oneLine(intent.reason) }];
    case 'hide':
      return hiding === undefined ? [{ kind: 'hide', id: newId() }] : [];
    case 'show':
      return hiding === undefined ? [] : [{ kind: 'show', gap: hiding.id }];
  }
}

function tick(
  observation: Observation,
  behaviour: string,
  elapsed: number,
  newId: () => string,
): readonly Happening[] | Refusal {
  const { config } = observation;
  if (!config.behaviours.includes(behaviour)) return 'nothing_there';
  const phase = phaseAt(observation, elapsed);
  const late = phase === 'time_up' && elapsed - plannedEnd(observation, elapsed) <= LAST_TAP;
  if (phase !== 'running' && !late) return phase;
  const interval = intervalAt(config, running(observation, elapsed));
  const ticked: Happening = { kind: 'tick', id: newId(), behaviour, interval };
  // Who ticks, sees: a tap ends "not visible", or it would count without the time in which it happened.
  const hiding = openGap(observation, 'not_visible');
  return hiding === undefined ? [ticked] : [{ kind: 'show', gap: hiding.id }, ticked];
}

function strike(target: Tick | undefined): readonly Happening[] | Refusal {
  return target === undefined ? 'nothing_there' : [{ kind: 'strike', tick: target.id }];
}

function moveBack(target: Tick | undefined): readonly Happening[] | Refusal {
  if (target === undefined || target.interval < 2) return 'nothing_there';
  return [{ kind: 'move', tick: target.id, interval: target.interval - 1 }];
}

/** The last standing tick of a behaviour in the interval that runs at `elapsed`. */
function lastHere(observation: Observation, behaviour: string, elapsed: number): Tick | undefined {
  const here = intervalAt(observation.config, running(observation, elapsed));
  return observation.ticks.findLast((it) => it.struck === null && it.behaviour === behaviour && it.interval === here);
}

function answer({ gaps }: Observation, given: Extract<Happening, { kind: 'answer' | 'only_clock' }>): readonly Happening[] | Refusal {
  const asked = gaps.find(({ id, kind }) => id === given.gap && kind === 'away');
  return asked !== undefined && (given.kind === 'answer' || asked.inView) ? [given] : 'nothing_there';
}

function end(observation: Observation, why: string | null, elapsed: number): readonly Happening[] | Refusal {
  const phase = phaseAt(observation, elapsed);
  if (phase === 'ended') return phase;
  const closes = observation.gaps.filter(({ until }) => until === null).map(({ id }) => id);
  // Whoever comes back late to a lesson that is over ends it when it was over.
  const at = phase === 'time_up' ? Math.min(elapsed, plannedEnd(observation, elapsed)) : elapsed;
  return [{ kind: 'end', at, why: phase === 'time_up' ? null : oneLine(why), closes }];
}

function reopen(observation: Observation, newId: () => string): readonly Happening[] | Refusal {
  if (observation.ended === null) return 'not_ended';
  const left = planned(observation.config) - running(observation, observation.ended);
  return left > 0 ? [{ kind: 'reopen', id: newId() }] : 'no_time_left';
}

/** Words as the form's one-line field takes them, or null for none. */
function oneLine(words: string | null): string | null {
  const line = (words ?? '').replace(/[\n\r\u2028\u2029]+/g, ' ').trim();
  const short = Array.from(line).slice(0, MOST_WORDS).join('').trim();
  return short === '' ? null : short;
}
