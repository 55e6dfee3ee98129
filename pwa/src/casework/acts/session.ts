/**
 * A session note in four touches besides typing: open, what happened, next step, save. Everything else has a likely answer:
 * the objective is what was to come next the last time, the length that of the appointment.
 */
import { textFrom, wholeFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import { newRecord } from '../defaults';
import { type Book, type CaseBook } from '../book';
import { type Leaf, type Leaves, newest } from '../forms';
import type { Pen } from '../pen';
import { dateOf, leavesOf, momentFrom } from '../standing';
import { ended } from './appointments';
import { type Save, written } from './save';

/** The draft that a new note begins with. */
export function sessionStart(pen: Pen, place: CaseBook, appointment: RecordView | null): Leaves {
  const last = place.of('session')[0];
  const next = last === undefined ? null : textFrom(leavesOf(last), 'next_step');
  const planned = appointment === null ? null : leavesOf(appointment);
  const starts = planned === null ? null : textFrom(planned, 'starts');
  const given: readonly (readonly [string, Leaf])[] = [
    ['objective', next],
    ['minutes', planned === null ? null : wholeFrom(planned, 'minutes')],
    ['place', planned === null ? null : textFrom(planned, 'place')],
    ['at', starts ?? pen.instant],
  ];
  return new Map([...newRecord(newest('session'), pen.author), ...given.filter(([, leaf]) => leaf !== null)]);
}

/** The session that was planned for today and not written down yet: the one that began last, else the next. */
export function sessionPlanned(book: Book, place: CaseBook): RecordView | null {
  const today = place.of('appointment').filter((view) => {
    const leaves = leavesOf(view);
    const isOpen = (textFrom(leaves, 'status') ?? 'planned') === 'planned' && textFrom(leaves, 'kind') === 'session';
    return isOpen && dateOf(view) === book.today && textFrom(leaves, 'mentor') === book.me;
  });
  const begun = today.filter((view) => (momentFrom(leavesOf(view), 'starts') ?? book.now) <= book.now);
  return begun[0] ?? today.at(-1) ?? null;
}

/** The note, and what became of the appointment: held only where the pupil came. */
export function saveSession(pen: Pen, place: CaseBook, draft: Leaves, appointment: RecordView | null): readonly Save[] {
  const record = pen.newId();
  const note: Save = { vault: place.id, record, values: written(draft) };
  if (appointment === null) return [note];
  const attendance = textFrom(draft, 'attendance');
  const isHeld = attendance !== 'missed' && attendance !== 'cancelled';
  return [note, isHeld ? ended(place.id, appointment.id, 'done', record) : ended(place.id, appointment.id, attendance)];
}
