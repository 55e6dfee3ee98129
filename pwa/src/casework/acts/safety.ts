/** What becomes of a safety sheet: changed, given more time, back again; and what the server said of it, written down. */
import { textFrom } from '../../capture/leaves';
import type { RecordView } from '../../sync/records';
import { b64u, digest, ID_SIZE, utf8 } from '../../sync/encoding';
import { backBy } from '../day';
import { type Leaf, newest, rowsOf } from '../forms';
import { instantAt, type Pen } from '../pen';
import { leavesOf, momentFrom } from '../standing';
import type { SeenVisit } from '../visiting';
import { addRows, begin, rowValues, type Save, type Values } from './save';

const FORM = newest('visit_safety');

/** Back, as the visitor says it. By whom it was heard is written once the server has it. */
export function saidBack(pen: Pen, diary: string, sheet: RecordView): Save {
  return { vault: diary, record: sheet.id, values: { checked_in_at: pen.instant } };
}

/** The server no longer knows of a visit whose visitor said that they are back: nobody is looked for. */
export function heardBack(pen: Pen, diary: string, sheet: RecordView): Save {
  return { vault: diary, record: sheet.id, values: { checked_in_by: pen.me } };
}

/** More time, as the server gave it to the visitor. */
export function gaveMore(pen: Pen, diary: string, sheet: RecordView, until: number): Save {
  const row = { by: pen.me, at: pen.instant, until: instantAt(until) };
  return { vault: diary, record: sheet.id, values: addRows(pen, leavesOf(sheet), FORM, 'extensions', [row]) };
}

/** What the server says of one's own visit and the sheet does not yet; null where it says all of it. */
export function settled(pen: Pen, diary: string, sheet: RecordView, visit: SeenVisit): Save | null {
  const leaves = leavesOf(sheet);
  const values: Record<string, Leaf> = {};
  if (momentFrom(leaves, 'armed_at') !== visit.armed) values['armed_at'] = instantAt(visit.armed);
  if (visit.checkedIn !== null && textFrom(leaves, 'checked_in_by') === null) {
    if (momentFrom(leaves, 'checked_in_at') === null) values['checked_in_at'] = instantAt(visit.checkedIn.at);
    values['checked_in_by'] = visit.checkedIn.by;
  }
  Object.assign(values, alarms(pen, sheet, visit));
  return Object.keys(values).length === 0 ? null : { vault: diary, record: sheet.id, values };
}

/** Those who were told, a row each; two devices of the visitor write the same row. */
function alarms(pen: Pen, sheet: RecordView, { visit, ladder, acknowledged }: SeenVisit): Values {
  const kept = new Map(rowsOf(leavesOf(sheet), 'alarms').map(({ id, leaves }) => [id, leaves]));
  const told = ladder.flatMap(({ member, told: at }) => (at === null ? [] : [{ member, at }]));
  const found = told.map(({ member, at }): Values => {
    const row = b64u(digest(utf8(`${visit}/${member}/${at}`)).slice(0, ID_SIZE));
    const taken = acknowledged?.by === member ? { taken_at: instantAt(acknowledged.at) } : {};
    const before = kept.get(row);
    if (before === undefined) return rowValues(pen, FORM, 'alarms', row, { to: member, at: instantAt(at), ...taken });
    return before.has('taken_at') ? {} : Object.fromEntries(Object.entries(taken).map(([column, leaf]) => [`alarms/${row}/${column}`, leaf]));
  });
  return Object.assign({}, ...found) as Values;
}

/** Another visit like this one, to be set out on anew. */
export function again(pen: Pen, diary: string, sheet: RecordView): Save {
  const leaves = leavesOf(sheet);
  const kept = Object.fromEntries([...leaves].filter(([path]) => KEPT.has(path)));
  const until = backBy(sheet);
  const planned = momentFrom(leaves, 'leaves');
  const length = until === null || planned === null ? HOUR_MS : Math.max(until - planned, HOUR_MS / 4);
  return begin(pen, diary, 'visit_safety', { ...kept, visit_id: pen.newId(), back_by: instantAt(wholeFive(pen.now + length)) });
}

const HOUR_MS = 3_600_000;
const FIVE_MS = 300_000;

/** The next whole five minutes. */
export function wholeFive(at: number): number {
  return Math.ceil(at / FIVE_MS) * FIVE_MS;
}

const KEPT = new Set([
  'going', 'going_with', 'cases', 'purpose', 'address', 'phone', 'car', 'risks', 'risks_source', 'risks_told_by', 'measures',
  'if_overdue', 'interpreter', 'interpreter_name', 'authorised_by', 'watched_by', 'named', 'step_minutes',
]);
