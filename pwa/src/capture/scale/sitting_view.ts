/** Everything the pupil's screen shows at one moment. */

import { type Answer, placeOf, type Wish } from './answers';
import { answersOf, bothWentWrong, placeBefore, type Practice, type Sitting, statementAt } from './sitting';

export interface SittingView {
  readonly screen: Sitting['place']['screen'];
  readonly practice: { readonly item: Practice; readonly place: number | null } | null;
  readonly statement: StatementView | null;
  readonly canGoOn: boolean;
  readonly canGoBack: boolean;
  /** Statements done of all, this sitting and those before: for the row of pips. */
  readonly progress: { readonly done: number; readonly all: number };
  /** Both practice items went wrong: "Shall I read it to you?" */
  readonly offerReading: boolean;
  /** What was asked for, and when (wall ms). */
  readonly asked: Readonly<Partial<Record<Wish, number>>>;
}

export interface StatementView {
  readonly value: string;
  readonly now: Answer | null;
  readonly wish: Answer | null;
  /** The wish opens when "now" has its answer; the now mark stays to be seen beside it. */
  readonly wishOpen: boolean;
  readonly nowMark: number | null;
}

/** The pupil's screen of a sitting. */
export function sittingView(sitting: Sitting): SittingView {
  const { place, config, practice } = sitting;
  const statement = statementAt(sitting);
  const shown = statement === null ? null : statementView(sitting, statement);
  const item = place.screen === 'practice' ? place.item : null;
  const passed = place.screen === 'statement' ? place.index : isPast(sitting) ? config.open.length : 0;
  return {
    screen: place.screen,
    practice: item === null ? null : { item, place: practice[item] },
    statement: shown,
    canGoOn: item === null ? isAnswered(shown) : practice[item] !== null,
    canGoBack: placeBefore(sitting) !== null,
    progress: { done: config.statements.length - config.open.length + passed, all: config.statements.length },
    offerReading: bothWentWrong(practice) && !sitting.readAloud,
    asked: Object.fromEntries(sitting.asked.map(({ what, at }) => [what, at])),
  };
}

function statementView(sitting: Sitting, value: string): StatementView {
  const { now, wish } = answersOf(sitting, value);
  return { value, now, wish, wishOpen: now !== null, nowMark: placeOf(now) };
}

function isAnswered(shown: StatementView | null): boolean {
  return (shown?.now ?? null) !== null && (shown?.wish ?? null) !== null;
}

function isPast({ place }: Sitting): boolean {
  return place.screen === 'words' || place.screen === 'finished';
}
