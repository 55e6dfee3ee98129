/**
 * Which forms a save touches, and whether its author may write them (`docs/protocol.md` §4).
 *
 *     mayWriteForms('team', { member, roles: new Set(['colleague']) }, state, changes)
 *         →  false where one of them is about the school's settings, or in somebody else's entry of the directory
 *
 * What the server cannot read it cannot refuse, so every client does. A record is of every form that stands for it in the merged
 * state, and of every one that the save itself would give it: a form is not taken from a record by who may not write it, nor
 * given to one.
 */
import { FORM_WRITERS, OWN_FORMS } from '../generated/authority.ts';
import type { State } from './merge.ts';
import { type Change, recordOf, type Value } from './op.ts';
import { FORM } from './records.ts';

/** The kind of vault in which forms have writers of their own: everybody may write there, though not everything. */
export const SHARED = 'team';

type Writers = ReadonlyMap<unknown, readonly string[]>;
const WRITERS: Writers = new Map(Object.entries({ ...FORM_WRITERS, ...OWN_FORMS }));
const OWN: Writers = new Map(Object.entries(OWN_FORMS));

/** Whose save it is: a member, empty for nobody's, and their roles. */
export interface Author {
  readonly member: string;
  readonly roles: ReadonlySet<string>;
}

/** Whether they may make these changes in a vault of `kind` that stands at `state`. */
export function mayWriteForms(kind: string, { member, roles }: Author, state: State, changes: readonly Change[]): boolean {
  return kind !== SHARED || changes.every((change) =>
    formsOf(state, change).every((form) =>
      (OWN.has(form) && recordOf(change.path) === member) || (WRITERS.get(form)?.some((role) => roles.has(role)) ?? true)));
}

function formsOf({ leaves }: State, { path, value }: Change): Value[] {
  const record = recordOf(path);
  const form = `${record}/${FORM}`;
  const standing = leaves.get(record)?.get(form)?.map((found) => found.value) ?? [];
  return path === form ? [...standing, value] : standing;
}
