/** A pupil's wish to talk is answered: who saw it, when, and what was done about it. */
import type { RecordView } from '../../sync/records';
import type { Pen } from '../pen';
import type { Save, Values } from './save';

/** Null where that wish is not in the record. */
export function answerWish(pen: Pen, vault: string, scale: RecordView, wish: string, done: string | null): Save | null {
  if (scale.rows.get('wishes')?.some(({ id }) => id === wish) !== true) return null;
  const at = `wishes/${wish}`;
  const values: Values = {
    [`${at}/answered_by`]: pen.me,
    [`${at}/answered_at`]: pen.instant,
    ...(done === null || done.trim() === '' ? {} : { [`${at}/answer`]: done }),
  };
  return { vault, record: scale.id, values };
}
