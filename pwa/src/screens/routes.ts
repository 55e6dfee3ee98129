/** Every address of the app, what frame it stands in, and what the window is called there. No address and no title names anybody. */
import type { Tab } from '../ui/shell/navigation';

export const ROUTES = {
  today: '/',
  caseload: '/caseload',
  case_new: '/case-new',
  case: '/case/:case',
  case_details: '/case/:case/details',
  case_readers: '/case/:case/readers',
  case_record: '/case/:case/record',
  case_plan: '/case/:case/plan',
  record: '/record',
  detail: '/record/:record',
  change: '/record/:record/change',
  paper: '/record/:record/paper',
  move: '/record/:record/move',
  blank: '/paper/:form',
  observe: '/observe',
  observe_setup: '/observe/:case',
  pad: '/pad/:record',
  visit_pick: '/visit',
  visit: '/visit/:record',
  safety: '/safety/:record',
  watch: '/watch/:record',
  risk: '/risk/:record',
  give: '/give',
  give_to: '/give/:case',
  scale: '/scale/:record',
  scale_together: '/scale/:record/together',
  drop_in: '/drop-in',
  session_pick: '/session',
  session: '/session/:record',
  plan_pick: '/plan',
  plan: '/plan/:record',
  appointment: '/appointment',
  alarm_test: '/alarm-test',
  inbox: '/inbox',
  more: '/more',
  where: '/where',
  settings: '/settings',
  colleagues: '/colleagues',
  people: '/people',
  calendar: '/calendar',
  welcome: '/welcome',
  join: '/join',
  set_up: '/set-up',
  sign_in: '/sign-in',
  forgotten: '/forgotten',
  new_tablet: '/new-tablet',
  lost_tablet: '/lost-tablet',
} as const;

export type RouteName = keyof typeof ROUTES;

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
  case_new: page('New case'),
  case: app('caseload', 'Case'),
  case_details: page('Details'),
  case_readers: app('caseload', 'Who can read this'),
  case_record: app('record', 'Record'),
  case_plan: page('Plan'),
  record: app('record', 'Record'),
  detail: app('caseload', 'Record'),
  change: page('Change'),
  paper: page('On paper'),
  move: page('About somebody else'),
  blank: page('On paper'),
  observe: page('Observe'),
  observe_setup: page('Observe'),
  pad: { frame: 'screen', tab: null, title: 'Observation' },
  visit_pick: page('Home visit'),
  visit: page('Home visit'),
  safety: page('Safety sheet'),
  watch: app('today', 'Visit'),
  risk: app('inbox', 'Risk note'),
  give: page('Give to a pupil'),
  give_to: page('Give to a pupil'),
  scale: app('caseload', 'Scale'),
  scale_together: page('Scale'),
  drop_in: page('Drop-in'),
  session_pick: page('Session note'),
  session: page('Session note'),
  plan_pick: page('Plan'),
  plan: app('caseload', 'Plan'),
  appointment: page('Appointment'),
  alarm_test: page('Test alarm'),
  inbox: app('inbox', 'Inbox'),
  more: app('more', 'More'),
  where: app('more', 'Where is it?'),
  settings: app('more', 'Settings'),
  colleagues: app('more', 'Colleagues'),
  people: app('more', 'People'),
  calendar: page('School calendar'),
  welcome: entry('Welcome'),
  join: entry('Join'),
  set_up: entry('Set up'),
  sign_in: entry('Sign in'),
  forgotten: entry('A forgotten password'),
  new_tablet: entry('A new tablet'),
  lost_tablet: entry('A lost tablet'),
};

/** "Today – Beside" */
export function titleOf(name: RouteName | null): string {
  return name === null ? 'Beside' : `${STANDINGS[name].title} – Beside`;
}
