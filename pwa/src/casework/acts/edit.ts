/**
 * Changing a record through its form. What was there when the form was opened is remembered, so that a save replaces what the
 * person had before them and nothing that arrived while they typed.
 *
 *     const opened = openEdit(view);                       // when the form opens
 *     saveEdit(vault, opened, draft)                       // null where nothing was changed
 */
import type { Dot } from '../../sync/op';
import type { RecordView } from '../../sync/records';
import { notAsked } from '../asked';
import { formNamed, type Leaf, type Leaves } from '../forms';
import { fieldIn, fieldsIn, leavesOf } from '../standing';
import { removedRows, type Save, type Values } from './save';

export interface Opened {
  readonly record: string;
  readonly leaves: Leaves;
  readonly dots: ReadonlyMap<string, readonly Dot[]>;
}

export function openEdit(view: RecordView): Opened {
  return {
    record: view.id,
    leaves: leavesOf(view),
    dots: new Map([...fieldsIn(view)].map(([path, { dots }]) => [path, dots])),
  };
}

/**
 * What a draft changes of the record as it was opened; null for nothing. A row that is marked deleted is removed, and what is not
 * asked any more is emptied.
 */
export function saveEdit(vault: string, opened: Opened, draft: Leaves): Save | null {
  const values: Record<string, Leaf> = {};
  const removed = removedRows(draft);
  const form = formNamed(draft.get('_form'), draft.get('_version'));
  const without = form === undefined ? new Set<string>() : notAsked(form, draft);
  for (const [path, typed] of draft) {
    const leaf = without.has(path) ? null : typed;
    if (!isSame(leaf, opened.leaves.get(path) ?? null) && !removed.some((row) => path.startsWith(`${row}/`))) values[path] = leaf;
  }
  const gone = removed.filter((row) => [...opened.leaves.keys()].some((path) => path.startsWith(`${row}/`)));
  if (Object.keys(values).length === 0 && gone.length === 0) return null;
  return { vault, record: opened.record, values, seen: seenIn(opened, Object.keys(values)), removed: gone };
}

/** A form with the record that lies behind it. */
export interface OpenForm {
  readonly opened: Opened;
  readonly draft: Leaves;
}

/** A form that lay open while two versions were settled beside it: what was kept is before its author now, unless they typed something else there. */
export function settledBeside({ opened, draft }: OpenForm, view: RecordView, kept: Values): OpenForm {
  const [leaves, dots, typed] = [new Map(opened.leaves), new Map(opened.dots), new Map(draft)];
  for (const [path, leaf] of Object.entries(kept)) {
    if (isSame(draft.get(path) ?? null, opened.leaves.get(path) ?? null)) typed.set(path, leaf);
    leaves.set(path, leaf);
    // A third version may have arrived with it, which nobody has read.
    dots.set(path, (fieldIn(view, path)?.versions ?? []).filter(({ value }) => isSame(value, leaf)).map(({ dot }) => dot));
  }
  return { opened: { ...opened, leaves, dots }, draft: typed };
}

/** Of a path that nothing stood at, nothing was seen. */
function seenIn({ dots }: Opened, paths: readonly string[]): Readonly<Record<string, readonly Dot[]>> {
  return Object.fromEntries(paths.map((path) => [path, dots.get(path) ?? []]));
}

/** What stands at some paths now, for an act on a record that lies open before the person. */
export function seenNow(view: RecordView, values: Values): Readonly<Record<string, readonly Dot[]>> {
  return Object.fromEntries(Object.keys(values).map((path) => [path, fieldIn(view, path)?.dots ?? []]));
}

/** Empty text and nothing are one, and lists are compared by what is in them. */
function isSame(one: Leaf, other: Leaf): boolean {
  const plain = (leaf: Leaf): string => JSON.stringify(leaf === '' ? null : leaf);
  return plain(one) === plain(other);
}
