/** The sheet about a lost tablet: whose it was, when it was last connected, which cases were on it. For the breach record. */
import type { LostModel } from '../../screens/people/model';
import { isLive, managers, roles, type School } from '../../sync/roster';
import type { Said } from '../../store/administration';
import { parseInstant } from '../../sync/encoding';
import { clock, dayOf, fullDay } from '../../ui/dates';
import { listed, words } from '../../ui/words';
import type { Book } from '../book';
import { type Beside, connected, letIn, memberName } from './staff';

type Staff = Beside & { readonly said: readonly Said[] };

/** Null for a device that the school never had. */
export function lost(book: Book, school: School, id: string, beside: Staff): LostModel | null {
  const device = school.devices.get(id);
  if (device === undefined) return null;
  const { member } = device;
  const cases = book.cases.filter(({ vault, opened }) => opened && (vault.members.includes(member) || vault.readers.includes(member)));
  const canLock = member === book.me || book.hasRole('administrator');
  return {
    school: book.team.schoolName ?? '',
    today: fullDay(book.today),
    owner: member === book.me ? 'you' : memberName(book, member, beside),
    holder: memberName(book, member, beside),
    letIn: letIn(beside.since.get(id)),
    connected: connected(beside.seen.get(id), book.today),
    live: isLive(device),
    lockedOut: lockedOut(book, id, beside),
    canLock,
    cases: cases.map(({ name, classForm }) => (classForm === null ? name : `${name}, ${classForm}`)),
    more: moreWords(book, school, member),
  };
}

/** "Locked out on 29 November 2026, 18:24, by Ms Head"; a device that ended otherwise was locked out by nobody. */
function lockedOut(book: Book, id: string, beside: Staff): string {
  const said = beside.said.find(({ act }) => act.do === 'revoke' && act.device === id);
  if (said === undefined) return 'It is locked out';
  const at = parseInstant(said.act.at);
  return `Locked out on ${fullDay(dayOf(at))}, ${clock(at)}, by ${said.by === null ? 'somebody' : memberName(book, said.by, beside)}`;
}

/** Who can say which other cases there were; an empty text where this reader sees all of them. */
function moreWords(book: Book, school: School, member: string): string {
  if (member === book.me) return '';
  const over = managers(school, member);
  if (over.includes(book.me)) return '';
  const { lineManager } = words.value;
  if (!roles(school, member, true).has('mentor') && !roles(school, member, true).has('line_manager')) return 'They read no cases.';
  const who = over.length === 0 ? `Whoever shares their cases` : `${listed(over.map(book.nameOf))}, their ${lineManager},`;
  return `Only cases that you can read yourself are named here. ${who} can print the whole list: More, Who came and went.`;
}
