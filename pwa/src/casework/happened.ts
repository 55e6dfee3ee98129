/** What happened in a case, newest first: each record told, with where it is and what waits to be settled. */
import type { Happened } from '../screens/case/model';
import type { RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { dayOf, shortDay } from '../ui/dates';
import { capital } from '../ui/words';
import { toRecord } from './addresses';
import type { Book, CaseBook } from './book';
import { dateOf, isWithdrawn, leavesOf, momentFrom } from './standing';
import { ended, isHappening, textOf, titleOf } from './telling';
import { unsettled } from './versions';
import { stateOf } from './whereabouts';

/** Kinds to filter by, in the words of a heading. */
const KINDS = new Map([
  ['observation', 'Observations'], ['session', 'Sessions'], ['visit', 'Visits'], ['scale_self_esteem', 'How I see myself'],
  ['scale_learning', 'How I learn'], ['action_plan', 'Plans'], ['drop_in', 'Drop-ins'],
]);

export function happened(book: Book, place: CaseBook): readonly Happened[] {
  return place.all.filter(({ form }) => isHappening(form)).map((view) => one(book, place, view));
}

/** The kinds that there are, each with its words. */
export function kindsIn(list: readonly Happened[]): readonly (readonly [kind: string, label: string])[] {
  const there = new Set(list.map(({ kind }) => kind));
  return [...KINDS].filter(([kind]) => there.has(kind));
}

function one(book: Book, place: CaseBook, view: RecordView): Happened {
  const withdrawn = isWithdrawn(view) ? withdrawnWords(book, view) : null;
  return {
    id: view.id,
    date: dateOf(view),
    kind: view.form,
    title: titleOf(view),
    text: withdrawn === null ? [...textOf(book, place, view), ...cameWords(book, view)] : [],
    href: toRecord(place.id, view.id, withdrawn === null ? view.form : ''),
    state: stateOf(book, place.id, view),
    versions: withdrawn === null ? unsettled(book, place.id, view) : [],
    withdrawn,
  };
}

/** "It was about somebody else. Taken out by Sam Ortiz, 13 Nov." */
export function withdrawnWords(book: Book, view: RecordView): string {
  const leaves = leavesOf(view);
  const by = textFrom(leaves, '_withdrawn_by');
  const at = momentFrom(leaves, '_withdrawn_at');
  const why = textFrom(leaves, '_withdrawn_why');
  const who = by === null ? 'Taken out' : `Taken out by ${book.who(by)}`;
  return `${why === null ? '' : `${ended(why)} `}${who}${at === null ? '' : `, ${shortDay(dayOf(at), book.today)}`}.`;
}

/** The other half of it, where the record stands now. */
export function cameWords(book: Book, view: RecordView): readonly string[] {
  const at = momentFrom(leavesOf(view), '_came_at');
  return at === null ? [] : [`It was first written in another case and brought here on ${shortDay(dayOf(at), book.today)}.`];
}

/** "Deleted by Sam Ortiz, changed by Ms Ward meanwhile"; null where nobody deleted it. */
export function deletedWords(book: Book, view: RecordView): string | null {
  if (view.deletion === null) return null;
  const names = (dots: readonly (readonly [string, number, number])[]): string =>
    [...new Set(dots.map(([device]) => book.by({ device })))].join(' and ');
  const { by, changed } = view.deletion;
  return `${capital(`deleted by ${names(by)}`)}${changed.length === 0 ? '' : `, changed by ${names(changed)} meanwhile`}.`;
}
