/** More: the rest of the app, for somebody's roles. */
import type { MoreLink, MoreModel } from '../screens/more/model';
import type { ColleaguesModel } from '../screens/people/model';
import { capital, counted, words } from '../ui/words';
import { to } from './addresses';
import { type Book, notSentYet } from './book';
import { rolesWords } from './staff/roles';

export interface Version {
  /** "0.1.0" */
  readonly version: string;
  readonly updateWaits: boolean;
}

export function more(book: Book, { version, updateWaits }: Version): MoreModel {
  const roles = rolesWords(book.source.roles);
  return {
    name: book.team.people.get(book.me)?.name ?? '',
    role: [roles, book.team.schoolName ?? ''].filter((part) => part !== '').join(' · '),
    groups: [{ title: 'Your work', links: yours(book) }, { title: 'The school', links: theSchools(book) }],
    version,
    updateWaits,
  };
}

function yours(book: Book): readonly MoreLink[] {
  const { aside, damaged, late } = book.source.carriage;
  const [unsent, refused] = [notSentYet(book), aside.filter(({ mine }) => mine).length];
  const [unread, decided] = [aside.length - refused + damaged.length, late.length + refused];
  const said = [
    unsent === 0 ? 'Everything has been sent' : `${unsent} not sent yet`,
    unread === 0 ? '' : `${unread} could not be read`,
    decided === 0 ? '' : `${decided} to decide`,
  ];
  const links: MoreLink[] = [
    { label: 'Where is it?', detail: said.filter((part) => part !== '').join(' · '), href: to('where') },
    { label: 'Settings', detail: 'Look, locking, reminders, your devices', href: to('settings') },
  ];
  if (book.hasRole('mentor') || book.hasRole('line_manager')) {
    links.push({ label: 'Blank sheets', detail: 'To print and fill in by hand', href: to('blanks') });
  }
  return [...links, { label: 'Visits that are out', detail: 'Those that you watch', href: to('watch') }];
}

function theSchools(book: Book): readonly MoreLink[] {
  const manages = book.hasRole('administrator') || book.hasRole('line_manager');
  const lead = book.team.lead === null ? `The ${words.value.safeguardingLead} has not been entered yet` : `Terms, bells, the ${words.value.safeguardingLead}`;
  return [
    { label: 'Colleagues', detail: book.colleagues.length === 0 ? 'Names and phones have not arrived yet' : `${counted(book.colleagues.length, 'person', 'people')}, with their phones`, href: to('colleagues') },
    ...(book.hasRole('administrator') ? [{ label: 'People', detail: 'Invitations, roles, devices, who leaves', href: to('people') }] : []),
    { label: 'Who came and went', detail: 'Every change of people and devices, for everybody to see', href: to('changes') },
    { label: 'School calendar', detail: capital(lead), href: to('calendar') },
    ...(manages ? [{ label: 'What our school chose', detail: 'Plans, reviews, scales, alarms', href: to('school') }] : []),
    ...(book.hasRole('line_manager') ? [{ label: 'How we observe', detail: 'Intervals, and when a state is ticked', href: to('rule') }] : []),
  ];
}

/** The directory, by name. */
export function colleagues(book: Book): ColleaguesModel {
  return {
    colleagues: book.colleagues.map(({ member, name, jobTitle, phone }) => ({ id: member, name, job: jobTitle ?? '', phone })),
    me: book.me,
  };
}
