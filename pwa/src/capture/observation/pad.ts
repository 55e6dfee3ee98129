/**
 * The running pad: an observation, where its clock stands, and the rows of the journal as they arise.
 *
 * A page calls `beat` several times a second while it is in view, once as it goes out of sight and once as it comes back,
 * and `perform` for each deed. Both give the pad as it is then and the rows to be stored, one sealed row each, before anything else. `flush`
 * says that the journal should now become entries of the record (`leaves.ts`).
 */

import { apply } from './apply';
import { type Anchor, type Moment, OVERDUE, passage, type Sight, sightBetween } from './clock';
import { type Intent, openGap, phaseAt, plan, type Refusal } from './intents';
import type { Config, Gap, Happening, Observation, Row } from './model';
import { intervalLength, running } from './timeline';

/** An observation with its clock. */
export interface Pad {
  readonly observation: Observation;
  /** The last moment at which the page was known to be alive; the storage keeps it, about every five seconds. */
  readonly anchor: Anchor;
  /** The number of the next row. */
  readonly next: number;
  /** How many intervals are over as far as has been told. */
  readonly turned: number;
}

/** What a beat or a deed came to. */
export interface Step {
  readonly pad: Pad;
  readonly rows: readonly Row[];
  readonly refused: Refusal | null;
  readonly flush: boolean;
}

/** Being out of sight for less than this, ms, is not asked about: a finger slipped. */
export const ASK_FROM = OVERDUE;

/** Starts an observation at this moment. */
export function startPad(config: Config, now: Moment): Step {
  const anchor = anchored(now, 0);
  const row: Row = { ...reading(now), n: 0, elapsed: 0, kind: 'start', config };
  const observation = apply(null, row);
  if (observation === null) throw new Error('a start makes an observation');
  return { pad: { observation, anchor, next: 1, turned: 0 }, rows: [row], refused: null, flush: true };
}

/** Lets time pass up to this moment: notices sleep, a reload, a set clock and the turn of an interval. */
export function beat(pad: Pad, now: Moment, newId: () => string): Step {
  const { observation, anchor } = pad;
  const sight = sightBetween(anchor, now);
  const { elapsed: gone, step } = passage(anchor, now, sight !== 'in_view');
  const phase = phaseAt(observation, anchor.elapsed);
  const noticed: Happening[] = [];
  if (step !== 0 && phase !== 'ended') noticed.push({ kind: 'step', id: newId(), by: step });
  if (gone >= ASK_FROM && phase === 'running' && isAsked(observation, sight)) noticed.push(away(pad, sight, newId));
  const then = { ...pad, anchor: anchored(now, anchor.elapsed + gone) };
  const step1 = happened(then, noticed);
  const turned = intervalsOver(step1.pad);
  return { ...step1, pad: { ...step1.pad, turned }, flush: turned > pad.turned };
}

/** Nobody is asked about the minutes in which the pupil could not be seen, unless it may be that there were none. */
function isAsked(observation: Observation, sight: Sight): boolean {
  return sight === 'away' ? openGap(observation, 'not_visible') === undefined : sight === 'away_or_clock_set';
}

/** Time away since the anchor. Where one that waits for the same answer ended a moment ago, the two are one. */
function away({ observation, anchor }: Pad, sight: Sight, newId: () => string): Happening {
  const inView = sight === 'away_or_clock_set';
  const before = observation.gaps.findLast((gap) => gap.kind === 'away' && gap.watched === null && gap.inView === inView);
  return before !== undefined && isJustBefore(before, observation, anchor.elapsed)
    ? { kind: 'away', id: before.id, from: before.from, inView }
    : { kind: 'away', id: newId(), from: anchor.elapsed, inView };
}

/** Who ticks in between, watches: what lies on either side is asked about apart. */
function isJustBefore({ until }: Gap, { ticks }: Observation, elapsed: number): boolean {
  return until !== null && elapsed - until < ASK_FROM && !ticks.some(({ mono }) => mono >= until);
}

/** Does one deed at this moment; what `beat` would notice is noticed first. */
export function perform(pad: Pad, intent: Intent, now: Moment, newId: () => string): Step {
  const before = beat(pad, now, newId);
  const planned = plan(before.pad.observation, intent, before.pad.anchor.elapsed, newId);
  if (typeof planned === 'string') return { ...before, refused: planned };
  const after = happened(before.pad, planned);
  return {
    pad: after.pad,
    rows: [...before.rows, ...after.rows],
    refused: null,
    flush: before.flush || intent.do === 'pause' || after.pad.observation.ended !== null || intent.do === 'reopen',
  };
}

/**
 * Whether the journal may be emptied once its content stands in the record. Not while an answer to "did you keep
 * watching?" is awaited: the record has no way to say that, and the question would be lost.
 */
export function mayEmpty(observation: Observation): boolean {
  return !observation.gaps.some(({ kind, watched }) => kind === 'away' && watched === null);
}

/** How many intervals are over. */
export function intervalsOver({ observation, anchor }: Pick<Pad, 'observation' | 'anchor'>): number {
  return Math.floor(running(observation, anchor.elapsed) / intervalLength(observation.config));
}

/** The anchor of a moment whose place in the observation's own time is known. */
export function anchored({ wall, mono, session }: Omit<Moment, 'hidden'>, elapsed: number): Anchor {
  return { wall, mono, session, elapsed };
}

function happened(pad: Pad, happenings: readonly Happening[]): Step {
  const rows = happenings.map((it, i): Row => ({
    ...reading(pad.anchor),
    n: pad.next + i,
    elapsed: pad.anchor.elapsed,
    ...it,
  }));
  const observation = rows.reduce((it, row) => apply(it, row) ?? it, pad.observation);
  return { pad: { ...pad, observation, next: pad.next + rows.length }, rows, refused: null, flush: false };
}

function reading({ wall, mono, session }: Omit<Moment, 'hidden'>): Omit<Moment, 'hidden'> {
  return { wall, mono, session };
}
