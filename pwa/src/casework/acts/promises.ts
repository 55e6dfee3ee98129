/** A promise is kept: the day on which, where the promise stands. */
import type { Pen } from '../pen';
import type { Undone } from '../promises';
import type { Save } from './save';

export function keepPromise(pen: Pen, { vault, record, path }: Undone): Save {
  return { vault, record, values: { [path]: pen.today } };
}
