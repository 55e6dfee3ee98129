/** What would be lost if somebody's account ended now: cases that nobody else can open. */
import { isPresent, managers, roles, type School } from '../../sync/roster';
import { listed, words } from '../../ui/words';
import type { Book } from '../book';

/** An empty text where nothing would. */
export function leavingWarning(book: Book, school: School, member: string, name: string): string {
  const { lineManager } = words.value;
  const found = roles(school, member);
  const over = (mentor: string): number => managers(school, mentor).filter((manager) => isPresent(school, manager)).length;
  if (found.has('mentor') && over(member) === 0) {
    return `${name} has no ${lineManager}: cases that nobody else can read could then be opened only with the recovery sheet. Choose a ${lineManager} first, and wait until they have been online.`;
  }
  const left = [...(school.manages.get(member) ?? [])].filter((mentor) => isPresent(school, mentor) && over(mentor) === 1);
  if (left.length === 0) return '';
  return `${name} is the only ${lineManager} of ${listed(left.map(book.nameOf))}. Choose another first.`;
}
