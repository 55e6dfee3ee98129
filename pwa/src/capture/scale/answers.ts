/** The pupil scale's statements and answers: numbers from 1 to 10, and three ways of not giving one. */

import type { Option } from '../../casework/forms';

export const LOWEST = 1;
export const HIGHEST = 10;

/** Three different answers: put off, not known, not to be told. Only what is put off is asked again. */
export type NoAnswer = 'skip' | 'dont_know' | 'rather_not';
export type Answer = number | NoAnswer;
export type Mark = 'now' | 'wish';

/** What was answered to one statement; null is not answered yet. */
export interface Answers {
  readonly now: Answer | null;
  readonly wish: Answer | null;
}

/** What a pupil can ask for on every screen. */
export type Wish = 'talk_today' | 'need_mentor';

export interface Statement {
  readonly value: string;
  readonly label: string;
  /** Said to the child where the wording is a difficulty; empty elsewhere. */
  readonly help: string;
  /** Whether a low answer is about welfare, unless the school chose otherwise. */
  readonly welfare: boolean;
}

export const NOT_ANSWERED: Answers = { now: null, wish: null };

/** Statements from the catalogue's options, in the order of the paper. */
export function statementsFrom(options: readonly Option[]): Statement[] {
  return options.map(([value, label, help = '', tags = []]) => ({
    value,
    label,
    help,
    welfare: tags.includes('welfare'),
  }));
}

/** A place on the scale. */
export function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= LOWEST && Number(value) <= HIGHEST;
}

export function isAnswer(value: unknown): value is Answer {
  return isPlace(value) || value === 'skip' || value === 'dont_know' || value === 'rather_not';
}

/** The number, or null for every way of giving none. */
export function placeOf(answer: Answer | null): number | null {
  return isPlace(answer) ? answer : null;
}

/** Whether the statement is still to be asked: not answered, or put off. */
export function isOpen({ now, wish }: Answers): boolean {
  return [now, wish].some((answer) => answer === null || answer === 'skip');
}

/** "7 of 10, quite good": what is said once when a number is pressed. `anchors` are the form's words for the numbers. */
export function announced(place: number, anchors: readonly Option[]): string {
  const words = anchors.find(([value]) => value === String(place))?.[1];
  return words === undefined ? `${place} of ${HIGHEST}` : `${place} of ${HIGHEST}, ${words}`;
}
