/** One occasion on which a scale was filled in, read from its record, and what it comes to. */

import { instantFrom, type Leaf, type Leaves, rowIds, textFrom, wholeFrom } from '../leaves';
import { gap, mean, measured, type Measured, unmeasured } from '../statistics';
import { type Answers, type Answer, isAnswer, isOpen, placeOf, type Statement, type Wish } from './answers';
import { bothWentWrong } from './sitting';

/** A wish that a pupil pressed. Times are wall ms. */
export interface AskedFor {
  readonly id: string;
  readonly what: Wish;
  readonly at: number;
  readonly answered: boolean;
}

export interface Occasion {
  /** ISO date. */
  readonly date: string;
  /** "scale_self_esteem@1": only like versions are compared. */
  readonly version: string;
  /** How it was filled in: alone, read to, asked aloud; null if nobody said. */
  readonly how: string | null;
  readonly answers: Readonly<Record<string, Answers>>;
  /** Time taken, ms, where it is known. */
  readonly took: Readonly<Record<string, number>>;
  readonly practiceWentWrong: boolean;
  readonly asked: readonly AskedFor[];
  readonly finished: boolean;
  readonly words: string | null;
  readonly talkAbout: readonly string[];
  readonly disagrees: string | null;
}

/** Three means of an occasion, in points; each is missing where more than a fifth of it is. */
export interface Totals {
  readonly now: Measured;
  readonly wish: Measured;
  readonly gap: Measured;
  /** Over how many statements each is: those with the number, and for the gap those with both. */
  readonly over: { readonly now: number; readonly wish: number; readonly gap: number };
}

/** No total when more than this share of the statements is missing. */
export const MOST_MISSING = 1 / 5;

/** The occasion that a record holds. */
export function occasionFrom(leaves: Leaves, statements: readonly Statement[]): Occasion {
  const values = statements.map(({ value }) => value);
  return {
    date: textFrom(leaves, 'date') ?? '',
    version: `${textFrom(leaves, '_form') ?? ''}@${wholeFrom(leaves, '_version') ?? 0}`,
    how: textFrom(leaves, 'how'),
    answers: Object.fromEntries(values.map((value) => [value, answersFrom(leaves, value)])),
    took: Object.fromEntries(values.flatMap((value) => tookFrom(leaves, value))),
    practiceWentWrong: bothWentWrong({
      best: wholeFrom(leaves, 'practice_best'),
      worst: wholeFrom(leaves, 'practice_worst'),
    }),
    asked: askedFrom(leaves),
    // A sheet of paper is handed in once, as it is.
    finished: instantFrom(leaves, 'finished') !== null || leaves.get('from_paper') === true,
    words: textFrom(leaves, 'words'),
    talkAbout: textsFrom(leaves.get('talk_about')),
    disagrees: textFrom(leaves, 'disagrees'),
  };
}

/** The statements that another sitting has to ask: not answered, or put off. */
export function openStatements(occasion: Occasion, statements: readonly Statement[]): string[] {
  return statements.map(({ value }) => value).filter((value) => isOpen(answersIn(occasion, value)));
}

/** Mean now, mean wish and mean gap of an occasion. */
export function totals(occasion: Occasion, statements: readonly Statement[]): Totals {
  const given = statements.map(({ value }) => answersIn(occasion, value));
  const nows = given.flatMap(({ now }) => placeOf(now) ?? []);
  const wishes = given.flatMap(({ wish }) => placeOf(wish) ?? []);
  const pairs = given.map(pairOf).filter((pair) => pair !== null);
  const enough = (count: number): boolean => isEnough(count, statements);
  const total = (values: readonly number[]): Measured => {
    if (values.length === 0) return unmeasured('no_answers');
    return enough(values.length) ? measured(mean(values)) : unmeasured('too_much_missing');
  };
  return {
    now: total(nows),
    wish: total(wishes),
    gap: pairs.length > 0 && !enough(pairs.length) ? unmeasured('too_much_missing') : gap(pairs),
    over: { now: nows.length, wish: wishes.length, gap: pairs.length },
  };
}

/** Whether so few statements are missing that a total may be given. */
export function isEnough(count: number, statements: readonly Statement[]): boolean {
  return statements.length - count <= statements.length * MOST_MISSING;
}

/** What was answered to a statement. */
export function answersIn(occasion: Occasion, statement: string): Answers {
  return occasion.answers[statement] ?? { now: null, wish: null };
}

/** Both numbers of a statement, or null where one is missing. */
export function pairOf({ now, wish }: Answers): { readonly now: number; readonly wish: number } | null {
  const [nowPlace, wishPlace] = [placeOf(now), placeOf(wish)];
  return nowPlace === null || wishPlace === null ? null : { now: nowPlace, wish: wishPlace };
}

function answersFrom(leaves: Leaves, value: string): Answers {
  return { now: answerFrom(leaves.get(`${value}_now`)), wish: answerFrom(leaves.get(`${value}_wish`)) };
}

function answerFrom(leaf: Leaf | undefined): Answer | null {
  return isAnswer(leaf) ? leaf : null;
}

function tookFrom(leaves: Leaves, value: string): [string, number][] {
  const took = wholeFrom(leaves, `${value}_took_ms`);
  return took === null ? [] : [[value, took]];
}

function askedFrom(leaves: Leaves): AskedFor[] {
  return rowIds(leaves, 'wishes')
    .flatMap((id): AskedFor[] => {
      const what = textFrom(leaves, `wishes/${id}/what`);
      const at = instantFrom(leaves, `wishes/${id}/at`);
      if ((what !== 'talk_today' && what !== 'need_mentor') || at === null) return [];
      return [{ id, what, at, answered: instantFrom(leaves, `wishes/${id}/answered_at`) !== null }];
    })
    .sort((a, b) => a.at - b.at);
}

function textsFrom(leaf: Leaf | undefined): string[] {
  return Array.isArray(leaf) ? leaf.filter((it) => typeof it === 'string') : [];
}
