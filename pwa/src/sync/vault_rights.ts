/**
 * Who takes part in a vault, by its own log and the school's (`docs/protocol.md` §4).
 *
 *     standings(vault, school, member)  →  ['member']
 *     entitled(vault, school)           →  everybody who may read it
 *     waiting(vault, school)            →  those of them without a wrap of the epoch in force
 *
 * Membership of a vault is ordered in its log, so it counts as at the place that is read. What the school says (roles, who
 * manages whom, who is there) is another log, of which nobody knows how it lay beside this one: the server judges by what
 * holds now, a reader by what *ever* held.
 */
import { knows, may, type Standing } from './authority.ts';
import { compareIds } from './encoding.ts';
import { LINE_MANAGER, roles, type School } from './roster.ts';
import { isForked, type VaultLog } from './vault_log.ts';

/** How a member comes to the vault: `member`, `manager`, `everybody`; empty for who does not. */
export function standings(vault: VaultLog, school: School, member: string, ever = false): Standing[] {
  const found = school.members.get(member);
  if (found === undefined || !(ever || found.removed === null)) return [];
  const ways: Standing[] = [];
  if (vault.members.has(member)) ways.push('member');
  if (knows(vault.kind, 'everybody')) ways.push('everybody');
  if (knows(vault.kind, 'manager') && manages(vault, school, member, ever)) ways.push('manager');
  return ways;
}

/** A line manager of one of the vault's members, also of one who left the school: somebody must be able to hand over. */
function manages(vault: VaultLog, school: School, manager: string, ever: boolean): boolean {
  const mentors = (ever ? school.everManaged : school.manages).get(manager);
  if (mentors === undefined || !roles(school, manager, ever).has(LINE_MANAGER)) return false;
  return [...mentors].some((mentor) => vault.members.has(mentor));
}

/** Whether a member may do `act` (see `authority`) in the vault; not `create`, for that comes before standing. */
export function mayDo(vault: VaultLog, school: School, member: string, act: string, ever = false): boolean {
  const held = roles(school, member, ever);
  return standings(vault, school, member, ever).some((way) => may(vault.kind, way, held, act));
}

/** Whether a member may begin a vault of this kind. */
export function mayCreate(school: School, member: string, kind: string, ever = false): boolean {
  return may(kind, 'creator', roles(school, member, ever), 'create');
}

/** Everybody who may read the vault now, by id. */
export function entitled(vault: VaultLog, school: School): string[] {
  const candidates = knows(vault.kind, 'everybody')
    ? [...school.members.keys()]
    : [...new Set([...vault.members, ...school.manages.keys()])];
  return candidates.filter((member) => standings(vault, school, member).length > 0).sort(compareIds);
}

/** Who is entitled and has no wrap of the epoch in force for the key they have now, by id. */
export function waiting(vault: VaultLog, school: School): string[] {
  return entitled(vault, school).filter((member) => {
    const key = school.members.get(member)?.sealId;
    return key === undefined || vault.wraps.get(member)?.has(key) !== true;
  });
}

/**
 * Whether a new epoch has to be made: somebody has a wrap who is not entitled, or for a key that was replaced; a removal
 * was not followed by one; or two epochs share the number in force.
 */
export function dueRenewal(vault: VaultLog, school: School): boolean {
  if (vault.renewalOwed || isForked(vault)) return true;
  return [...vault.wraps].some(([member, keys]) => {
    const key = school.members.get(member)?.sealId;
    return standings(vault, school, member).length === 0 || key === undefined || !keys.has(key) || keys.size > 1;
  });
}
