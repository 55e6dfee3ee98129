/** Appointments: set, held, missed, moved, called off. With a pupil they lie in the case, else in the diary. */
import { textFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import { instantOf, partsOfInstant } from '../../ui/dates';
import type { Pen } from '../pen';
import { leavesOf } from '../standing';
import { begin, type Save, type Values } from './save';

/** A new appointment, at a time of the school's clock: "14:30". */
export function appoint(pen: Pen, vault: string, date: string, time: string, given: Values): Save {
  return begin(pen, vault, 'appointment', { ...given, date, starts: instantOf(date, time) });
}

/** It took place, or it did not; `became` is the record that was made of it. */
export function ended(vault: string, appointment: string, status: 'done' | 'missed' | 'cancelled', became: string | null = null): Save {
  return { vault, record: appointment, values: became === null ? { status } : { status, became } };
}

/** To another day or time: the old one says that it was moved, and a new one stands. */
export function moved(pen: Pen, vault: string, appointment: RecordView, date: string, time: string): readonly Save[] {
  const leaves = leavesOf(appointment);
  const kept = Object.fromEntries([...leaves].filter(([path]) => KEPT.has(path)));
  const before: Save = { vault, record: appointment.id, values: { status: 'moved' } };
  return [appoint(pen, vault, date, time, kept), before];
}

const KEPT = new Set(['kind', 'minutes', 'with_whom', 'mentor', 'place', 'note', 'note_source', 'note_told_by']);

/** Day and time of an appointment, as its form asks for them. */
export function timeOf(appointment: RecordView): readonly [date: string, time: string] | null {
  const starts = textFrom(leavesOf(appointment), 'starts');
  return starts === null ? null : partsOfInstant(starts);
}
