/** What a pupil asked for on a scale, in words. */
import { clock, dayOf, shortDay } from '../ui/dates';
import { capital, listed, words } from '../ui/words';
import { type Book, type CaseBook, isMyCase } from './book';

/** "Kai would like to talk to someone today" */
export function wishTitle(book: Book, { firstName }: CaseBook, what: string, at: number): string {
  const isToday = dayOf(at) === book.today;
  if (what === 'need_mentor') return isToday ? `${firstName} needs their ${words.value.mentor}` : `${firstName} needed their ${words.value.mentor}`;
  return isToday ? `${firstName} would like to talk to someone today` : `${firstName} wanted to talk to someone`;
}

/** "Pressed at 9:52, while filling in a scale" */
export function wishDetail(book: Book, place: CaseBook, at: number): string {
  const day = dayOf(at);
  const when = day === book.today ? `at ${clock(at)}` : `on ${shortDay(day, book.today)} at ${clock(at)}, and nobody has answered yet`;
  const mentors = isMyCase(book, place) ? [] : place.mentors;
  const mentor = mentors.length === 0 ? '' : `. ${capital(words.value.mentor)}: ${listed(mentors.map(book.nameOf))}`;
  return `Pressed ${when}, while filling in a scale${mentor}`;
}
