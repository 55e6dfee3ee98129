/** What each event makes of an observation. Values in, values out; an event that says nothing new changes nothing. */

import type { Gap, Observation, Row, Tick } from './model';
import { CLOCK_SET, STOPPED } from './model';
import { withTick, withTickChanged } from './ticks';
import { intervalAt, running } from './timeline';

/** The observation after `row`; null while it has not been started. */
export function apply(observation: Observation | null, row: Row): Observation | null {
  if (row.kind === 'start') return observation ?? begun(row);
  return observation === null ? null : changed(observation, row);
}

function begun(row: Row & { kind: 'start' }): Observation {
  return {
    config: row.config,
    started: row.wall,
    ended: null,
    stoppedWhy: null,
    ticks: [],
    gaps: [],
    clockSteps: [],
    looked: {},
    otherIs: null,
  };
}

function changed(observation: Observation, row: Exclude<Row, { kind: 'start' }>): Observation {
  switch (row.kind) {
    case 'tick':
      return ticked(observation, row);
    case 'strike':
      return withTickStruck(observation, row.tick, row.wall);
    case 'hold':
      return { ...observation, ticks: withTickChanged(observation.ticks, row.tick, (it) => ({ ...it, struck: it.wall })) };
    case 'move':
      return withTickMoved(observation, row.tick, row.interval);
    case 'pause':
      return withGap(observation, gap(row.id, 'paused', row.elapsed, null, row.reason));
    case 'resume':
      return withPauseOver(observation, row);
    case 'hide':
      return withGap(observation, gap(row.id, 'not_visible', row.elapsed, null, null));
    case 'show':
      return withGapsClosed(observation, [row.gap], row.elapsed);
    case 'away':
      return withAway(observation, row);
    case 'only_clock':
      return withoutJump(observation, row.gap);
    case 'answer':
      return { ...observation, gaps: replaced(observation.gaps, row.gap, (it) => ({ ...it, watched: row.watched, inView: false })) };
    case 'step':
      return withStep(observation, row);
    case 'end':
      return { ...withGapsClosed(observation, row.closes, row.at), ended: row.at, stoppedWhy: row.why };
    case 'reopen':
      return reopened(observation, row);
    case 'looked':
      return { ...observation, looked: { ...observation.looked, [row.behaviour]: row.looked } };
    case 'other':
      return { ...observation, otherIs: row.words };
  }
}

function ticked(observation: Observation, { id, behaviour, interval, wall, elapsed }: Row & { kind: 'tick' }): Observation {
  const ticks = withTick(observation.ticks, { id, behaviour, interval, wall, mono: elapsed, struck: null });
  return ticks === observation.ticks ? observation : { ...observation, ticks };
}

function withTickStruck(observation: Observation, tick: string, struck: number): Observation {
  // A tick is struck once; the first time is the one that stays.
  return { ...observation, ticks: withTickChanged(observation.ticks, tick, (it) => ({ ...it, struck: it.struck ?? struck })) };
}

function withTickMoved(observation: Observation, tick: string, interval: number): Observation {
  return { ...observation, ticks: withTickChanged(observation.ticks, tick, (it) => ({ ...it, interval })) };
}

function gap(id: string, kind: Gap['kind'], from: number, until: number | null, reason: string | null): Gap {
  return { id, kind, from, until, reason, watched: false, inView: false };
}

function withGap(observation: Observation, added: Gap): Observation {
  if (observation.gaps.some(({ id }) => id === added.id)) return observation;
  return { ...observation, gaps: [...observation.gaps, added] };
}

/** Asks anew where the record already holds the stretch: it cannot say that an answer is awaited. It may have grown. */
function withAway(observation: Observation, { id, from, elapsed, inView }: Row & { kind: 'away' }): Observation {
  const added = withGap(observation, gap(id, 'away', from, elapsed, null));
  const asked = (it: Gap): Gap =>
    it.kind === 'away' ? { ...it, until: Math.max(it.until ?? elapsed, elapsed), watched: null, inView } : it;
  return { ...added, gaps: replaced(added.gaps, id, asked) };
}

/** No time went by: the stretch is a pause, and what was ticked since lies in the interval in which it really fell. */
function withoutJump(observation: Observation, id: string): Observation {
  const jump = observation.gaps.find((it) => it.id === id);
  if (jump?.kind !== 'away') return observation;
  const gaps = replaced(observation.gaps, id, (it): Gap => ({ ...it, kind: 'paused', reason: CLOCK_SET, watched: false, inView: false }));
  const after = { ...observation, gaps };
  const intervalIn = (of: Observation, mono: number): number => intervalAt(of.config, running(of, mono));
  const back = ({ mono, interval, ...tick }: Tick): Tick => {
    const moved = interval - intervalIn(observation, mono);
    return { ...tick, mono, interval: Math.max(1, intervalIn(after, mono) + moved) };
  };
  return { ...after, ticks: observation.ticks.map((tick) => (tick.mono < (jump.until ?? jump.from) ? tick : back(tick))) };
}

/** A reason told while the pause lasted stands in place of the one it began with. */
function withPauseOver(observation: Observation, row: Row & { kind: 'resume' }): Observation {
  const over = withGapsClosed(observation, [row.gap], row.elapsed);
  return { ...over, gaps: replaced(over.gaps, row.gap, (it) => ({ ...it, reason: row.reason ?? it.reason })) };
}

function withGapsClosed(observation: Observation, ids: readonly string[], until: number): Observation {
  const closes = (it: Gap): boolean => it.until === null && ids.includes(it.id);
  return { ...observation, gaps: observation.gaps.map((it) => (closes(it) ? { ...it, until } : it)) };
}

function withStep(observation: Observation, row: Row & { kind: 'step' }): Observation {
  if (observation.clockSteps.some(({ id }) => id === row.id)) return observation;
  return { ...observation, clockSteps: [...observation.clockSteps, { id: row.id, at: row.elapsed, by: row.by }] };
}

/** Between the early end and going on nobody watched, and the interval's clock stood still. */
function reopened(observation: Observation, row: Row & { kind: 'reopen' }): Observation {
  const going = { ...observation, ended: null, stoppedWhy: null };
  return withGap(going, gap(row.id, 'paused', observation.ended ?? row.elapsed, row.elapsed, STOPPED));
}

function replaced<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  change: (item: T) => T,
): readonly T[] {
  return items.map((item) => (item.id === id ? change(item) : item));
}
