/**
 * A scale as the pupil sees it: their own ladder, two marks, their own words. No per cent, no ranking, no red pen.
 *
 * Earlier occasions stay hidden until this one is finished, so that nobody answers to match.
 */

import type { Statement } from './answers';
import { placeOf } from './answers';
import { answersIn, type Occasion } from './occasion';

export interface ChildLadder {
  readonly statement: Statement;
  readonly now: number | null;
  readonly wish: number | null;
  /** "Now" of the time before. */
  readonly before: number | null;
  readonly chosen: boolean;
  /** "You are at 4. You would like to be at 8." */
  readonly words: string;
}

export interface ChildView {
  /** In the order of the paper. */
  readonly ladders: readonly ChildLadder[];
  readonly words: string | null;
  readonly disagrees: string | null;
  /** Whether one more can be chosen to talk about. */
  readonly canChooseMore: boolean;
}

/** At most so many statements are chosen to talk about. */
export const MOST_TO_TALK_ABOUT = 3;

/** The pupil's page of an occasion; `before` is the one before it, if there was one. */
export function childView(occasion: Occasion, before: Occasion | null, statements: readonly Statement[]): ChildView {
  const shown = occasion.finished && before?.version === occasion.version ? before : null;
  return {
    ladders: statements.map((statement) => {
      const answers = answersIn(occasion, statement.value);
      const [now, wish] = [placeOf(answers.now), placeOf(answers.wish)];
      const then = shown === null ? null : placeOf(answersIn(shown, statement.value).now);
      const chosen = occasion.talkAbout.includes(statement.value);
      return { statement, now, wish, before: then, chosen, words: ladderWords(now, wish, then) };
    }),
    words: occasion.words,
    disagrees: occasion.disagrees,
    canChooseMore: occasion.talkAbout.length < MOST_TO_TALK_ABOUT,
  };
}

/** The choice with a statement put in or taken out; the same choice where three are in already. */
export function chooseToTalk(chosen: readonly string[], statement: string): readonly string[] {
  if (chosen.includes(statement)) return chosen.filter((it) => it !== statement);
  return chosen.length < MOST_TO_TALK_ABOUT ? [...chosen, statement] : chosen;
}

function ladderWords(now: number | null, wish: number | null, before: number | null): string {
  const said: string[] = [];
  if (before !== null) said.push(`Last time you were at ${before}.`);
  if (now === null) said.push('You did not choose a number for now.');
  if (now !== null && now === wish) said.push(`You are at ${now}, just where you would like to be.`);
  if (now !== null && now !== wish) said.push(`You are at ${now}.`);
  if (wish !== null && now !== wish) said.push(`You would like to be at ${wish}.`);
  return said.join(' ');
}
