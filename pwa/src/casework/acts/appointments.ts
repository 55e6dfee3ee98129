/** Appointments: held, missed, called off, moved. With a pupil they lie in the case, else in the diary. */
import { textFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import type { Leaves } from '../forms';
import { leavesOf } from '../standing';
import type { Save } from './save';

/** It took place, or it did not; `became` is the record that was made of it. */
export function ended(vault: string, appointment: string, status: 'done' | 'missed' | 'cancelled', became: string | null = null): Save {
  return { vault, record: appointment, values: became === null ? { status } : { status, became } };
}

/** Whether it is still to come, as far as it says itself. */
export function isPlanned(appointment: RecordView): boolean {
  return appointment.form === 'appointment' && (textFrom(leavesOf(appointment), 'status') ?? 'planned') === 'planned';
}

/** What the one on another day begins with: all that was settled, the old day and time among it, to be changed. */
export function onAnotherDay(appointment: RecordView): Leaves {
  return new Map([...leavesOf(appointment)].filter(([path]) => SETTLED.has(path)));
}

/** The old one says that it was moved; the new one stands by itself. */
export function movedAway(vault: string, appointment: RecordView): Save {
  return { vault, record: appointment.id, values: { status: 'moved' } };
}

const SETTLED = new Set(['kind', 'date', 'starts', 'minutes', 'with_whom', 'mentor', 'place', 'note', 'note_source', 'note_told_by']);
