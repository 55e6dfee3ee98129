/** Any record to be read: what was answered, where it is, who wrote what and when. */
import type { Unsettled } from '../ui/figures/TwoVersions';
import type { DetailModel, MoveModel } from '../screens/record/detail_model';
import { DELETED, type RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { unwatchedTold } from '../capture/report';
import { bell, clock, dayOf, moment, shortDay, wholeDay } from '../ui/dates';
import { type ReadLine, readRecord, type ReadSection } from '../ui/form/reading';
import { counted, listed } from '../ui/words';
import { to, toRecord } from './addresses';
import { changedLabels, whoIn } from './arrivals';
import type { Book, VaultBook } from './book';
import { formNamed } from './forms';
import { cameWords, deletedWords, withdrawnWords } from './happened';
import { isPlanned } from './acts/appointments';
import { canMove } from './acts/move';
import { subjectOf } from './lessons';
import { namesIn } from './names';
import { choosable } from './pick';
import { printHead } from './printed';
import { dateOf, formOf, isUnknownForm, isWithdrawn, leavesOf, madeIn, momentFrom, touchesOf } from './standing';
import { titleOf } from './telling';
import { unsettled } from './versions';
import { placesOf } from './whereabouts';
import { mayChange } from './writers';

export function detail(book: Book, place: VaultBook, view: RecordView): DetailModel {
  const hidden = isWithdrawn(view);
  const mayWrite = canChange(book, place, view);
  return {
    onPaper: printHead(book),
    above: aboveWords(book, place, view),
    title: titleOf(view),
    below: below(book, view),
    back: backOf(book, place),
    sections: hidden ? [] : sections(book, place, view),
    versions: hidden ? [] : [...goneOrNot(book, view), ...unsettled(book, place.id, view)],
    places: placesOf(book, place.id, view.id),
    history: historyOf(book, view),
    everyVersion: to('history', { vault: place.id, record: view.id }),
    notice: notice(book, view),
    canChange: mayWrite,
    canMove: mayWrite && book.caseOf(place.id) !== null && canMove(view),
    anotherDay: mayWrite && isPlanned(view) ? to('anotherDay', { vault: place.id, record: view.id }) : null,
  };
}

/** "Session note" */
export function formLabel(view: RecordView): string {
  return formOf(view)?.label ?? 'Record';
}

/** Whether the reader may change a record and this Beside knows all of it. */
export function canChange(book: Book, place: VaultBook, view: RecordView): boolean {
  return mayChange(book, place, view) && !isWithdrawn(view) && !isUnknownForm(view);
}

/** "Session note · Kai Brennan"; the kind is not said twice. */
function aboveWords(book: Book, place: VaultBook, view: RecordView): string {
  const kind = formLabel(view);
  return [kind === titleOf(view) ? '' : kind, whoIn(book, place.id)].filter((part) => part !== '').join(' · ');
}

/** Back to the case; from a diary to Today. */
export function backOf(book: Book, place: VaultBook): { readonly href: string; readonly label: string } {
  const found = book.caseOf(place.id);
  return found === null ? { href: to('today'), label: 'Today' } : { href: to('case', { case: place.id }), label: found.name };
}

/** "Friday 20 November 2026, 11:00 · by Sam Ortiz": most records are printed as this page. */
function below(book: Book, view: RecordView): string {
  const leaves = leavesOf(view);
  const at = ['at', 'started', 'starts', 'leaves'].map((path) => momentFrom(leaves, path))
    .find((one) => one !== null) ?? null;
  const when = wholeDay(dateOf(view)) + (at === null ? '' : `, ${bell(clock(at))}`);
  const made = madeIn(view);
  return made === null ? when : `${when} · by ${book.by(made)}`;
}

/** What was answered, in the form's own order; what a newer form added is said to be there. */
export function sections(book: Book, place: VaultBook, view: RecordView): readonly ReadSection[] {
  const form = formOf(view);
  if (form === undefined) return [];
  const leaves = new Map([...leavesOf(view)].filter(([path]) => !/^(?:gaps|clock_steps)\/|_took_ms$/.test(path)));
  const read = readRecord({ form, leaves, names: namesIn(book, place.id), today: book.today, inFull: true });
  const observed = view.form === 'observation' ? subjectOf(view) : null;
  const notWatched = observed === null ? [] : unwatchedTold(observed.observation);
  return notWatched.length === 0 ? read : [...read, { label: 'Minutes not watched', lines: [notCounted(notWatched)] }];
}

/** Its stretches as the report tells them: in the record they are milliseconds. */
function notCounted(sentences: readonly string[]): ReadLine {
  return { path: 'gaps', label: 'They do not count', text: sentences.join(' '), source: null };
}

/** What must be known before it is read. */
function notice(book: Book, view: RecordView): string | null {
  if (isWithdrawn(view)) return `${withdrawnWords(book, view)} Nothing of it is shown any more; its sealed copy is kept until erasing exists.`;
  const parts = [
    deletedWords(book, view),
    isUnknownForm(view) ? newerWords(view) : null,
    ...cameWords(book, view),
    paperWords(book, view),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

function newerWords(view: RecordView): string {
  const known = formNamed(view.form, 1) !== undefined;
  return `It was made with a newer ${known ? 'version of this form' : 'form'}. Update Beside to see all of it, and to change it.`;
}

function paperWords(book: Book, view: RecordView): string | null {
  const leaves = leavesOf(view);
  if (leaves.get('from_paper') !== true) return null;
  const by = textFrom(leaves, 'written_by');
  const made = madeIn(view);
  const entered = made === null ? '' : `, entered by ${book.by(made)} on ${shortDay(dayOf(made.at), book.today)}`;
  return `First written on paper${by === null ? '' : ` by ${by}`}${entered}.`;
}

/** Deleted by one and changed by another meanwhile: two versions of whether it stays. */
function goneOrNot(book: Book, view: RecordView): readonly Unsettled[] {
  if (view.deletion === null) return [];
  const { by, changed } = view.deletion;
  const names = (dots: typeof by): string => [...new Set(dots.map(([device]) => book.by({ device })))].join(' and ');
  return [{
    path: DELETED, of: 'Whether it stays', both: false,
    versions: [
      { id: 'stays', text: 'It stays, with what was changed', by: names(changed) },
      { id: 'goes', text: 'It is deleted, with what was changed', by: names(by) },
    ],
  }];
}

// History --------------------------------------------------------------------------------------------------

/** Who wrote what stands here, and when; newest first. What was replaced since is told on a page of its own (`history/page.ts`). */
export function historyOf(book: Book, view: RecordView): DetailModel['history'] {
  const made = madeIn(view);
  return [...touchesOf(view)].reverse().map((touch) => ({
    id: `${touch.device}.${touch.counter}`,
    when: moment(touch.at, book.today),
    who: book.by(touch),
    what: whatWords(view, touch.paths, touch === made),
  }));
}

/** "made it", "changed “Next step”", "changed 12 answers" */
export function whatWords(view: RecordView, paths: readonly string[], isMaking: boolean): string {
  if (isMaking) return 'made it';
  if (paths.includes('_withdrawn_at')) return 'took it out, for it was about somebody else';
  const labels = changedLabels(view, { paths });
  if (labels.length === 0) return 'changed it';
  return `changed ${labels.length > 3 ? counted(labels.length, 'answer') : listed(labels.map((label) => `“${label}”`))}`;
}

/** Taking a record to the right case. */
export function moveModel(book: Book, place: VaultBook, view: RecordView, query: string): MoveModel {
  return {
    title: `${titleOf(view)}, ${shortDay(dateOf(view), book.today)}`,
    from: whoIn(book, place.id),
    back: { href: toRecord(place.id, view.id, view.form), label: titleOf(view) },
    query,
    pupils: choosable(book, query, place.id).map(({ id, name, initials, classForm }) => ({ id, name, initials, detail: classForm ?? '' })),
  };
}
