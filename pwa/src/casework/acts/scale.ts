/** A scale is begun before the tablet is given, so that nothing waits for the way back; one that was begun is gone on with. */
import type { CaseBook } from '../book';
import { begunScale, type ScaleName } from '../occasions';
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

/** The record that is filled in, and what there is to be saved of it: null where it stands already. */
export function beginScale(
  pen: Pen, place: CaseBook, scale: ScaleName, { stage, how, told = {} }: Before,
): { readonly record: string; readonly save: Save | null } {
  const begun = begunScale(place, scale);
  if (begun === null) {
    const save = begin(pen, place.id, scale, { stage, how, ...told });
    return { record: save.record, save };
  }
  // What an earlier day has said about it stands.
  const wanting = stage !== null && (leavesOf(begun).get('stage') ?? null) === null ? { stage } : {};
  const values = { ...wanting, ...told };
  const save = Object.keys(values).length === 0 ? null : { vault: place.id, record: begun.id, values };
  return { record: begun.id, save };
}
