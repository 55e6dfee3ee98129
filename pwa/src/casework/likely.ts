/** What is likely to be answered, from what stands in the case already: a name is pressed instead of typed again. */
import { atHome } from './at_home';
import type { Book, CaseBook } from './book';
import type { Field } from './forms';

/** So many names can be taken in at a glance. */
const MOST = 12;

/** By field; nothing where nothing is known, and for a record outside a case. */
export function likelyIn(book: Book, place: CaseBook | null): (field: Pick<Field, 'name'>) => readonly string[] {
  return ({ name }) => (place === null || name !== 'present' ? [] : atHome(book, place).slice(0, MOST));
}
