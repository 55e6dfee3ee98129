/**
 * What became of an appointment. Whoever starts from it links the two; where nobody did, the record of the same case, day and
 * time is taken to be the one that was planned.
 *
 *     madeOf(book, place, appointment)            // the observation that it became, or null
 *     plannedAs(book, place, 'observation', id)   // the appointment that is held by what is begun now, or null
 *     plannedToday(book, place, 'observation')    // those of today that it could be, whatever time it is
 */
import { instantFrom, textFrom, wholeFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import type { Book, VaultBook } from './book';
import { SCALES } from './occasions';
import { clock } from '../ui/dates';
import { dateOf, isActive, leavesOf, momentOf } from './standing';

/** Kinds of appointment that are something to be captured, and the forms of it. */
const CAPTURED = new Map<string, readonly string[]>([['observation', ['observation']], ['scale', SCALES]]);

const MINUTE_MS = 60_000;
/** Nobody waits for the minute to begin, and a lesson may have begun without them. */
const EARLY_MS = 15 * MINUTE_MS;
const USUAL_MINUTES = 30;

/** Whether it is still to be held: planned, or held by a record that turned out to be about somebody else. */
export function isOpen(place: VaultBook, appointment: RecordView): boolean {
  const leaves = leavesOf(appointment);
  const status = textFrom(leaves, 'status') ?? 'planned';
  const became = place.find(textFrom(leaves, 'became') ?? '');
  return status === 'planned' || (status === 'done' && became !== null && !isActive(became));
}

/** The record that was made of an appointment. */
export function madeOf(book: Book, place: VaultBook, appointment: RecordView): RecordView | null {
  const became = place.find(textFrom(leavesOf(appointment), 'became') ?? '');
  if (became !== null && isActive(became)) return became;
  return isOpen(place, appointment) ? overlapping(book, place, appointment) : null;
}

/** An own record of the kind that was planned, at the time that was planned, which is not what another appointment became. */
function overlapping(book: Book, place: VaultBook, appointment: RecordView): RecordView | null {
  const kind = textFrom(leavesOf(appointment), 'kind') ?? '';
  const others = new Set(place.of('appointment').flatMap((view) => textFrom(leavesOf(view), 'became') ?? []));
  const planned = timeOf(appointment);
  const found = (CAPTURED.get(kind) ?? []).flatMap((form) => place.of(form)).filter((view) => {
    const observer = textFrom(leavesOf(view), 'observer');
    if (others.has(view.id) || dateOf(view) !== dateOf(appointment) || (observer !== null && observer !== book.me)) return false;
    const [from, until] = spanOf(book, view);
    return from <= planned.until && until >= planned.from;
  });
  return found.at(-1) ?? null;
}

/** From when to when; of what was entered from paper without its time nothing is known but the day. */
function spanOf(book: Book, view: RecordView): readonly [from: number, until: number] {
  const leaves = leavesOf(view);
  const started = instantFrom(leaves, 'started');
  if (started === null && leaves.get('from_paper') === true) return [-Infinity, Infinity];
  const ended = instantFrom(leaves, 'ended') ?? instantFrom(leaves, 'finished');
  return [started ?? momentOf(view), ended ?? Math.max(book.now, momentOf(view))];
}

function timeOf(appointment: RecordView): { readonly from: number; readonly until: number } {
  const leaves = leavesOf(appointment);
  const from = instantFrom(leaves, 'starts') ?? NaN;
  return { from, until: from + (wholeFrom(leaves, 'minutes') ?? USUAL_MINUTES) * MINUTE_MS };
}

/**
 * What something of this kind was planned as: the `appointment` that it is started from, else the own one that is to be held about
 * now. Null where that one has become something already.
 */
export function plannedAs(book: Book, place: VaultBook, kind: string, appointment: string | null): RecordView | null {
  const found = appointment === null ? plannedNow(book, place, kind) : place.find(appointment);
  return found?.form === 'appointment' && isToBeHeld(book, place, found) ? found : null;
}

function isToBeHeld(book: Book, place: VaultBook, appointment: RecordView): boolean {
  return isOpen(place, appointment) && madeOf(book, place, appointment) === null;
}

/** The own appointments of a kind that are today's and still to be held, in their order. */
export function plannedToday(book: Book, place: VaultBook, kind: string): readonly RecordView[] {
  return place.of('appointment')
    .filter((view) => isOwn(book, view, kind) && dateOf(view) === book.today && isToBeHeld(book, place, view))
    .sort((one, other) => timeOf(one).from - timeOf(other).from);
}

function isOwn(book: Book, appointment: RecordView, kind: string): boolean {
  const leaves = leavesOf(appointment);
  return textFrom(leaves, 'kind') === kind && textFrom(leaves, 'mentor') === book.me;
}

/** "9:15", and "with Mr Okafor, room 14". */
export function plannedWords(appointment: RecordView): { readonly at: string; readonly beside: string } {
  const leaves = leavesOf(appointment);
  const [at, withWhom] = [instantFrom(leaves, 'starts'), textFrom(leaves, 'with_whom')];
  const beside = [withWhom === null ? null : `with ${withWhom}`, textFrom(leaves, 'place')].filter((part) => part !== null);
  return { at: at === null ? '' : clock(at), beside: beside.join(', ') };
}

function plannedNow(book: Book, place: VaultBook, kind: string): RecordView | null {
  const now = place.of('appointment').filter((view) => {
    const { from, until } = timeOf(view);
    return isOwn(book, view, kind) && isOpen(place, view) && from - EARLY_MS <= book.now && book.now < until;
  });
  return now[0] ?? null;
}
