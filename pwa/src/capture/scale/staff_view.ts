/** A scale as staff see it: what comes first at unlock, then each occasion's three numbers and thirteen small ladders. */

import {
  type Estimate,
  type GapChange,
  gapChange,
  type Measured,
  type Precision,
  type ReliableChange,
  reliableChange,
  scoreBand,
  smallestDetectableChange,
  unmeasured,
} from '../statistics';
import type { Answer, Statement } from './answers';
import { placeOf } from './answers';
import { answersIn, type AskedFor, isEnough, type Occasion, openStatements, pairOf, type Totals, totals } from './occasion';
import { type Prompt, prompts } from './prompts';

/** What a school settled about its scale. */
export interface StaffSettings {
  /** Values of the statements whose low answers come first; null takes the form's own marks. */
  readonly welfare: readonly string[] | null;
  /** A "now" of this or less is low. */
  readonly low: number;
  /** Of the mean "now"; unknown until a school has some thirty repeats. */
  readonly precision: Precision;
}

export interface OccasionView extends Totals {
  readonly date: string;
  /** How it was filled in: a value of the form; null if nobody said. */
  readonly how: string | null;
  /** The mean "now" with the band of its own wobble. */
  readonly band: Measured<Estimate>;
  readonly open: readonly string[];
}

export interface LadderStep {
  readonly date: string;
  readonly now: Answer | null;
  readonly wish: Answer | null;
}

export interface StaffLadder {
  readonly statement: Statement;
  /** Oldest first. */
  readonly steps: readonly LadderStep[];
  /** Points "now" moved since the occasion before; null where one of the two has no number. */
  readonly moved: number | null;
  /** True where the move is too small to be told from wobble in one statement. */
  readonly mayBeWobble: boolean;
}

export interface ChangeView {
  readonly from: string;
  readonly to: string;
  /** Of now, of wish and of gap apart. */
  readonly points: Measured<GapChange>;
  readonly index: Measured<ReliableChange>;
  readonly smallest: Measured;
  /** What must be known before the two are compared. */
  readonly cautions: readonly string[];
}

export interface StaffView {
  /** Wishes nobody has answered yet, of any occasion, oldest first. */
  readonly wishes: readonly AskedFor[];
  /** Low answers about welfare, of the newest occasion. */
  readonly low: readonly LowAnswer[];
  readonly prompts: readonly Prompt[];
  readonly occasions: readonly OccasionView[];
  readonly ladders: readonly StaffLadder[];
  /** The newest occasion beside the one before. */
  readonly change: ChangeView | null;
}

/** A single statement's change of fewer points than this may be wobble. */
export const SINGLE_WOBBLE = 5;
export const DEFAULT_LOW = 3;

/** The staff page of one scale; occasions may come in any order. */
export function staffView(
  occasions: readonly Occasion[],
  statements: readonly Statement[],
  settings: StaffSettings,
): StaffView {
  const inOrder = [...occasions].sort((a, b) => a.date.localeCompare(b.date));
  const newest = inOrder.at(-1);
  const before = inOrder.at(-2);
  return {
    wishes: inOrder.flatMap(({ asked }) => asked.filter(({ answered }) => !answered)).sort((a, b) => a.at - b.at),
    low: newest === undefined ? [] : lowAnswers(newest, statements, settings),
    prompts: newest === undefined ? [] : prompts(newest, statements),
    occasions: inOrder.map((occasion) => occasionView(occasion, statements, settings)),
    ladders: statements.map((statement) => ladder(inOrder, statement)),
    change: newest === undefined || before === undefined ? null : change(before, newest, statements, settings),
  };
}

/** A low answer about welfare. */
export interface LowAnswer {
  readonly statement: Statement;
  readonly now: number;
}

/** The low answers about welfare of an occasion, in the order of the paper. */
export function lowAnswers(
  occasion: Occasion,
  statements: readonly Statement[],
  { welfare, low }: Pick<StaffSettings, 'welfare' | 'low'>,
): LowAnswer[] {
  return statements
    .filter((it) => (welfare === null ? it.welfare : welfare.includes(it.value)))
    .flatMap((statement) => {
      const now = placeOf(answersIn(occasion, statement.value).now);
      return now !== null && now <= low ? [{ statement, now }] : [];
    });
}

function occasionView(
  occasion: Occasion,
  statements: readonly Statement[],
  { precision }: StaffSettings,
): OccasionView {
  const sums = totals(occasion, statements);
  return {
    ...sums,
    date: occasion.date,
    how: occasion.how,
    band: sums.now.defined ? scoreBand(sums.now.value, precision) : sums.now,
    open: openStatements(occasion, statements),
  };
}

function ladder(inOrder: readonly Occasion[], statement: Statement): StaffLadder {
  const steps = inOrder.map((occasion) => ({ date: occasion.date, ...answersIn(occasion, statement.value) }));
  const [before, last] = [steps.at(-2), steps.at(-1)].map((step) => placeOf(step?.now ?? null));
  const moved = typeof before === 'number' && typeof last === 'number' ? last - before : null;
  return { statement, steps, moved, mayBeWobble: moved !== null && moved !== 0 && Math.abs(moved) < SINGLE_WOBBLE };
}

function change(
  before: Occasion,
  newest: Occasion,
  statements: readonly Statement[],
  { precision }: StaffSettings,
): ChangeView {
  const alike = before.version === newest.version;
  const pairs = (occasion: Occasion) => statements.map(({ value }) => pairOf(answersIn(occasion, value)));
  const points = alike ? gapChange(pairs(before), pairs(newest)) : unmeasured('unlike_versions');
  return {
    from: before.date,
    to: newest.date,
    points,
    index: changeIndex(points, statements, precision),
    smallest: smallestDetectableChange(precision),
    cautions: cautions(before, newest),
  };
}

/** Of the same statements as the change itself: means over unlike statements are not compared. */
function changeIndex(points: Measured<GapChange>, statements: readonly Statement[], precision: Precision): Measured<ReliableChange> {
  if (!points.defined) return points;
  if (!isEnough(points.value.statements, statements)) return unmeasured('too_much_missing');
  return reliableChange(0, points.value.now, precision);
}

function cautions(before: Occasion, newest: Occasion): string[] {
  const said: string[] = [];
  if (before.version !== newest.version) said.push('The scale has changed since; the two cannot be compared.');
  if (before.how !== newest.how)
    said.push('The two were not filled in the same way; what is said aloud can differ from what is pressed alone.');
  return said;
}
