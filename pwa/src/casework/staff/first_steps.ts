/** What a school still lacks before it can begin, for its administrators: each line leads to where it is done. */
import type { BeginLine } from '../../screens/today/model';
import { isPresent, roles, type School } from '../../sync/roster';
import { capital, words } from '../../ui/words';
import { to } from '../addresses';
import type { Book } from '../book';
import { NO_TEAM } from '../team';
import { type Beside, managerOf, memberName } from './staff';

/** In the order in which they are best done; empty once the school has everything. */
export function firstSteps(book: Book, school: School, beside: Pick<Beside, 'invited'>): readonly BeginLine[] {
  const { lineManager, mentor, safeguardingLead } = words.value;
  const present = [...school.members.keys()].filter((member) => isPresent(school, member));
  const have = (role: string): number => present.filter((member) => roles(school, member).has(role)).length;
  const invited = (role: string): boolean => [...school.invitations.values()].some((one) => one.open && one.expires > book.now && one.roles.includes(role));
  const unmanaged = present.filter((member) => roles(school, member).has('mentor') && managerOf(school, member) === null);
  const steps: (BeginLine | false)[] = [
    // Of a school whose settings have not come yet nobody knows what they lack.
    book.team !== NO_TEAM && book.team.lead === null && {
      title: `Enter the ${safeguardingLead} and the school calendar`,
      detail: `“A child may be at risk” shows the ${safeguardingLead}’s name and phone on every screen.`,
      href: to('calendar'),
    },
    have('administrator') < 2 && !invited('administrator') && {
      title: 'Invite a second administrator',
      detail: 'Each can let the other back in. Otherwise a forgotten password needs the root sheet.',
      href: to('invite'),
    },
    have('line_manager') === 0 && !invited('line_manager') && {
      title: `Invite a ${lineManager}`,
      detail: `Reads the cases of the ${mentor}s they manage, and keeps them when somebody leaves.`,
      href: to('invite'),
    },
    have('mentor') === 0 && !invited('mentor') && {
      title: `Invite the ${mentor}s`,
      detail: 'Each joins on their own tablet.',
      href: to('invite'),
    },
    ...unmanaged.map((member) => ({
      title: capital(`say who manages ${memberName(book, member, beside)}`),
      detail: `Without a ${lineManager} nobody else can open their cases if they forget their password.`,
      href: to('person', { member }),
    })),
  ];
  return steps.filter((step) => step !== false);
}

/**
 * What is said while not all there is to read has come to this tablet: at first everything is on its way from the server, and then
 * perhaps the key to the school's names, from a colleague's tablet.
 */
export function awaited(book: Book): readonly { readonly text: string; readonly grave: boolean }[] {
  const { lastExchange, sending } = book.source.carriage;
  if (lastExchange === null) {
    const rest = sending ? 'are arriving.' : 'have not all arrived. They come as soon as there is a network.';
    return [{ text: `Your cases and the school’s names ${rest}`, grave: false }];
  }
  return book.team === NO_TEAM
    ? [{ text: 'The school’s names and calendar, and cases that are yours already, come as soon as a colleague is next online. You can begin meanwhile.', grave: false }]
    : [];
}
