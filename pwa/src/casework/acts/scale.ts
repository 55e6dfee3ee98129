/** A scale is begun before the tablet is given, so that nothing waits for the way back; one that was begun is gone on with. */
import type { RecordView } from '../../sync/records';
import type { CaseBook } from '../book';
import type { Leaf } from '../forms';
import type { ScaleName } from '../occasions';
import type { Pen } from '../pen';
import { leavesOf } from '../standing';
import { begin, type Save, type Values } from './save';

/** What is known before the pupil has the tablet. */
export interface Before {
  readonly stage: string | null;
  readonly how: string | null;
  /** Whom was told that a child may be at risk, and when. */
  readonly told?: Values | undefined;
}

/**
 * The record that is filled in, `on` where that one is gone on with, and what there is to be saved of it: null where it says all
 * that already.
 */
export function beginScale(
  pen: Pen, place: CaseBook, scale: ScaleName, { stage, how, told = {} }: Before, on: RecordView | null,
): { readonly record: string; readonly save: Save | null } {
  if (on === null) {
    const save = begin(pen, place.id, scale, { stage, how, ...told });
    return { record: save.record, save };
  }
  const known = leavesOf(on);
  const chosen = Object.entries({ stage, how }).filter(([path, leaf]) => leaf !== null && leaf !== (known.get(path) ?? null));
  const values: Record<string, Leaf> = { ...Object.fromEntries(chosen), ...told };
  const save = Object.keys(values).length === 0 ? null : { vault: place.id, record: on.id, values };
  return { record: on.id, save };
}
