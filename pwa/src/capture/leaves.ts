/** Leaves of a record as the capture screens read and write them. */

import type { Leaf, Leaves } from '../casework/forms';

export type { Leaf, Leaves };

/** One leaf to be written; the path begins inside the record. */
export type Change = readonly [path: string, value: Leaf];

/** Writes a wall time, ms, as an instant with the offset of the place: `2026-11-24T09:15:00.000+00:00`. */
export type AsInstant = (wall: number) => string;

/** The rows under `name` that stand, in the order in which they are met. */
export function rowIds(leaves: Leaves, name: string): string[] {
  const ids = [...leaves.keys()].flatMap((path) => {
    const [head, id, column] = path.split('/');
    return head === name && id !== undefined && column !== undefined ? [id] : [];
  });
  return [...new Set(ids)].filter((id) => (leaves.get(`${name}/${id}/_deleted`) ?? null) === null);
}

/** Words that are not empty. */
export function textFrom(leaves: Leaves, path: string): string | null {
  const leaf = leaves.get(path) ?? null;
  return typeof leaf === 'string' && leaf !== '' ? leaf : null;
}

/** A whole number. */
export function wholeFrom(leaves: Leaves, path: string): number | null {
  const leaf = leaves.get(path) ?? null;
  return isWhole(leaf) ? leaf : null;
}

/** An instant, as wall ms. */
export function instantFrom(leaves: Leaves, path: string): number | null {
  const text = textFrom(leaves, path);
  const wall = text === null ? NaN : Date.parse(text);
  return Number.isNaN(wall) ? null : wall;
}

/** Whether a value is a whole number that every device holds exactly. */
export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
