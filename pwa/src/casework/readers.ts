/** Who can read a case, how they come to it, and with whom it could be shared. */
import type { ReadersModel } from '../screens/record/detail_model';
import { listed, words } from '../ui/words';
import type { Book, CaseBook } from './book';
import { waitingWords } from './caseload';
import { backOf } from './detail';

export function readers(book: Book, place: CaseBook): ReadersModel {
  const { vault } = place;
  return {
    name: place.name,
    back: backOf(book, place),
    readers: [...vault.readers].sort((one, other) => byName(book, one, other)).map((member) => ({
      id: member,
      name: member === book.me ? `${book.nameOf(member)} (you)` : book.nameOf(member),
      why: whyWords(book, place, member),
      waits: vault.waiting.includes(member) ? waitsWords(book, place, member) : null,
      canRemove: vault.may.has('remove') && vault.members.includes(member) && member !== book.me && vault.members.length > 1,
    })),
    others: vault.may.has('share') ? others(book, place) : [],
  };
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
