/**
 * What stands in a record, read as the forms read it, and who put it there.
 *
 *     const leaves = leavesOf(view);            // path → leaf, as `forms.ts` has it
 *     dateFrom(leaves, 'review_date')           // a day that exists, or null
 *     touchesOf(view)                           // the saves that what stands came with, oldest first
 *
 * A record comes from other people's devices: a leaf may be of any kind, so nothing here trusts a type. What is worked out of
 * a record is remembered for as long as the record is the same object.
 */
import { type Field, isOut, type RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { dayOf, zone } from '../ui/dates';
import { isDate } from './checks';
import { type Form, formNamed, type Leaf, type Leaves, newest } from './forms';

const DELETION = /(?:^|\/)_deleted$/;

/** Remembers what `work` makes of an object for as long as the object lives, and the school's clock stays in its zone. */
export function remembered<Of extends object, Made>(work: (of: Of) => Made): (of: Of) => Made {
  let made = new WeakMap<Of, { readonly it: Made }>();
  let within = zone.peek();
  return (of) => {
    if (within !== zone.peek()) [made, within] = [new WeakMap(), zone.peek()];
    let found = made.get(of);
    if (found === undefined) made.set(of, (found = { it: work(of) }));
    return found.it;
  };
}

/**
 * Every leaf that is shown, by its path in the record. Rows that are deleted are left out; of a row that one deleted and
 * another changed meanwhile everything stands but the mark of deletion.
 */
export const leavesOf: (view: RecordView) => Leaves = remembered((view) => {
  const leaves = new Map<string, Leaf>();
  for (const [path, field] of fieldsIn(view)) {
    if (!DELETION.test(path)) leaves.set(path, field.value);
  }
  return leaves;
});

/** Every field of a record with its path in it: plain ones, those of standing rows, marks. */
export function* fieldsIn(view: RecordView): Generator<readonly [path: string, field: Field]> {
  yield* view.fields;
  for (const [list, rows] of view.rows) {
    for (const row of rows) {
      if (row.gone) continue;
      for (const [column, field] of row.fields) yield [`${list}/${row.id}/${column}`, field];
    }
  }
  for (const [list, marks] of view.marks) for (const [mark, field] of marks) yield [`${list}/${mark}`, field];
}

/** The field at a path in the record. */
export function fieldIn(view: RecordView, path: string): Field | undefined {
  const [head = '', row, column] = path.split('/');
  if (row === undefined) return view.fields.get(head);
  if (column === undefined) return view.marks.get(head)?.get(row);
  return view.rows.get(head)?.find(({ id }) => id === row)?.fields.get(column);
}

/** The form that a record was made with; the newest of that name where this version is not known here. */
export function formOf(view: RecordView): Form | undefined {
  return formNamed(view.form, leavesOf(view).get('_version')) ?? newest(view.form as unknown);
}

/** Whether it was made with a form that this Beside does not know. */
export function isUnknownForm(view: RecordView): boolean {
  return formNamed(view.form, leavesOf(view).get('_version')) === undefined;
}

/** Said to be about somebody else: it stays in its place, and nothing of it is shown. */
export function isWithdrawn(view: RecordView): boolean {
  return textFrom(leavesOf(view), '_withdrawn_at') !== null;
}

/** Whether a record counts: neither deleted nor withdrawn. */
export function isActive(view: RecordView): boolean {
  return !isOut(view);
}

// Leaves ---------------------------------------------------------------------------------------------------

/** A day that exists, "2026-11-24". */
export function dateFrom(leaves: Leaves, path: string): string | null {
  const leaf = leaves.get(path);
  return isDate(leaf) ? leaf : null;
}

/** The texts of a list; a text alone is a list of one. */
export function listFrom(leaves: Leaves, path: string): readonly string[] {
  const leaf = leaves.get(path) ?? null;
  const all: readonly unknown[] = Array.isArray(leaf) ? leaf : [leaf];
  return all.filter((one): one is string => typeof one === 'string');
}

/** A kept moment in ms. */
export function momentFrom(leaves: Leaves, path: string): number | null {
  const at = Date.parse(textFrom(leaves, path) ?? '');
  return Number.isNaN(at) ? null : at;
}

// When and by whom -----------------------------------------------------------------------------------------

/** One save as far as it still stands: which device, when by its corrected clock, and the paths it put something at. */
export interface Touch {
  readonly device: string;
  readonly counter: number;
  readonly at: number;
  readonly paths: readonly string[];
}

/** The saves that what stands came with, oldest first. What was replaced since is not among it. */
export const touchesOf: (view: RecordView) => readonly Touch[] = remembered((view) => {
  const found = new Map<string, { device: string; counter: number; at: number; paths: string[] }>();
  for (const [path, { versions }] of fieldsIn(view)) {
    for (const { dot: [device, counter], time } of versions) {
      const key = `${device}.${counter}`;
      const touch = found.get(key) ?? { device, counter, at: time, paths: [] };
      touch.paths.push(path);
      found.set(key, touch);
    }
  }
  return [...found.values()].sort((one, other) => one.at - other.at || one.counter - other.counter);
});

/** The save that made a record; null while its beginning has not arrived. */
export function madeIn(view: RecordView): Touch | null {
  return touchesOf(view).find(({ paths }) => paths.includes('_form')) ?? null;
}

/** The newest save of what stands. */
export function lastTouch(view: RecordView): Touch | null {
  return touchesOf(view).at(-1) ?? null;
}

/**
 * The day a record is about: the one its form goes by, else that of its making. "1970-01-01" where it says nothing at all.
 */
export const dateOf: (view: RecordView) => string = remembered((view) => {
  const leaves = leavesOf(view);
  const by = formOf(view)?.dated_by;
  const date = by === undefined ? null : dateFrom(leaves, by);
  const moment = by === undefined || date !== null ? null : momentFrom(leaves, by);
  return date ?? dayOf(moment ?? madeIn(view)?.at ?? 0);
});

/** When on that day, in ms: as the record says, else when it was made. */
export const momentOf: (view: RecordView) => number = remembered((view) => {
  const leaves = leavesOf(view);
  const told = ['at', 'started', 'starts', 'leaves'].map((path) => momentFrom(leaves, path)).find((at) => at !== null);
  return told ?? madeIn(view)?.at ?? 0;
});

/** Newest first: by day, then by moment, then by id so that two devices agree. */
export function newestFirst(one: RecordView, other: RecordView): number {
  return compare(dateOf(other), dateOf(one)) || momentOf(other) - momentOf(one) || compare(other.id, one.id);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
