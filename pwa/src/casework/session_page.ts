/** What stands beside a session note being written: the last note, and what was promised. */
import { textFrom, wholeFrom } from '../capture/leaves';
import type { LastNote, Promised } from '../screens/session/model';
import { length, shortDay } from '../ui/dates';
import { toRecord } from './addresses';
import type { Book, CaseBook } from './book';
import { fieldsOf, newest } from './forms';
import { promisedBy, promisesIn } from './promises';
import { dateOf, formOf, leavesOf } from './standing';

const PARTS = ['objective', 'happened', 'evaluation', 'next_step'];

/** The session before, if there was one that took place. */
export function lastNote(book: Book, place: CaseBook): LastNote | null {
  const last = place.of('session').find((view) => (textFrom(leavesOf(view), 'attendance') ?? 'attended') === 'attended');
  if (last === undefined) return null;
  const leaves = leavesOf(last);
  const minutes = wholeFrom(leaves, 'minutes');
  const fields = fieldsOf(formOf(last) ?? newest('session'));
  return {
    when: [shortDay(dateOf(last), book.today), minutes === null ? '' : length(minutes)].filter((part) => part !== '').join(', '),
    href: toRecord(place.id, last.id, 'session'),
    parts: PARTS.flatMap((path) => {
      const text = textFrom(leaves, path);
      return text === null ? [] : [{ label: fields.get(path)?.label ?? path, text }];
    }),
  };
}

/** What is not kept yet, by anybody. */
export function promisedIn(book: Book, place: CaseBook): readonly Promised[] {
  return promisesIn(book, place).map((promise) => ({ id: promise.id, text: promise.text, by: promisedBy(book, promise) }));
}

/** How many drop-ins there were today, in the diary and in all cases, of the reader's own. */
export function dropInsToday(book: Book): number {
  const places = [...book.cases, ...(book.diary === null ? [] : [book.diary])];
  return places.flatMap((place) => place.of('drop_in')).filter((view) => dateOf(view) === book.today).length;
}
