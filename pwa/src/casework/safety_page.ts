/** The safety sheet, before setting out and while somebody is out, and the visit as it is written down. */
import { textFrom } from '../capture/leaves';
import type { NextVisitorNote, Safety, SafetySheetModel, TestAnswer, VisitModel } from '../screens/visit/model';
import type { RecordView } from '../sync/records';
import { clock, day, shortDay } from '../ui/dates';
import type { Answer } from '../ui/fields/ChoiceField';
import type { FormDraft } from '../ui/form/rendering';
import { readRecord, type ReadSection } from '../ui/form/reading';
import type { AtRiskProps } from '../ui/shell/AtRisk';
import { listed } from '../ui/words';
import { to } from './addresses';
import { notesForNextVisitor, sheetFor, siblingsOf } from './acts/visit';
import type { Book, CaseBook } from './book';
import { backOf, sections as allSections } from './detail';
import { isOver, isWrittenDown, plannedFor } from './out';
import { type Leaves, newest } from './forms';
import { isTested, ladderBefore, ladderNow, type Reaches } from './ladder';
import { namesIn } from './names';
import { youAndOthers } from './people';
import { moreMinutes, safetyOf } from './safety';
import { dateOf, leavesOf, listFrom, momentFrom } from './standing';
import { narrative } from './telling';
import type { Problem } from './validate';
import { unsettled } from './versions';
import { heardOf, isUnsent, type Live, noteOf } from './visiting';

const FORM = newest('visit_safety');

/** What the page knows beside the records. */
export interface SheetBeside {
  readonly live: Live;
  readonly reaches: Reaches;
  /** Of the test alarm that was asked for here last. */
  readonly testAnswer: TestAnswer | null;
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
  readonly changing: boolean;
}

export function safetySheet(book: Book, sheet: RecordView, { live, reaches, testAnswer, draft, atRisk, changing }: SheetBeside): SafetySheetModel {
  const leaves = draft.values;
  const safety = atTheHead(book, sheet, live);
  const written = isWrittenDown(book, sheet);
  const visit = heardOf(live, textFrom(leaves, 'visit_id'));
  const watcher = textFrom(leaves, 'watched_by');
  const reach = watcher === null ? undefined : reaches.get(watcher);
  const places = placesOf(book, leaves);
  const isOut = safety.kind === 'armed' || safety.kind === 'overdue';
  return {
    title: places.length === 0 ? 'Visit off the site' : `Visit, ${listed(places.map(({ name }) => name))}`,
    back: { href: to('today'), label: 'Today' },
    everyVersion: to('history', { vault: book.diary?.id ?? '', record: sheet.id }),
    safety,
    moreMinutes: moreMinutes(book),
    draft: narrowed(book, draft, places),
    versions: unsettled(book, book.diary?.id ?? '', sheet),
    sections: isOut || safety.kind === 'back' || safety.kind === 'not_heard' ? sentSections(book, sheet) : written ? wholeSections(book, sheet) : [],
    ladder: visit === null || !isOut ? ladderBefore(book, leaves, reaches) : ladderNow(book, visit),
    watcher: watcher === null ? null : book.nameOf(watcher),
    watcherPhone: watcher === null ? null : book.team.people.get(watcher)?.phone ?? null,
    unreached: reach?.push === false,
    diaryReaders: diaryReaders(book),
    tested: reach !== undefined && isTested(book, reach),
    testAnswer,
    notes: nextVisitorNotes(book, places),
    changing,
    unsent: isOut && visit !== null && isUnsent(sheet, visit),
    written,
    writeDown: places.filter((place) => place.vault.may.has('write')).slice(0, 1)
      .map(({ id }) => ({ label: written ? 'What was written down' : 'Write it down', href: to('visitFor', { case: id }) })),
    atRisk,
  };
}

/** A visit that could not be armed, and is over and written down, waits for nothing any more: neither here nor on Today. */
function atTheHead(book: Book, sheet: RecordView, live: Live): Safety {
  const safety = safetyOf(book, sheet, live);
  return safety.kind === 'not_armed' && !safety.lost && isOver(book, sheet) ? { kind: 'none' } : safety;
}

function diaryReaders(book: Book): string {
  const { readers = [book.me], waiting = [] } = book.diary?.vault ?? {};
  const reading = readers.filter((member) => !waiting.includes(member));
  return reading.length < 2 ? 'only you' : youAndOthers(reading, book.me, book.nameOf);
}

/** The cases of a sheet that the reader can read. */
export function placesOf(book: Book, sheet: Leaves): readonly CaseBook[] {
  return listFrom(sheet, 'cases').flatMap((id) => book.caseOf(id) ?? []).filter(({ opened }) => opened);
}

/** Of all the cases only those of the family are offered. */
function narrowed(book: Book, draft: FormDraft, places: readonly CaseBook[]): FormDraft {
  const family = new Set([...places, ...places.flatMap((place) => siblingsOf(book, place))].map(({ id }) => id));
  return {
    ...draft,
    choose: (field) => {
      const all = draft.choose(field);
      if (field.of === 'case' && family.size > 0) return all.filter(({ value }) => family.has(value));
      // Nobody watches over themselves, or is told that they are not back.
      return field.type === 'person' || field.type === 'people' ? all.filter(({ value }) => value !== book.me) : all;
    },
  };
}

/** The sheet as those on the ladder read it. */
function sentSections(book: Book, sheet: RecordView): readonly ReadSection[] {
  const leaves = new Map(Object.entries(noteOf(leavesOf(sheet))));
  for (const path of ['visitor', '_form', '_version']) leaves.delete(path);
  return readRecord({ form: FORM, leaves, names: namesIn(book, book.diary?.id ?? ''), today: book.today });
}

/** The sheet of a visit that nobody was sent a copy of. */
function wholeSections(book: Book, sheet: RecordView): readonly ReadSection[] {
  return book.diary === null ? [] : allSections(book, book.diary, sheet);
}

/** What earlier visitors left for whoever goes next. What one visit left in the cases of brothers and sisters too is said once. */
export function nextVisitorNotes(book: Book, places: readonly CaseBook[]): readonly NextVisitorNote[] {
  const notes = new Map<string, { readonly names: string[]; readonly place: CaseBook; readonly view: RecordView; readonly text: string }>();
  for (const { place, view } of notesForNextVisitor(places)) {
    const text = narrative(view, 'risk_issues') ?? 'Two versions of this note wait to be settled: see the visit.';
    const said = `${dateOf(view)} ${text}`;
    const known = notes.get(said);
    if (known === undefined) notes.set(said, { names: [place.name], place, view, text });
    else known.names.push(place.name);
  }
  return [...notes.values()].map(({ names, place, view, text }) => ({
    id: view.id,
    title: `${listed(names)}, ${shortDay(dateOf(view), book.today)}`,
    text,
    href: to('detail', { vault: place.id, record: view.id }),
  }));
}

/** A visitor who should be back already cannot set out. */
export function lateBack(leaves: Leaves, now: number): readonly Problem[] {
  const until = momentFrom(leaves, 'back_by');
  return until === null || until > now ? [] : [{ path: 'back_by', code: 'too_early', message: 'Back by: this has passed. Say when you will be back.' }];
}

/** What the page knows beside the records. */
export interface VisitBeside {
  readonly live: Live;
  readonly draft: FormDraft;
  readonly atRisk: AtRiskProps;
  /** The cases of brothers and sisters that it is kept in as well. */
  readonly also: readonly string[];
}

export function visitModel(book: Book, place: CaseBook, { live, draft, atRisk, also }: VisitBeside): VisitModel {
  const sheet = sheetFor(book, place);
  const siblings = siblingsOf(book, place);
  return {
    above: `Home visit · ${place.name}`,
    title: `${day(book.today)}, ${clock(book.now)}`,
    back: backOf(book, place),
    safety: safetyOf(book, sheet, live),
    safetySheet: sheet === null ? null : to('safety', { vault: book.diary?.id ?? '', record: sheet.id }),
    moreMinutes: moreMinutes(book),
    later: sheet === null ? plannedFor(book, place.id) : null,
    siblings: siblings.map(({ id, name }): Answer => ({ value: id, label: name })),
    also,
    notes: nextVisitorNotes(book, [place, ...siblings]),
    draft,
    atRisk,
  };
}
