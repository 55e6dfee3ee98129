/**
 * One sitting of a pupil with the scale, as a state and what each touch makes of it.
 *
 *     welcome → practice (2) → statement … statement → words → finished
 *                                   └──────────────────────→ stopped, to go on another day
 *
 * Nothing is filled in beforehand and nothing moves by itself. "Now" comes first; the wish opens with it. What was given
 * comes out at once as leaves to be sealed and stored; the sitting itself is never kept, so that whoever takes the tablet
 * finds no answers in it. It knows nothing of earlier occasions.
 */

import { type AsInstant, type Change } from '../leaves';
import type { Reading } from '../observation';
import {
  type Answers,
  HIGHEST,
  isPlace,
  LOWEST,
  type Mark,
  type NoAnswer,
  NOT_ANSWERED,
  type Wish,
} from './answers';

/** The two items with a known place. */
export type Practice = 'best' | 'worst';

export interface SittingConfig {
  /** Every statement of the form, in its order. */
  readonly statements: readonly string[];
  /** Those still open; all of them the first time (`openStatements`). */
  readonly open: readonly string[];
  /** False where the scale was begun on another day: neither practice nor `started` come twice. */
  readonly first: boolean;
}

export type Place =
  | { readonly screen: 'welcome' | 'words' | 'finished' | 'stopped' }
  | { readonly screen: 'practice'; readonly item: Practice }
  | { readonly screen: 'statement'; readonly index: number };

export interface Asked {
  readonly what: Wish;
  /** Wall ms. */
  readonly at: number;
}

export interface Sitting {
  readonly config: SittingConfig;
  readonly place: Place;
  readonly answers: Readonly<Record<string, Answers>>;
  /** Time spent with each statement, ms. */
  readonly took: Readonly<Record<string, number>>;
  readonly practice: Readonly<Record<Practice, number | null>>;
  readonly asked: readonly Asked[];
  readonly readAloud: boolean;
  /** When the statement in view came into view. */
  readonly since: Reading | null;
}

export type Touch =
  | { readonly do: 'begin' }
  | { readonly do: 'practise'; readonly place: number }
  | { readonly do: 'answer'; readonly mark: Mark; readonly place: number }
  /** Instead of a number: for what has none yet, or for both if both have. "Skip for now" goes on, and puts off only what has no answer. */
  | { readonly do: 'no_answer'; readonly answer: NoAnswer }
  | { readonly do: 'next' }
  | { readonly do: 'back' }
  | { readonly do: 'read_aloud' }
  | { readonly do: 'ask'; readonly what: Wish }
  | { readonly do: 'say'; readonly words: string }
  /** Ends for today; what is open can be gone on with. */
  | { readonly do: 'stop' }
  | { readonly do: 'finish' };

export type SittingRefusal = 'not_here' | 'now_first' | 'answer_first' | 'no_such_place' | 'already_asked' | 'over';

export interface SittingStep {
  readonly sitting: Sitting;
  /** Leaves of the record, to be sealed and stored before anything else. */
  readonly changes: readonly Change[];
  readonly refused: SittingRefusal | null;
}

/** What a touch needs from outside: the clocks, ids for rows and the writing of instants. */
export interface Touching {
  readonly now: Reading;
  readonly newId: () => string;
  readonly asInstant: AsInstant;
}

const PRACTICE: readonly Practice[] = ['best', 'worst'];
const RIGHT: Readonly<Record<Practice, number>> = { best: HIGHEST, worst: LOWEST };
const MOST_WORDS = 10_000;

/** A sitting at its welcome. */
export function startSitting(config: SittingConfig): Sitting {
  return {
    config,
    place: { screen: 'welcome' },
    answers: {},
    took: {},
    practice: { best: null, worst: null },
    asked: [],
    readAloud: false,
    since: null,
  };
}

/** What one touch makes of a sitting. */
export function touch(sitting: Sitting, it: Touch, touching: Touching): SittingStep {
  if (it.do === 'ask') return ask(sitting, it.what, touching);
  if (isOver(sitting)) return refused(sitting, 'over');
  switch (it.do) {
    case 'begin':
      return begin(sitting, touching);
    case 'practise':
      return practise(sitting, it.place);
    case 'answer':
      return answer(sitting, it.mark, it.place);
    case 'no_answer':
      return noAnswer(sitting, it.answer, touching);
    case 'next':
      return next(sitting, touching);
    case 'back':
      return back(sitting, touching);
    case 'read_aloud':
      return done({ ...sitting, readAloud: true }, sitting.readAloud ? [] : [['read_aloud', true]]);
    case 'say':
      return say(sitting, it.words);
    case 'stop':
      return moved(sitting, { screen: 'stopped' }, touching);
    case 'finish':
      return finish(sitting, touching);
  }
}

/** The statement in view, if one is. */
export function statementAt(sitting: Sitting): string | null {
  return sitting.place.screen === 'statement' ? (sitting.config.open[sitting.place.index] ?? null) : null;
}

/** What was answered to a statement in this sitting. */
export function answersOf(sitting: Sitting, statement: string): Answers {
  return sitting.answers[statement] ?? NOT_ANSWERED;
}

/** Whether both practice items were answered and both went wrong: an offer to read aloud, and a flag for the mentor. */
export function bothWentWrong(practice: Sitting['practice']): boolean {
  return PRACTICE.every((item) => practice[item] !== null && practice[item] !== RIGHT[item]);
}

/** Whether nothing more is taken but a wish to talk. */
export function isOver({ place }: Sitting): boolean {
  return place.screen === 'finished' || place.screen === 'stopped';
}

function begin(sitting: Sitting, { now, asInstant }: Touching): SittingStep {
  if (sitting.place.screen !== 'welcome') return refused(sitting, 'not_here');
  const { first, open } = sitting.config;
  const place: Place = first ? { screen: 'practice', item: 'best' } : placeOfStatement(open, 0);
  return done({ ...sitting, place, since: now }, first ? [['started', asInstant(now.wall)]] : []);
}

function practise(sitting: Sitting, place: number): SittingStep {
  if (sitting.place.screen !== 'practice') return refused(sitting, 'not_here');
  if (!isPlace(place)) return refused(sitting, 'no_such_place');
  const { item } = sitting.place;
  return done({ ...sitting, practice: { ...sitting.practice, [item]: place } }, [[`practice_${item}`, place]]);
}

function answer(sitting: Sitting, mark: Mark, place: number): SittingStep {
  const statement = statementAt(sitting);
  if (statement === null) return refused(sitting, 'not_here');
  if (!isPlace(place)) return refused(sitting, 'no_such_place');
  const given = answersOf(sitting, statement);
  if (mark === 'wish') {
    return given.now === null
      ? refused(sitting, 'now_first')
      : withAnswers(sitting, statement, { ...given, wish: place });
  }
  // A number for now takes a "don't know" about the wish back: it was said of both.
  return withAnswers(sitting, statement, { now: place, wish: isPlace(given.wish) ? given.wish : null });
}

function noAnswer(sitting: Sitting, value: NoAnswer, touching: Touching): SittingStep {
  const statement = statementAt(sitting);
  if (statement === null) return refused(sitting, 'not_here');
  const { now, wish } = answersOf(sitting, statement);
  if (value === 'skip') return skip(sitting, statement, touching);
  // Said after both numbers it takes both back; else it is about what has no number yet.
  const takesBack = isPlace(now) && isPlace(wish);
  return withAnswers(sitting, statement, {
    now: isPlace(now) && !takesBack ? now : value,
    wish: isPlace(wish) && !takesBack ? wish : value,
  });
}

/** Goes on, and puts off what has no answer yet. An answer that was given stays: nobody skips so as to lose it. */
function skip(sitting: Sitting, statement: string, touching: Touching): SittingStep {
  const { now, wish } = answersOf(sitting, statement);
  const said = withAnswers(sitting, statement, { now: now ?? 'skip', wish: wish ?? 'skip' });
  const went = next(said.sitting, touching);
  return { ...went, changes: [...said.changes, ...went.changes] };
}

function next(sitting: Sitting, touching: Touching): SittingStep {
  const { place, config, practice } = sitting;
  if (place.screen === 'practice') {
    if (practice[place.item] === null) return refused(sitting, 'answer_first');
    const best = place.item === 'best';
    return moved(sitting, best ? { screen: 'practice', item: 'worst' } : placeOfStatement(config.open, 0), touching);
  }
  if (place.screen === 'statement') {
    const { now, wish } = answersOf(sitting, statementAt(sitting) ?? '');
    if (now === null || wish === null) return refused(sitting, 'answer_first');
    return moved(sitting, placeOfStatement(config.open, place.index + 1), touching);
  }
  return refused(sitting, 'not_here');
}

function back(sitting: Sitting, touching: Touching): SittingStep {
  const before = placeBefore(sitting);
  return before === null ? refused(sitting, 'not_here') : moved(sitting, before, touching);
}

/** Where "Back" leads, if it leads anywhere: never out of the questions. */
export function placeBefore({ place, config }: Sitting): Place | null {
  if (place.screen === 'practice') return place.item === 'worst' ? { screen: 'practice', item: 'best' } : null;
  if (place.screen !== 'statement' && place.screen !== 'words') return null;
  const index = place.screen === 'statement' ? place.index : config.open.length;
  if (index > 0) return { screen: 'statement', index: index - 1 };
  return config.first ? { screen: 'practice', item: 'worst' } : null;
}

function ask(sitting: Sitting, what: Wish, { now, newId, asInstant }: Touching): SittingStep {
  if (sitting.asked.some((asked) => asked.what === what)) return refused(sitting, 'already_asked');
  const id = newId();
  return done({ ...sitting, asked: [...sitting.asked, { what, at: now.wall }] }, [
    [`wishes/${id}/what`, what],
    [`wishes/${id}/at`, asInstant(now.wall)],
  ]);
}

function say(sitting: Sitting, words: string): SittingStep {
  if (sitting.place.screen !== 'words') return refused(sitting, 'not_here');
  const kept = Array.from(words).slice(0, MOST_WORDS).join('');
  return done(sitting, [['words', kept.trim() === '' ? null : kept]]);
}

function finish(sitting: Sitting, { now, asInstant }: Touching): SittingStep {
  if (sitting.place.screen !== 'words') return refused(sitting, 'not_here');
  return done({ ...sitting, place: { screen: 'finished' }, since: null }, [['finished', asInstant(now.wall)]]);
}

function placeOfStatement(open: readonly string[], index: number): Place {
  return index < open.length ? { screen: 'statement', index } : { screen: 'words' };
}

function withAnswers(sitting: Sitting, statement: string, given: Answers): SittingStep {
  const before = answersOf(sitting, statement);
  const changes = (['now', 'wish'] as const)
    .filter((mark) => given[mark] !== before[mark])
    .map((mark): Change => [`${statement}_${mark}`, given[mark]]);
  return done({ ...sitting, answers: { ...sitting.answers, [statement]: given } }, changes);
}

/** Leaves what is in view; the time spent with a statement is added up, visit by visit. */
function moved(sitting: Sitting, place: Place, { now }: Touching): SittingStep {
  const statement = statementAt(sitting);
  const there = { ...sitting, place, since: now };
  if (statement === null || sitting.since === null) return done(there, []);
  // Two loads of the page have no clock in common that cannot be set.
  const spent = sitting.since.session === now.session ? Math.max(0, now.mono - sitting.since.mono) : 0;
  const took = (sitting.took[statement] ?? 0) + spent;
  const timed = { ...there, took: { ...sitting.took, [statement]: took } };
  return done(timed, answersOf(sitting, statement).now === null ? [] : [[`${statement}_took_ms`, took]]);
}

function done(sitting: Sitting, changes: readonly Change[]): SittingStep {
  return { sitting, changes, refused: null };
}

function refused(sitting: Sitting, why: SittingRefusal): SittingStep {
  return { sitting, changes: [], refused: why };
}
