/** A drop-in: what about, and save. With a pupil's case it lies there; else in the diary, with a name only if they wish. */
import type { CaseBook } from '../book';
import type { Pen } from '../pen';
import { begin, type Save } from './save';

export interface DroppedIn {
  /** Values of the form's answers. */
  readonly about: readonly string[];
  /** A case that the drop-in is kept in. */
  readonly place?: CaseBook | null | undefined;
  readonly who?: string | null | undefined;
  readonly classForm?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly minutes?: number | null | undefined;
}

export function dropIn(pen: Pen, diary: string, { about, place, who, classForm, note, minutes }: DroppedIn): Save {
  const named = place ?? null;
  return begin(pen, named?.id ?? diary, 'drop_in', {
    about,
    who: named?.name ?? who ?? null,
    class_form: named?.classForm ?? classForm ?? null,
    note: note ?? null,
    minutes: minutes ?? null,
  });
}
