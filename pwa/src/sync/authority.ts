/**
 * Who may do what in which vault: the rule over the table that `schemas/authority.py` declares.
 *
 *     may('case', 'member', ['mentor'], 'write')   → true
 *     may('case', 'member', ['mentor'], 'share')   → false
 *
 * Unknown kinds, roles and acts give no right.
 */
import { AUTHORITY } from '../generated/authority.ts';

/** How a member comes to a vault. */
export type Standing = 'creator' | 'member' | 'manager' | 'everybody';

/** Role → standings that suffice. */
type ByRole = Readonly<Record<string, readonly string[]>>;
const DECLARED: Readonly<Record<string, Readonly<Record<string, ByRole>>>> = AUTHORITY;

// Maps, for a kind or role named in a log must not find what every object of JavaScript has.
const TABLE = mapOf(DECLARED, (acts) => mapOf(acts, (byRole) => mapOf(byRole, (ways) => new Set(ways))));

function mapOf<From, To>(table: Readonly<Record<string, From>>, made: (found: From) => To): ReadonlyMap<string, To> {
  return new Map(Object.entries(table).map(([name, found]) => [name, made(found)]));
}

/** Whether vaults of this kind are known today. */
export function isKind(kind: string): boolean {
  return TABLE.has(kind);
}

/** Whether a member with `standing` in a vault of `kind` and with any of `roles` may do `act`. */
export function may(kind: string, standing: Standing, roles: Iterable<string>, act: string): boolean {
  const byRole = TABLE.get(kind)?.get(act);
  return byRole !== undefined && [...roles].some((role) => byRole.get(role)?.has(standing) === true);
}

/** Whether anybody comes to a vault of this kind by `standing`. */
export function knows(kind: string, standing: Standing): boolean {
  const acts = [...(TABLE.get(kind)?.values() ?? [])];
  return acts.some((byRole) => [...byRole.values()].some((ways) => ways.has(standing)));
}
