/** A drop-in: what about, and save. With a pupil's case it lies there; else in the diary, with a name only if they wish. */
import { textFrom } from '../../capture/leaves';
import type { CaseBook } from '../book';
import type { Leaves } from '../forms';
import type { Pen } from '../pen';
import { begin, type Save } from './save';

/** Where a draft holds the case that was chosen. It is no answer of the form, and is not kept. */
export const CHOSEN = '_case';

/** `diary` is the vault that it lies in where it has no `place` in a case. */
export function dropIn(pen: Pen, diary: string, draft: Leaves, place: CaseBook | null): Save {
  const answers = Object.fromEntries([...draft].filter(([path]) => path !== CHOSEN));
  const pupil = place === null ? {} : { who: place.name, class_form: textFrom(draft, 'class_form') ?? place.classForm };
  return begin(pen, place?.id ?? diary, 'drop_in', { ...answers, ...pupil });
}
