/** Whose a printed page is, and of which day: paper goes on lying about when the record has long gone on. */
import type { PrintHeadProps } from '../ui/kit/PrintHead';
import { fullDay } from '../ui/dates';
import type { Book } from './book';

export function printHead(book: Book): PrintHeadProps {
  return { school: book.team.schoolName ?? '', address: book.team.address, printed: printedWords(book) };
}

/** "printed 24 November 2026 by Sam Ortiz" */
export function printedWords(book: Book): string {
  return `printed ${fullDay(book.today)} by ${book.nameOf(book.me)}`;
}
