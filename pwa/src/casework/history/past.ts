/**
 * All saves of a record as one another's before and after: what each value was put in the place of, and which were written without
 * knowing of each other.
 *
 *     const past = pastOf(saves);
 *     replaced(past, change)      // what stood there before the author's eyes
 *     besides(past, change)       // what others wrote there at the same time
 */
import type { PastChange, PastSave } from '../../store/history';
import type { Dot } from '../../sync/op';

/** The row that a path is in, as "list/id"; null for a field of the record itself, and for a tick. */
export function rowOf(path: string): string | null {
  const [list = '', row, column] = path.split('/');
  return row === undefined || column === undefined ? null : `${list}/${row}`;
}

export interface Past {
  readonly byDot: ReadonlyMap<string, PastChange>;
  readonly byPath: ReadonlyMap<string, readonly PastChange[]>;
  /** Row → the first save that is about it. */
  readonly begun: ReadonlyMap<string, PastSave>;
  /** Dot → everything it came after, at its path. */
  readonly ancestors: Map<string, ReadonlySet<string>>;
}

/** `saves` in the order of the log. */
export function pastOf(saves: readonly PastSave[]): Past {
  const begun = new Map<string, PastSave>();
  for (const save of [...saves].reverse()) {
    for (const { path } of save.changes) begun.set(rowOf(path) ?? '', save);
  }
  const byDot = new Map<string, PastChange>();
  const byPath = new Map<string, PastChange[]>();
  for (const change of saves.flatMap(({ changes }) => changes)) {
    byDot.set(keyOf(change.dot), change);
    const found = byPath.get(change.path);
    if (found === undefined) byPath.set(change.path, [change]);
    else found.push(change);
  }
  return { byDot, byPath, begun, ancestors: new Map() };
}

/** What a change was put in the place of, the oldest first; `unknown` where some of it is not among the saves. */
export function replaced(past: Past, { over, path }: PastChange): { readonly known: readonly PastChange[]; readonly unknown: boolean } {
  const wanted = new Set(over.map(keyOf));
  const known = (past.byPath.get(path) ?? []).filter(({ dot }) => wanted.has(keyOf(dot)));
  return { known, unknown: known.length < wanted.size };
}

/** What others put at the same path without knowing of this change, nor it of them. */
export function besides(past: Past, change: PastChange): readonly PastChange[] {
  const own = ancestorsOf(past, change);
  return (past.byPath.get(change.path) ?? []).filter((other) =>
    other !== change && !own.has(keyOf(other.dot)) && !ancestorsOf(past, other).has(keyOf(change.dot)));
}

function ancestorsOf(past: Past, change: PastChange): ReadonlySet<string> {
  const key = keyOf(change.dot);
  const known = past.ancestors.get(key);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const ahead = [...change.over];
  for (let dot = ahead.pop(); dot !== undefined; dot = ahead.pop()) {
    if (found.has(keyOf(dot))) continue;
    found.add(keyOf(dot));
    ahead.push(...(past.byDot.get(keyOf(dot))?.over ?? []));
  }
  past.ancestors.set(key, found);
  return found;
}

function keyOf([device, counter, index]: Dot): string {
  return `${device}.${counter}.${index}`;
}
