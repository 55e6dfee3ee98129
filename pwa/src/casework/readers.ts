/** Who can read a case, how they come to it, and with whom it could be shared. */
import { CODES, type ErrorCode } from '../generated/codes';
import type { ReadersModel } from '../screens/record/detail_model';
import { listed, words } from '../ui/words';
import type { Book, CaseBook } from './book';
import { waitingWords } from './caseload';
import { backOf } from './detail';
import type { Decision } from './source';

export function readers(book: Book, place: CaseBook): ReadersModel {
  const { vault } = place;
  return {
    back: backOf(book, place),
    readers: [...vault.readers].sort((one, other) => byName(book, one, other)).map((member) => ({
      id: member,
      name: member === book.me ? `${book.nameOf(member)} (you)` : book.nameOf(member),
      why: whyWords(book, place, member),
      waits: vault.waiting.includes(member) ? waitsWords(book, place, member) : null,
      canRemove: vault.may.has('remove') && vault.members.includes(member) && member !== book.me && vault.members.length > 1,
    })),
    others: vault.may.has('share') ? others(book, place) : [],
    undone: undone(book, place),
  };
}

/** What was decided here and did not happen, the last word about each: until it is so after all, or is decided anew. */
function undone(book: Book, { id, vault }: CaseBook): readonly string[] {
  const last = new Map(book.source.carriage.aside.flatMap(({ vault: of, mine, decision, code }) =>
    (mine && of === id && decision !== null ? [[decision.member, { ...decision, code }] as const] : [])));
  return [...last.values()]
    .filter(({ member, letsIn }) => vault.members.includes(member) !== letsIn)
    .map((decided) => undoneWords(book, decided, decided.code));
}

/** "Kit Lowe was not let in: your role does not allow this change." */
export function undoneWords(book: Book, { member, letsIn }: Decision, code: ErrorCode): string {
  const because = book.source.rolesOf(member).length === 0 ? 'They are not in the school any more.' : CODES[code][1];
  return `${book.nameOf(member)} ${letsIn ? 'was not let in' : 'can still read this'}. ${because}`;
}

function byName(book: Book, one: string, other: string): number {
  return book.nameOf(one).localeCompare(book.nameOf(other), 'en');
}

/** "mentor", "line manager of Sam Ortiz", "shared" */
function whyWords(book: Book, { vault, mentors }: CaseBook, member: string): string {
  const { mentor, lineManager } = words.value;
  if (mentors.includes(member)) return mentor;
  if (vault.members.includes(member)) return 'it was shared with them';
  const managed = book.source.managedBy(member).filter((one) => vault.members.includes(one));
  return managed.length === 0 ? lineManager : `${lineManager} of ${listed(managed.map(book.nameOf))}`;
}

function waitsWords(book: Book, place: CaseBook, member: string): string {
  return member === book.me ? waitingWords(book, place) : 'Waiting until a tablet that can open it is online';
}

/** Colleagues who may work with cases and cannot read this one. */
function others(book: Book, { vault }: CaseBook): ReadersModel['others'] {
  return [...book.team.people.keys()]
    .filter((member) => !vault.readers.includes(member) && book.source.rolesOf(member).some((role) => role === 'mentor' || role === 'line_manager'))
    .sort((one, other) => byName(book, one, other))
    .map((member) => ({ value: member, label: book.nameOf(member) }));
}
