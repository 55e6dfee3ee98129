/** What was set aside, as whoever may read it meets it: what it says, and why it stands nowhere else. */
import { CODES } from '../generated/codes';
import type { SetAsideModel } from '../screens/record/detail_model';
import type { Change } from '../sync/op';
import { dayOf, shortDay } from '../ui/dates';
import { capital, words } from '../ui/words';
import { to } from './addresses';
import { whoIn } from './arrivals';
import type { Book } from './book';
import { saidSections } from './late';
import type { Aside } from './source';

/** What it says, and when it was written; null where it cannot be read here. */
export interface SaidAside {
  readonly at: string;
  readonly changes: readonly Change[];
}

/** Where something of mine is that was not taken. */
export function keptWords({ handedIn }: Pick<Aside, 'handedIn'>): string {
  return handedIn ? `It was handed in: a ${words.value.lineManager} decides about it.` : 'It is kept on this tablet alone.';
}

/** `said` is undefined while it is being opened. */
export function setAsideModel(book: Book, aside: Aside, said: SaidAside | null | undefined): SetAsideModel {
  const { vault, member, code, mine, handedIn } = aside;
  const [, because, remedy] = CODES[code];
  const who = member === null ? 'Somebody' : capital(book.who(member));
  const written = said ? Date.parse(said.at) : null;
  return {
    above: capital(whoIn(book, vault)),
    title: mine ? 'You wrote this, and it was not taken' : `${who} wrote this, and it was set aside`,
    below: written === null ? null : `Written ${shortDay(dayOf(written), book.today)}`,
    back: { href: to('where'), label: 'Where is it?' },
    sections: said ? saidSections(book, vault, said.changes) : [],
    notice: `${because} ${mine || handedIn ? keptWords(aside) : remedy}`,
    unread: said === null ? 'It cannot be read on this tablet.' : null,
    again: handedIn || book.caseOf(vault) === null ? null : { href: to('case', { case: vault }), label: 'Go to the case' },
  };
}
