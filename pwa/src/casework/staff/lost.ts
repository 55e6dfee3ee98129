/** The sheet about a lost tablet: whose it was, when it was last connected, which cases were on it. For the breach record. */
import type { LostModel } from '../../screens/people/model';
import { isLive, managers, roles, type School } from '../../sync/roster';
import { listed, words } from '../../ui/words';
import type { Book } from '../book';
import { type Beside, connected, letIn, memberName } from './staff';

/** Null for a device that the school never had. */
export function lost(book: Book, school: School, id: string, beside: Beside): LostModel | null {
  const device = school.devices.get(id);
  if (device === undefined) return null;
  const { member } = device;
  const cases = book.cases.filter(({ vault, opened }) => opened && (vault.members.includes(member) || vault.readers.includes(member)));
  const canLock = member === book.me || book.hasRole('administrator');
  return {
    owner: member === book.me ? 'you' : memberName(book, member, beside),
    letIn: letIn(beside.since.get(id)),
    connected: connected(beside.seen.get(id), book.today),
    live: isLive(device),
    canLock,
    cases: cases.map(({ name, classForm }) => (classForm === null ? name : `${name}, ${classForm}`)),
    more: moreWords(book, school, member),
  };
}

/** Who can say which other cases there were; an empty text where this reader sees all of them. */
function moreWords(book: Book, school: School, member: string): string {
  if (member === book.me) return '';
  const over = managers(school, member);
  if (over.includes(book.me)) return '';
  const { lineManager } = words.value;
  if (!roles(school, member, true).has('mentor') && !roles(school, member, true).has('line_manager')) return 'They read no cases.';
  const who = over.length === 0 ? `Whoever shares their cases` : `${listed(over.map(book.nameOf))}, their ${lineManager},`;
  return `These are those that you can read yourself. ${who} can print the whole list: More, Who came and went.`;
}
