/** A case is begun. Its vault is made by the store beforehand; the record of the case has the same id in every vault. */
import type { Pen } from '../pen';
import type { Leaves } from '../forms';
import { begin, type Save } from './save';

export function beginCase(pen: Pen, vault: string, draft: Leaves): Save {
  return begin(pen, vault, 'case', Object.fromEntries(draft));
}
