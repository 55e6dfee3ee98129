/**
 * How much time has really gone by between two looks at the tablet's clocks.
 *
 * A tablet has two clocks and neither can be trusted alone. The wall clock may be set at any moment, by a
 * person or by the network. The monotonic clock cannot be set, but it begins anew with every load of the
 * page and, on most tablets, stands still while the tablet sleeps. Together they tell enough:
 *
 * | since the last look | wall − monotonic | what happened | time gone by |
 * | --- | --- | --- | --- |
 * | page in view | within tolerance | nothing | monotonic |
 * | page in view | apart | the wall clock was set | monotonic |
 * | page hidden | wall ahead | the tablet slept | wall |
 * | page hidden | wall behind | the wall clock was set back | monotonic |
 * | page loaded anew | (not comparable) | reload, or the tablet was shut | wall; none if it went back |
 *
 * What two clocks cannot tell: the wall clock being put forward while the page was hidden or shut looks like
 * sleep. Nothing is lost by it, for the observer is asked whether they kept watching.
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

/** Clocks that differ by no more than this, in ms, are said to agree: network time is corrected in small bits. */
export const TOLERANCE = 500;

/** The time between two readings; see the table above. */
export function passage(from: Reading, to: Reading, hidden: boolean): Passage {
  const wall = to.wall - from.wall;
  if (to.session !== from.session) return wall >= 0 ? { elapsed: wall, step: 0 } : { elapsed: 0, step: wall };
  const mono = Math.max(0, to.mono - from.mono);
  const ahead = wall - mono;
  if (Math.abs(ahead) <= TOLERANCE) return { elapsed: mono, step: 0 };
  return hidden && ahead > 0 ? { elapsed: wall, step: 0 } : { elapsed: mono, step: ahead };
}

/** The observation's own time at a reading, in ms since it was started. */
export function elapsedAt(anchor: Anchor, now: Reading): number {
  return anchor.elapsed + passage(anchor, now, now.session !== anchor.session).elapsed;
}
