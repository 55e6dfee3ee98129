/** What would be lost if somebody's account ended now: cases that nobody else can open, and whom they have invited. */
import { type Invitation, isPresent, managers, roles, type School } from '../../sync/roster';
import { counted, listed, words } from '../../ui/words';
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

/**
 * What of their invitations ends once they are no administrator any more (`sync/school.ts`), said beforehand: whoever was invited
 * would else find out alone, at a link that lets nobody in. An empty text where there is none.
 */
export function invitationsEnd(school: School, member: string, name: string, now: number): string {
  const isTheirs = ({ by, member: invited, open, expires }: Invitation): boolean => by === member && invited !== member && open && expires > now;
  const made = [...school.invitations.values()].filter(isTheirs).length;
  if (made === 0) return '';
  return made === 1
    ? `An invitation that ${name} made and nobody has used yet ends with it: whoever it is for needs a new one.`
    : `${counted(made, 'invitation')} that ${name} made and nobody has used yet end with it: whoever they are for need new ones.`;
}
