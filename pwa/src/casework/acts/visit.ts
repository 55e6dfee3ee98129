/**
 * A visit: planned on a safety sheet in the visitor's diary, written down in the case of each child of the family, all under
 * one id of the visit.
 */
import { textFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import { type Book, type CaseBook } from '../book';
import { mySheets } from '../day';
import { newRecord } from '../defaults';
import { type Leaf, type Leaves, newest, rowsOf } from '../forms';
import { instantAt, type Pen } from '../pen';
import { RISK_FOR, riskLevel } from '../risks';
import { dateOf, leavesOf, listFrom } from '../standing';
import { managersOf } from '../visiting';
import { wholeFive } from './safety';
import { type Save, written } from './save';

/** The draft of a safety sheet: who goes, to whom, with the address and the alarm's steps that are likely. */
export function sheetStart(pen: Pen, book: Book, places: readonly CaseBook[]): Leaves {
  const step = book.team.school.get('visit_step_minutes');
  const given: readonly (readonly [string, Leaf])[] = [
    ['visit_id', pen.newId()],
    ['cases', places.map(({ id }) => id)],
    ['address', places.map(homeOf).find((address) => address !== null) ?? null],
    ['phone', book.team.people.get(book.me)?.phone ?? null],
    ['authorised_by', managerOf(book)],
    ['named', namedUsually(book)],
    ['step_minutes', typeof step === 'number' ? step : null],
    ['back_by', instantAt(wholeFive(pen.now + USUAL_LENGTH_MS))],
  ];
  return new Map([...newRecord(newest('visit_safety'), pen.author), ...given.filter(([, leaf]) => leaf !== null)]);
}

/** A plan begun: it lies in the visitor's diary from the first word on. */
export function planVisit(pen: Pen, book: Book, diary: string, places: readonly CaseBook[]): Save {
  return { vault: diary, record: pen.newId(), values: written(sheetStart(pen, book, places)) };
}

/** The safeguarding lead and the head, where they work with Beside: as a sheet names them unless others are chosen. */
function namedUsually(book: Book): readonly string[] | null {
  const told = [book.team.lead?.name, book.team.deputy?.name];
  const found = [...book.team.people.values()].filter(({ member, name, jobTitle }) =>
    member !== book.me && (told.includes(name) || HEAD.test(jobTitle ?? '')));
  return found.length === 0 ? null : found.map(({ member }) => member);
}

const HEAD = /^(?:head|head ?teacher|principal|executive head)$/i;

/** An hour, there and back: a plan that nobody looked at twice ends early rather than late. */
const USUAL_LENGTH_MS = 3_600_000;

/** The draft of what happened, with what the sheet says already. */
export function visitStart(pen: Pen, book: Book, place: CaseBook, sheet: RecordView | null): Leaves {
  const planned = sheet === null ? null : leavesOf(sheet);
  const address = planned === null ? homeOf(place) : textFrom(planned, 'address');
  const given: readonly (readonly [string, Leaf])[] = [
    ['visit_id', planned === null ? pen.newId() : textFrom(planned, 'visit_id')],
    ['class_form', place.classForm],
    ['visit_to', address],
    ['address', address],
    ['phone', phoneOf(place)],
    ['made_with', planned === null ? null : textFrom(planned, 'going_with')],
    ['reason', planned === null ? null : textFrom(planned, 'purpose')],
    [RISK_FOR, managersOf(book, book.me).find((manager) => place.vault.readers.includes(manager)) ?? null],
  ];
  return new Map([...newRecord(newest('visit'), pen.author), ...given.filter(([, leaf]) => leaf !== null)]);
}

/**
 * One record in each case, all with the same words and the same id of the visit. What was agreed stands in the first case
 * alone: a promise to a family is kept once. The class is each child's own.
 */
export function saveVisit(pen: Pen, places: readonly CaseBook[], draft: Leaves, sheet: RecordView | null = null): readonly Save[] {
  // The sheet may have been made after the first word was written.
  const visit = (sheet === null ? null : textFrom(leavesOf(sheet), 'visit_id')) ?? textFrom(draft, 'visit_id') ?? pen.newId();
  return places.map((place, index): Save => {
    const leaves = Object.entries(written(draft)).filter(([path]) => index === 0 || !path.startsWith('actions/'));
    const own = index === 0 ? {} : { class_form: place.classForm };
    return { vault: place.id, record: pen.newId(), values: { ...Object.fromEntries(leaves), ...own, visit_id: visit } };
  });
}

/** The cases of a pupil's brothers and sisters that the reader may write in. */
export function siblingsOf(book: Book, place: CaseBook): readonly CaseBook[] {
  const named = rowsOf(place.leaves, 'siblings').map(({ leaves }) => textFrom(leaves, 'case'));
  return book.cases.filter((one) => one.id !== place.id && named.includes(one.id) && one.opened && one.vault.may.has('write'));
}

/** Today's sheet of a visit to this family: one that is not over, else the last of which nothing was written down here yet. */
export function sheetFor(book: Book, place: CaseBook): RecordView | null {
  const own = mySheets(book).filter((sheet) => dateOf(sheet) === book.today && listFrom(leavesOf(sheet), 'cases').includes(place.id));
  return own.find((sheet) => textFrom(leavesOf(sheet), 'checked_in_at') === null) ?? own.find((sheet) => writtenOf(place, sheet) === null) ?? null;
}

/** What was written down in a case of the visit that a sheet is for. */
export function writtenOf(place: CaseBook, sheet: RecordView): RecordView | null {
  const visit = textFrom(leavesOf(sheet), 'visit_id');
  return visit === null ? null : place.of('visit').find((view) => textFrom(leavesOf(view), 'visit_id') === visit) ?? null;
}

/** Where the first parent or carer lives whom one may contact; where nobody has entered that, where they were visited last. */
function homeOf(place: CaseBook): string | null {
  const visited = place.of('visit').map(leavesOf).filter((leaves) => (textFrom(leaves, 'kind') ?? 'home') === 'home');
  const known = [...carersOf(place), ...visited].map((leaves) => textFrom(leaves, 'address'));
  return known.find((address) => address !== null) ?? null;
}

function phoneOf(place: CaseBook): string | null {
  return carersOf(place).map((leaves) => textFrom(leaves, 'home_phone')).find((phone) => phone !== null) ?? null;
}

function carersOf(place: CaseBook): readonly Leaves[] {
  return rowsOf(place.leaves, 'carers').map(({ leaves }) => leaves).filter((leaves) => leaves.get('do_not_contact') !== true);
}

/**
 * Visits whose risk note is for whoever goes next, unless nothing is of concern any more. They are shown to the visitor and never copied to the sheet, which the
 * colleague who watches reads too.
 */
export function notesForNextVisitor(places: readonly CaseBook[]): readonly { readonly place: CaseBook; readonly view: RecordView }[] {
  return places.flatMap((place) => place.of('visit')
    .filter((view) => riskLevel(view) !== null && leavesOf(view).get('risk_next_visitor') === true)
    .map((view) => ({ place, view })));
}

/** The reader's line manager: the first who manages them. */
function managerOf(book: Book): string | null {
  return managersOf(book, book.me)[0] ?? null;
}
