/**
 * What a mentor may want to ask about, after the wish to talk and the answers about welfare. Prompts, not findings: each
 * has an ordinary explanation too.
 */

import type { Answers, Statement } from './answers';
import { placeOf } from './answers';
import { answersIn, type Occasion, pairOf } from './occasion';

export type PromptKind = 'same_number' | 'ends_only' | 'fast' | 'wish_below_now' | 'practice';

export interface Prompt {
  readonly kind: PromptKind;
  readonly words: string;
  /** The statements it is about; none where it is about all. */
  readonly statements: readonly Statement[];
}

/** A pattern needs at least so many numbers. */
export const FEWEST_FOR_A_PATTERN = 5;
/** A statement with both its answers in less than this, ms, was hardly read. */
export const TOO_FAST = 1_500;

/** The prompts that an occasion gives, in a fixed order. */
export function prompts(occasion: Occasion, statements: readonly Statement[]): Prompt[] {
  const nows = statements.flatMap(({ value }) => placeOf(answersIn(occasion, value).now) ?? []);
  const found = [
    occasion.practiceWentWrong
      ? about('practice', 'Both practice questions went wrong. Would it help to read it aloud together?')
      : null,
    sameNumber(nows),
    endsOnly(nows),
    isFast(occasion, statements)
      ? about('fast', 'Most statements took less than a second and a half. Look at a few of them together.')
      : null,
    wishBelowNow(occasion, statements),
  ];
  return found.filter((prompt) => prompt !== null);
}

function sameNumber(nows: readonly number[]): Prompt | null {
  const [first] = nows;
  if (first === undefined || nows.length < FEWEST_FOR_A_PATTERN || nows.some((now) => now !== first)) return null;
  return about('same_number', `“Where I am now” is ${first} throughout. Was it clear what was asked?`);
}

function endsOnly(nows: readonly number[]): Prompt | null {
  const ends = nows.length >= FEWEST_FOR_A_PATTERN && nows.every((now) => now === 1 || now === 10);
  // All at one end is the same number throughout, and said as that.
  return ends && new Set(nows).size === 2
    ? about('ends_only', 'Only 1 and 10 were chosen for now. Talk one or two of them through.')
    : null;
}

function isFast(occasion: Occasion, statements: readonly Statement[]): boolean {
  const times = statements
    .filter(({ value }) => pairOf(answersIn(occasion, value)) !== null)
    .flatMap(({ value }) => occasion.took[value] ?? [])
    .sort((a, b) => a - b);
  const middle = times[Math.floor((times.length - 1) / 2)];
  return times.length >= FEWEST_FOR_A_PATTERN && middle !== undefined && middle < TOO_FAST;
}

function wishBelowNow(occasion: Occasion, statements: readonly Statement[]): Prompt | null {
  const below = statements.filter(({ value }) => isBelow(answersIn(occasion, value)));
  if (below.length === 0) return null;
  const names = below.map(({ label }) => `“${label}”`).join(', ');
  return { kind: 'wish_below_now', words: `The wish is lower than now in ${names}. Ask what was meant.`, statements: below };
}

function isBelow(answers: Answers): boolean {
  const pair = pairOf(answers);
  return pair !== null && pair.wish < pair.now;
}

function about(kind: PromptKind, words: string): Prompt {
  return { kind, words, statements: [] };
}
