/**
 * A lesson observation as a list of events and what follows from them.
 *
 * The observation has its own time, `elapsed`: whole milliseconds since it was started, which neither a set clock nor
 * sleep nor a reload can bend (`clock.ts`). Every event carries it, so what follows from the events needs no clock.
 *
 *     {"n": 0, "kind": "start", "elapsed": 0, "wall": 1795511700000, "mono": 5200, "session": "q7", "config": …}
 *     {"n": 1, "kind": "tick", "elapsed": 8120, "wall": 1795511708120, "mono": 13320, "session": "q7",
 *      "id": "…", "behaviour": "shouts_out", "interval": 1}
 *
 * Each event is one row of the journal. Applying one twice changes nothing, so a journal may be replayed over a record
 * that already holds a part of it.
 */

import type { Reading } from './clock';

/** What was settled before starting. Field names are those of the form `observation`. */
export interface Config {
  readonly interval_seconds: number;
  readonly interval_count: number;
  readonly tick_rule: string;
  readonly tick_rule_words: string | null;
  /** The values of the form's behaviours, in the order of the paper. */
  readonly behaviours: readonly string[];
}

/**
 * One tap; `mono` is the observation's own time, `struck` the wall ms at which it was undone. Struck at the very moment of the
 * tap, it was never meant: the finger stayed.
 */
export interface Tick {
  readonly id: string;
  readonly behaviour: string;
  /** From 1, as on the paper. */
  readonly interval: number;
  readonly wall: number;
  readonly mono: number;
  readonly struck: number | null;
}

export type GapKind = 'paused' | 'away' | 'not_visible';

/**
 * A stretch of the observation's own time that may not count as watched, ms; `until` is null while it lasts.
 *
 * A pause stops the interval's clock. The other two let it run. Of `away` the observer is asked whether they kept
 * watching: `watched` is null until they answer, and until then the stretch does not count. `inView` while it is asked: the
 * page was never put out of sight, so that it may be that only the tablet's clock was put forward.
 */
export interface Gap {
  readonly id: string;
  readonly kind: GapKind;
  readonly from: number;
  readonly until: number | null;
  readonly reason: string | null;
  readonly watched: boolean | null;
  readonly inView: boolean;
}

/** The wall clock was set by `by` ms at `at` of the observation's own time. */
export interface ClockStep {
  readonly id: string;
  readonly at: number;
  readonly by: number;
}

/** What blank means for a behaviour without a tick. */
export type Looked = 'saw_none' | 'did_not_look';

/** An observation as far as its events say. */
export interface Observation {
  readonly config: Config;
  /** Wall ms. */
  readonly started: number;
  /** Own time at which it ended, null while it can go on. */
  readonly ended: number | null;
  readonly stoppedWhy: string | null;
  readonly ticks: readonly Tick[];
  readonly gaps: readonly Gap[];
  readonly clockSteps: readonly ClockStep[];
  readonly looked: Readonly<Record<string, Looked>>;
  /** What "Other" stands for. */
  readonly otherIs: string | null;
}

/** What can happen in an observation. */
export type Happening =
  | { readonly kind: 'start'; readonly config: Config }
  | { readonly kind: 'tick'; readonly id: string; readonly behaviour: string; readonly interval: number }
  | { readonly kind: 'strike'; readonly tick: string }
  | { readonly kind: 'hold'; readonly tick: string }
  | { readonly kind: 'move'; readonly tick: string; readonly interval: number }
  | { readonly kind: 'pause'; readonly id: string; readonly reason: string | null }
  | { readonly kind: 'resume'; readonly gap: string; readonly reason: string | null }
  | { readonly kind: 'hide'; readonly id: string }
  | { readonly kind: 'show'; readonly gap: string }
  | { readonly kind: 'away'; readonly id: string; readonly from: number; readonly inView: boolean }
  | { readonly kind: 'only_clock'; readonly gap: string }
  | { readonly kind: 'answer'; readonly gap: string; readonly watched: boolean }
  | { readonly kind: 'step'; readonly id: string; readonly by: number }
  | { readonly kind: 'end'; readonly at: number; readonly why: string | null; readonly closes: readonly string[] }
  | { readonly kind: 'reopen'; readonly id: string }
  | { readonly kind: 'looked'; readonly behaviour: string; readonly looked: Looked }
  | { readonly kind: 'other'; readonly words: string | null };

/** One row of the journal: its number, when it happened on both clocks and on the observation's own, and what. */
export type Row = Reading & { readonly n: number; readonly elapsed: number } & Happening;

/** The reason that stands beside a stretch in which no time went by. */
export const CLOCK_SET = 'The tablet’s clock was put forward';

/** The reason that stands beside the stretch between an early end and going on. */
export const STOPPED = 'Stopped, then gone on with';
