/** Low answers about welfare were looked at: by whom, when, and which. */
import type { RecordView } from '../../sync/records';
import { newest } from '../forms';
import type { Pen } from '../pen';
import { formOf, leavesOf } from '../standing';
import { addRows, type Save } from './save';

export function lookAtLow(pen: Pen, vault: string, scale: RecordView, statements: readonly string[]): Save {
  const row = { who: pen.me, at: pen.instant, statements };
  return { vault, record: scale.id, values: addRows(pen, leavesOf(scale), formOf(scale) ?? newest('scale_self_esteem'), 'low_seen', [row]) };
}
