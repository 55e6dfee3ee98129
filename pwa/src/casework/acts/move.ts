/**
 * "This was about somebody else." The record is copied to the right case, and what stands in the wrong one says that it was
 * taken out, by whom and why; no client shows it there any more. Its sealed bytes stay until erasing exists.
 */
import { textFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import type { CaseBook } from '../book';
import { type Field, fieldAt, type Leaf } from '../forms';
import type { Pen } from '../pen';
import { formOf, leavesOf } from '../standing';
import { joined } from './versions';
import type { Save } from './save';

export const WHY = 'It was about somebody else.';

/** Forms that belong to their case for good: the case itself. */
export function canMove(view: RecordView): boolean {
  return view.form !== 'case' && formOf(view) !== undefined;
}

/**
 * The copy first: if the tablet dies between the two, the record stands in both and can be taken out again, and nothing is
 * lost. What two people wrote differently is copied as both; what points at another record of the wrong case is not, such as the
 * targets of a plan in a session note.
 */
export function moveRecord(pen: Pen, from: CaseBook, to: CaseBook, view: RecordView): readonly Save[] {
  const copy: Save = { vault: to.id, record: pen.newId(), values: { ...copied(from, to, view), _came_at: pen.instant } };
  const withdrawn: Save = {
    vault: from.id,
    record: view.id,
    values: { _withdrawn_at: pen.instant, _withdrawn_by: pen.me, _withdrawn_why: WHY },
  };
  return [copy, withdrawn];
}

function copied(from: CaseBook, to: CaseBook, view: RecordView): Record<string, Leaf> {
  const form = formOf(view);
  const values: Record<string, Leaf> = {};
  for (const [path, shown] of leavesOf(view)) {
    const field = form && fieldAt(form, path);
    if (shown === null || isNote(path) || (field !== undefined && pointsOutside(view, field, shown))) continue;
    values[path] = field?.type === 'narrative' ? joined(view, path) : shown;
  }
  if (form !== undefined && fieldAt(form, 'class_form') !== undefined) {
    if (textFrom(leavesOf(view), 'class_form') === from.classForm && to.classForm !== null) values['class_form'] = to.classForm;
  }
  return values;
}

/** Whether a leaf points at something that stays behind: rows of a record go with it, under their own ids. */
function pointsOutside(view: RecordView, field: Field, leaf: Leaf): boolean {
  if (field.type !== 'record' && field.type !== 'records') return false;
  const [form, list] = (field.of ?? '').split('/');
  if (list === undefined) return form === '';
  const own = form === view.form ? (view.rows.get(list) ?? []).filter(({ gone }) => !gone).map(({ id }) => id) : [];
  return ![leaf].flat().every((id) => typeof id === 'string' && own.includes(id));
}

/** What says that a record was moved before does not go with it. */
function isNote(path: string): boolean {
  return path.startsWith('_withdrawn') || path === '_came_at';
}
