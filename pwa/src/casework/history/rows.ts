/** Rows of a list in the history: added as a whole, taken out, brought back, put into another place. A row is "list/id". */
import type { PastChange, PastSave } from '../../store/history';
import type { Value } from '../../sync/op';
import type { ChangeLine } from '../../screens/record/history_model';
import { readField, rowName as nameOf } from '../../ui/form/reading';
import { type Field, fieldsOf, rowsOf } from '../forms';
import { namesIn } from '../names';
import { leavesOf } from '../standing';
import { rowOf } from './past';
import { idOf, type Telling, UNTOLD, wordsOf } from './telling';

/** "Target 2", by the place that it has now; one that was taken out has none. */
export function rowName({ form, view }: Telling, row: string): string {
  const [list = '', id] = row.split('/');
  const field = fieldsOf(form).get(list);
  if (field === undefined) return 'A row';
  const place = rowsOf(leavesOf(view), list).findIndex((one) => one.id === id);
  return place < 0 ? field.label : nameOf(field, place);
}

/** What a save adds as new rows, by row: each is one line, with further lines for its longer narratives. */
export function newRows(telling: Telling, save: PastSave): ReadonlyMap<string, readonly ChangeLine[]> {
  const rows = new Set(save.changes.flatMap(({ path }) => (UNTOLD.test(`${rowOf(path) ?? ''}/`) ? [] : rowOf(path) ?? [])));
  return new Map([...rows].filter((row) => telling.past.begun.get(row) === save).flatMap((row) => {
    const field = fieldsOf(telling.form).get(row.split('/')[0] ?? '');
    return field?.type === 'rows' ? [[row, addedLines(telling, save, row, field)] as const] : [];
  }));
}

function addedLines(telling: Telling, { changes }: PastSave, row: string, field: Field): readonly ChangeLine[] {
  const { book, place, form } = telling;
  const own = changes.filter(({ path }) => rowOf(path) === row);
  const leaves = new Map(own.map(({ path, value }): [string, Value] => [path, value]));
  // The only row there is, it is called the first of its list.
  return readField({ form, leaves, names: namesIn(book, place.id), today: book.today }, field).map(({ path, label, text, source }) => ({
    id: `${row}/${path}`, label: label.replace(nameOf(field, 0), rowName(telling, row)), before: [], after: text, source, notes: [],
  }));
}

/** A row that was taken out, or brought back. */
export function takenOut(telling: Telling, change: PastChange): ChangeLine {
  const isGone = Array.isArray(change.value);
  const text = firstWords(telling, change);
  return {
    id: idOf(change), label: nameAt(telling, change), source: null,
    before: isGone ? [{ text, by: null }] : [], after: isGone ? null : text, notes: [isGone ? 'Taken out.' : 'Brought back.'],
  };
}

export function movedElsewhere(telling: Telling, change: PastChange): ChangeLine {
  const after = firstWords(telling, change);
  return { id: idOf(change), label: nameAt(telling, change), before: [], after, source: null, notes: ['Moved to another place.'] };
}

function nameAt(telling: Telling, { path }: PastChange): string {
  return rowName(telling, rowOf(path) ?? '');
}

/** What the row of a change says in its first column, also where it was taken out. */
function firstWords(telling: Telling, { path }: PastChange): string {
  const row = rowOf(path) ?? '';
  const [first] = fieldsOf(telling.form).get(row.split('/')[0] ?? '')?.columns ?? [];
  const last = first === undefined ? undefined : telling.past.byPath.get(`${row}/${first.name}`)?.at(-1);
  return last === undefined ? '' : wordsOf(telling, first, last);
}
