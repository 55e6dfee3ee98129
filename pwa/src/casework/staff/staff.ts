/**
 * Who is in the school, for whoever lets people in: members, open invitations, devices. From the school's own log, which says
 * who may what and no name; the names are the directory's.
 */
import type { Answer } from '../../ui/fields/ChoiceField';
import type { DeviceLine } from '../../screens/more/model';
import type { InvitationLine, MemberLine } from '../../screens/people/model';
import { isPresent, type School, devicesOf, isLive, managers, roles } from '../../sync/roster';
import { clock, dayNear, dayOf, fullDay, moment } from '../../ui/dates';
import { listed, words } from '../../ui/words';
import type { Book } from '../book';
import { rolesWords } from './roles';

/** What is known beside the log: when a device was let in and last connected, and what those invited here are called. */
export interface Beside {
  readonly since: ReadonlyMap<string, number>;
  readonly seen: ReadonlyMap<string, number>;
  /** Member → the name that whoever invited them on this tablet gave. */
  readonly invited: ReadonlyMap<string, string>;
}

/** The name of a member: the directory's, else the inviter's, until they have come. */
export function memberName(book: Book, member: string, { invited }: Pick<Beside, 'invited'>): string {
  return book.team.people.get(member)?.name ?? invited.get(member) ?? 'Somebody new';
}

/** Everybody in the school now, by name. */
export function memberLines(book: Book, school: School, beside: Beside): readonly MemberLine[] {
  return [...school.members.keys()]
    .filter((member) => isPresent(school, member))
    .map((member) => ({ id: member, name: memberName(book, member, beside), detail: memberDetail(book, school, member, beside), me: member === book.me }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** "learning mentor · managed by Ms Ward" */
export function memberDetail(book: Book, school: School, member: string, beside: Pick<Beside, 'invited'>): string {
  const found = roles(school, member);
  const over = managers(school, member).filter((manager) => isPresent(school, manager)).map((manager) => memberName(book, manager, beside));
  const managed = over.length > 0 ? `managed by ${listed(over)}` : found.has('mentor') ? `no ${words.value.lineManager} yet` : '';
  return [rolesWords([...found]) || 'no role', managed].filter((part) => part !== '').join(' · ');
}

/** The line manager of a mentor, of those who are there; null for none. */
export function managerOf(school: School, mentor: string): string | null {
  return managers(school, mentor).find((manager) => isPresent(school, manager)) ?? null;
}

/** Who can be chosen to manage somebody else than `except`. */
export function managerAnswers(book: Book, school: School, beside: Beside, except: string | null = null): readonly Answer[] {
  return [...school.members.keys()]
    .filter((member) => member !== except && roles(school, member).has('line_manager'))
    .map((member) => ({ value: member, label: memberName(book, member, beside) }));
}

/** Invitations that can still be used; a renewal of somebody who is there is one too. */
export function invitationLines(book: Book, school: School, beside: Beside): readonly InvitationLine[] {
  return [...school.invitations.values()]
    .filter(({ open, expires }) => open && expires > book.now)
    .map(({ id, member, roles: wanted, expires }) => {
      const name = memberName(book, member, beside);
      const title = isPresent(school, member) ? `${name}, who comes back in` : `${name}, ${rolesWords(wanted)}`;
      return { id, title, detail: `Valid until ${until(expires, book.today)}` };
    });
}

/** "today, 14:10", "27 November 2026" */
export function until(at: number, today: string): string {
  return dayOf(at) === today ? `today, ${clock(at)}` : fullDay(dayOf(at));
}

/** The devices of a member that are still let in, the newest first; `here` is the one in hand. */
export function deviceLines(book: Book, school: School, member: string, { seen, since }: Pick<Beside, 'seen' | 'since'>, here: string | null): readonly DeviceLine[] {
  return devicesOf(school, member).filter(isLive).map(({ id }) => ({
    id,
    name: letIn(since.get(id)),
    detail: id === here ? 'In your hands now' : connected(seen.get(id), book.today),
    thisOne: id === here,
  })).reverse();
}

/** "Added on 4 September 2026" */
export function letIn(at: number | undefined): string {
  return at === undefined ? 'A device' : `Added on ${fullDay(dayOf(at))}, ${clock(at)}`;
}

/** "Last connected yesterday at 15:20" */
export function connected(at: number | undefined, today: string): string {
  if (at === undefined) return 'When it was last connected is not known';
  const day = dayNear(dayOf(at), today);
  return `Last connected ${day === 'Today' || day === 'Yesterday' ? `${day.toLowerCase()} at ${clock(at)}` : moment(at, today)}`;
}
