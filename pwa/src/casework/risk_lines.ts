/**
 * Risk notes as Today has them: for whoever is to know of a concern, and for the visitor while nobody has seen a serious one. What
 * one visit left in several cases is one line.
 */
import { textFrom } from '../capture/leaves';
import type { AskedFor } from '../screens/today/model';
import type { RecordView } from '../sync/records';
import { shortDay } from '../ui/dates';
import { listed } from '../ui/words';
import { to } from './addresses';
import type { Book, CaseBook } from './book';
import { meantFor, openRisks, type RiskLevel, riskLevel, waitsForMe } from './risks';
import { dateOf, leavesOf } from './standing';
import { managersOf } from './visiting';

interface Note {
  readonly place: CaseBook;
  readonly view: RecordView;
}

/** One visit's note, with the names of those whose cases have it. */
interface Told extends Note {
  readonly names: string;
}

/** What waits for the reader to see: serious ones first, then those to be known this week. What may wait longer stands in the inbox. */
export function risksToKnow(book: Book): readonly AskedFor[] {
  const waiting = openIn(book).filter(({ place, view }) => waitsForMe(book, place, view));
  return [...toldOnce(waiting, 'high'), ...toldOnce(waiting, 'medium')].map(({ place, view, names }) => {
    const madeBy = textFrom(leavesOf(view), 'made_by');
    const visit = `${visitWords(book, view)}${madeBy === null ? '' : ` by ${book.nameOf(madeBy)}`}`;
    const [title, know] = riskLevel(view) === 'high' ? ['Serious concern', 'to know today'] : ['Concern', 'to know this week'];
    return {
      id: `${view.id}-risk`, title: `${title}: ${names}`, detail: `${visit}. The risk note is for you ${know}, and nobody has seen it yet.`, step: seeIt(place, view),
    };
  });
}

/** One's own serious ones that nobody has seen, with whom to phone: a push is no way to tell, and a tablet may be without a network. */
export function risksUnheard(book: Book): readonly AskedFor[] {
  const mine = openIn(book).filter(({ view }) => textFrom(leavesOf(view), 'made_by') === book.me);
  return toldOnce(mine, 'high').map(({ place, view, names }) => {
    const unsent = book.where(place.id, view.id).unsent;
    const who = readersOf(book, place, view);
    const seen = `${who.length === 1 ? book.nameOf(who[0] ?? '') : 'Your line manager'} has not seen your risk note about ${names}`;
    const where = unsent ? 'It is on this tablet alone, not sent yet.' : `It was sent. ${visitWords(book, view)}.`;
    return { id: `${view.id}-unheard`, title: seen, detail: `${where} ${phoneWords(book, who)}`, step: seeIt(place, view) };
  });
}

function openIn(book: Book): readonly Note[] {
  return book.cases.flatMap((place) => openRisks(place).map((view) => ({ place, view })));
}

/** Another child's note is another note, as it is where it is answered (`acts/risk.ts`). */
function toldOnce(notes: readonly Note[], level: RiskLevel): readonly Told[] {
  const visits = new Map<string, Note[]>();
  for (const note of notes.filter(({ view }) => riskLevel(view) === level)) {
    const leaves = leavesOf(note.view);
    const visit = textFrom(leaves, 'visit_id');
    const key = visit === null ? note.view.id : JSON.stringify([visit, textFrom(leaves, 'risk_issues')]);
    visits.set(key, [...(visits.get(key) ?? []), note]);
  }
  return [...visits.values()].flatMap((same) => same.slice(0, 1).map((first) => ({ ...first, names: listed(same.map(({ place }) => place.name)) })));
}

/** Whom it is meant for, as far as it tells them; else the visitor's line managers. */
function readersOf(book: Book, place: CaseBook, view: RecordView): readonly string[] {
  const meant = meantFor(place, view);
  return meant === null ? managersOf(book, book.me) : [meant];
}

function phoneWords(book: Book, who: readonly string[]): string {
  const phones = who.flatMap((member) => {
    const phone = book.team.people.get(member)?.phone ?? null;
    return phone === null ? [] : [`${book.nameOf(member)}, ${phone}`];
  });
  return phones.length === 0 ? 'Tell them yourself today.' : `Phone today: ${listed(phones)}.`;
}

function visitWords(book: Book, view: RecordView): string {
  return dateOf(view) === book.today ? 'Today’s visit' : `Visit of ${shortDay(dateOf(view), book.today)}`;
}

function seeIt(place: CaseBook, view: RecordView): AskedFor['step'] {
  return { label: 'See it', href: to('risk', { vault: place.id, record: view.id }) };
}
