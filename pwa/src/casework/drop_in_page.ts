/** Who dropped in: a few letters find a pupil's case; a name without one is kept as it was typed, and none at all is fine too. */
import { textFrom } from '../capture/leaves';
import type { WhoModel } from '../screens/dropin/model';
import { clock } from '../ui/dates';
import { counted, words } from '../ui/words';
import { CHOSEN } from './acts/drop_in';
import { type Book, type CaseBook, openCases } from './book';
import { readersWords } from './case';
import type { Leaves } from './forms';
import { folded } from './people';
import { choosable } from './pick';
import { dropInsToday } from './session_page';

/** So many are offered; with one more letter they are fewer. */
const MOST = 6;

/** The case that a drop-in goes to: the one that was chosen, else the only one of exactly that name. */
export function placeOf(book: Book, draft: Leaves): CaseBook | null {
  const typed = folded((textFrom(draft, 'who') ?? '').trim());
  const called = openCases(book).filter(({ name }) => folded(name) === typed);
  const chosen = called.find(({ id }) => id === textFrom(draft, CHOSEN));
  return chosen ?? (called.length === 1 ? called[0] ?? null : null);
}

/** "Drop-in · Today, 15:20 · 2 today already" */
export function aboveDropIn(book: Book): string {
  const today = dropInsToday(book);
  return ['Drop-in', `Today, ${clock(book.now)}`, ...(today === 0 ? [] : [`${today} today already`])].join(' · ');
}

export function whoModel(book: Book, draft: Leaves): WhoModel {
  const typed = textFrom(draft, 'who');
  const place = placeOf(book, draft);
  const fits = typed === null || typed.trim() === '' || place !== null ? [] : choosable(book, typed);
  return {
    typed,
    chosen: place !== null,
    fits: fits.slice(0, MOST).map(({ id, name, initials, classForm }) => ({ id, label: name, detail: classForm ?? '', initials })),
    says: saysOf(book, typed ?? '', place, fits.length),
  };
}

function saysOf(book: Book, typed: string, place: CaseBook | null, count: number): string {
  if (place !== null) {
    const called = place.classForm === null ? place.name : `${place.name}, ${place.classForm}`;
    return `Kept in the case of ${called}. ${readersWords(book, place)}.`;
  }
  if (typed.trim() === '') return '';
  if (count === 0) return 'Nobody of that name has a case that is open here. It is kept as you typed it, in your diary.';
  const found = `${counted(count, words.value.pupil, words.value.pupils)} found`;
  return count > MOST ? `${found}. Type another letter, or choose one.` : `${found}. Choose one, or leave it as you typed it.`;
}
