/**
 * How much time has really gone by between two looks at the tablet's clocks.
 *
 * A tablet has two clocks and neither can be trusted alone. The wall clock may be set at any moment, by a
 * person or by the network. The monotonic clock cannot be set, but it begins anew with every load of the
 * page and, on most tablets, stands still while the tablet sleeps. Together they tell enough:
 *
 * | since the last look | wall − monotonic | what happened | time gone by |
 * | --- | --- | --- | --- |
 * | in view | within tolerance | nothing | monotonic |
 * | in view | apart | the wall clock was set | monotonic |
 * | away | within tolerance | out of sight, asleep or frozen | monotonic |
 * | away | wall ahead | the tablet slept | wall |
 * | away | wall behind | the wall clock was set back | monotonic |
 * | page loaded anew | (not comparable) | reload, or the tablet was shut | wall; none if it went back |
 *
 * *Away* is a page that was put out of sight. It is also a page in view that was not looked at for ten seconds on either
 * clock: a lid that is shut, and some tablets that fall asleep, tell no page of it.
 *
 * What two clocks cannot tell: a wall clock put forward looks like sleep. By less than ten seconds in view it is taken to have
 * been set, as network time does. By more, sleep is by far the likelier, so the time is taken to have gone by, and the observer
 * is asked whether they kept watching. Where the page was never put out of sight they may also answer that only the clock
 * changed (`away_or_clock_set`); that gives the time back.
 */

/** The two clocks at one moment, in whole milliseconds. `session` is a random word for each load of the page. */
export interface Reading {
  readonly wall: number;
  readonly mono: number;
  readonly session: string;
}

/** A reading taken because something happens, and whether the page was out of sight since the last one. */
export interface Moment extends Reading {
  readonly hidden: boolean;
}

/** A reading with the observation's own time at that moment: ms since it was started. */
export interface Anchor extends Reading {
  readonly elapsed: number;
}

/** What lies between two readings: real time in ms, and by how much the wall clock was set (0: it was not). */
export interface Passage {
  readonly elapsed: number;
  readonly step: number;
}

/** Whether somebody could have been looking at the page since the last look at the clocks. */
export type Sight = 'in_view' | 'away' | 'away_or_clock_set';

/** A page in view looks at the clocks several times a second; one that has not done so for so long, ms, was not in view. */
export const OVERDUE = 10_000;

/** Clocks that differ by no more than this, in ms, are said to agree: network time is corrected in small bits. */
export const TOLERANCE = 500;

/** Whether the page was in view between two looks; see above. */
export function sightBetween(from: Reading, to: Moment): Sight {
  if (to.hidden || to.session !== from.session || to.mono - from.mono >= OVERDUE) return 'away';
  return to.wall - from.wall >= OVERDUE ? 'away_or_clock_set' : 'in_view';
}

/** The time between two readings; `away` as above. */
export function passage(from: Reading, to: Reading, away: boolean): Passage {
  const wall = to.wall - from.wall;
  if (to.session !== from.session) return wall >= 0 ? { elapsed: wall, step: 0 } : { elapsed: 0, step: wall };
  const mono = Math.max(0, to.mono - from.mono);
  const ahead = wall - mono;
  if (Math.abs(ahead) <= TOLERANCE) return { elapsed: mono, step: 0 };
  return away && ahead > 0 ? { elapsed: wall, step: 0 } : { elapsed: mono, step: ahead };
}

/** The observation's own time at a reading, in ms since it was started. */
export function elapsedAt(anchor: Anchor, now: Moment): number {
  return anchor.elapsed + passage(anchor, now, sightBetween(anchor, now) !== 'in_view').elapsed;
}
