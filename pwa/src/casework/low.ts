/** Low answers about welfare: which a school calls so, and whether anybody has looked at them. They come first until somebody has. */
import { type LowAnswer, lowAnswers, type Statement } from '../capture/scale';
import { textFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import { shortDay } from '../ui/dates';
import { capital, listed, words } from '../ui/words';
import { type Book, type CaseBook, isMyCase } from './book';
import { newest, rowsOf } from './forms';
import { occasionOf, SCALES, statementsOf } from './occasions';
import { whose } from './people';
import { dateOf, formOf, leavesOf, listFrom, momentFrom, newestFirst } from './standing';
import { scaleSettings } from './team';

/** A scale with low answers that nobody has looked at. */
export interface Low {
  readonly view: RecordView;
  readonly statements: readonly Statement[];
}

/** Somebody who looked, at which statements, and when. */
export interface LookedAt {
  readonly who: string;
  readonly at: number | null;
  readonly statements: readonly string[];
}

/** The low answers of a scale, looked at or not. */
export function lowIn(book: Book, view: RecordView): readonly LowAnswer[] {
  return lowAnswers(occasionOf(view), statementsOf(formOf(view) ?? newest('scale_self_esteem')), scaleSettings(book.team, view.form));
}

/** Who has looked, in order. */
export function lookedAt(view: RecordView): readonly LookedAt[] {
  return rowsOf(leavesOf(view), 'low_seen').flatMap(({ leaves }): LookedAt[] => {
    const who = textFrom(leaves, 'who');
    return who === null ? [] : [{ who, at: momentFrom(leaves, 'at'), statements: listFrom(leaves, 'statements') }];
  });
}

/** Those of a scale that nobody has looked at: a scale that was gone on with may have new ones. */
export function unseenIn(book: Book, view: RecordView): readonly Statement[] {
  const seen = new Set(lookedAt(view).flatMap(({ statements }) => statements));
  return lowIn(book, view).map(({ statement }) => statement).filter(({ value }) => !seen.has(value));
}

/** The scales of a case whose low answers wait: the newest of each, for what is older was overtaken by it. The newest first. */
export function unseenLow(book: Book, place: CaseBook): readonly Low[] {
  if (place.closed) return [];
  return SCALES.flatMap((form) => place.of(form).slice(0, 1))
    .map((view) => ({ view, statements: unseenIn(book, view) }))
    .filter(({ statements }) => statements.length > 0)
    .sort((one, other) => newestFirst(one.view, other.view));
}

/** "Kai’s answer to “Happy at home” is low" */
export function lowTitle({ firstName }: CaseBook, { statements }: Low): string {
  const named = listed(statements.map(({ label }) => `“${label}”`));
  return statements.length === 1 ? `${whose(firstName)} answer to ${named} is low` : `${whose(firstName)} answers to ${named} are low`;
}

/** "“How I see myself” of 19 Nov. Nobody has looked at it yet" */
export function lowDetail(book: Book, place: CaseBook, { view }: Low): string {
  const day = dateOf(view) === book.today ? 'today' : shortDay(dateOf(view), book.today);
  const mentors = isMyCase(book, place) ? [] : place.mentors;
  const mentor = mentors.length === 0 ? '' : `. ${capital(words.value.mentor)}: ${listed(mentors.map(book.nameOf))}`;
  return `“${formOf(view)?.label ?? ''}”, ${day}. Nobody has looked at it yet${mentor}`;
}
