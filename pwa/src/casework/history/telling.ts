/** What the lines of a history are told with: the record, its form, all saves of it, and the words of a value. */
import type { PastChange } from '../../store/history';
import type { RecordView } from '../../sync/records';
import { leafWords } from '../../ui/form/reading';
import type { Book, VaultBook } from '../book';
import type { Field, Form } from '../forms';
import { namesIn } from '../names';
import { formOf } from '../standing';
import type { Past } from './past';

/** What the tablet measured is for nobody to read, and where a row stands or a record came from is said in other words. */
export const UNTOLD = /^(?:gaps|clock_steps)\/|_took_ms$|(?:^|\/)_/;

/** All that a line is made from. */
export interface Telling {
  readonly book: Book;
  readonly place: VaultBook;
  readonly view: RecordView;
  readonly form: Form;
  readonly past: Past;
}

/** Null where nothing is known of the form that the record was made with. */
export function tellingOf(book: Book, place: VaultBook, view: RecordView, past: Past): Telling | null {
  const form = formOf(view);
  return form === undefined ? null : { book, place, view, form, past };
}

export function idOf({ dot }: PastChange): string {
  return dot.join('.');
}

/** What a newer form added is shown as it is. */
export function wordsOf({ book, place }: Telling, field: Field | undefined, { value }: PastChange): string {
  if (field === undefined) return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return leafWords(field, value, { names: namesIn(book, place.id), today: book.today });
}
