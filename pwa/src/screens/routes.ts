/** The pages of the app: those of `casework/addresses.ts`, those before anybody is signed in, and how each stands. */
import { type Address, ADDRESSES } from '../casework/addresses';
import type { Tab } from '../ui/shell/navigation';

/** Pages that are shown while nobody is signed in, or the tablet is locked. */
export const ENTRIES = {
  welcome: '/welcome',
  let_in: '/let-in',
  join: '/join',
  set_up: '/set-up',
  sign_in: '/sign-in',
  forgotten: '/forgotten',
  new_tablet: '/new-tablet',
  lost_tablet: '/lost-tablet',
  by_root: '/with-root-sheet',
} as const;

/** Where a push leads that no page of the app does. */
const PUSHED = { alarm_test: '/alarm-test' } as const;

export const ROUTES = { ...ADDRESSES, ...PUSHED, ...ENTRIES } as const;

export type EntryName = keyof typeof ENTRIES;
export type RouteName = Address | keyof typeof PUSHED | EntryName;

/** How a page stands: in the app at a tab, as one task, with the whole glass, or before anybody is signed in. */
export interface Standing {
  readonly frame: 'app' | 'page' | 'screen' | 'entry';
  readonly tab: Tab | null;
  /** The window's title, before " – Beside". */
  readonly title: string;
}

const app = (tab: Tab, title: string): Standing => ({ frame: 'app', tab, title });
const page = (title: string): Standing => ({ frame: 'page', tab: null, title });
const entry = (title: string): Standing => ({ frame: 'entry', tab: null, title });

export const STANDINGS: Readonly<Record<RouteName, Standing>> = {
  today: app('today', 'Today'),
  caseload: app('caseload', 'Caseload'),
  chooser: app('record', 'Record'),
  inbox: app('inbox', 'Inbox'),
  more: app('more', 'More'),
  where: app('more', 'Where is it?'),
  setAside: app('more', 'Set aside'),
  late: app('inbox', 'Sent too late'),
  settings: app('more', 'Settings'),
  colleagues: app('more', 'Colleagues'),
  colleague: app('more', 'Colleague'),
  people: app('more', 'People'),
  invite: page('Invite somebody'),
  person: app('more', 'Somebody in the school'),
  lost: app('more', 'A lost tablet'),
  sheets: page('The two sheets'),
  changes: app('more', 'Who came and went'),
  password: page('Change the password'),
  calendar: page('School calendar'),
  school: page('The school'),
  rule: page('How the school observes'),
  caseNew: page('New case'),
  case: app('caseload', 'Case'),
  readers: app('caseload', 'Who can read this'),
  details: page('Details'),
  planNew: page('Plan'),
  planFrom: page('Plan'),
  chooserFor: app('record', 'Record'),
  fromPaperFor: page('From paper'),
  enter: page('From paper'),
  detail: app('caseload', 'Record'),
  change: page('Change'),
  move: page('About somebody else'),
  history: app('caseload', 'History'),
  anotherDay: page('Appointment'),
  paper: page('On paper'),
  fromPaper: page('From paper'),
  enterFor: page('From paper'),
  blanks: app('more', 'Blank sheets'),
  blank: page('On paper'),
  plan: app('caseload', 'Plan'),
  review: page('Review'),
  scale: app('caseload', 'Scale'),
  together: page('Scale'),
  report: app('caseload', 'Observation'),
  risk: app('inbox', 'Risk note'),
  observe: page('Observe'),
  observeFor: page('Observe'),
  observePlanned: page('Observe'),
  pad: { frame: 'screen', tab: null, title: 'Observation' },
  visit: page('Home visit'),
  visitFor: page('Home visit'),
  safety: page('Safety sheet'),
  watch: app('today', 'Visit'),
  watched: app('today', 'Visit'),
  give: page('Give to a pupil'),
  giveFor: page('Give to a pupil'),
  givePlanned: page('Give to a pupil'),
  giveOn: page('Give to a pupil'),
  dropIn: page('Drop-in'),
  session: page('Session note'),
  sessionFor: page('Session note'),
  appointment: page('Appointment'),
  appointmentFor: page('Appointment'),
  alarm_test: page('Test alarm'),
  welcome: entry('Welcome'),
  let_in: entry('Sign in'),
  join: entry('Join'),
  set_up: entry('Set up'),
  sign_in: entry('Sign in'),
  forgotten: entry('A forgotten password'),
  new_tablet: entry('A new tablet'),
  lost_tablet: entry('A lost tablet'),
  by_root: entry('The root sheet'),
};

/** "Today – Beside" */
export function titleOf(name: RouteName | null): string {
  return name === null ? 'Beside' : `${STANDINGS[name].title} – Beside`;
}
