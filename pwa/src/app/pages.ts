/** The page of every address. They are fetched by area of the work, each area when one of its pages is first looked at. */
import type { ComponentType } from 'preact';

import { ENTERING } from './parts.ts';
import type { PageProps, Pages } from '../screens/App.tsx';
import type { EntryName, RouteName } from '../screens/routes.ts';
import { type Lazy, lazy } from '../ui/shell/lazy.ts';

/** Pages that are fetched together: a tablet keeps some dozens of files for itself, and not some hundreds. */
function area<Name extends string>(load: () => Promise<Record<Name, ComponentType<PageProps>>>): (name: Name) => Lazy<PageProps> {
  return (name) => lazy(async () => ({ default: (await load())[name] }));
}

const home = area(() => import('./areas/home.ts'));
const casework = area(() => import('./areas/casework.ts'));
const observing = area(() => import('./areas/observing.ts'));
const visiting = area(() => import('./areas/visiting.ts'));
const onPaper = area(() => import('./areas/on_paper.ts'));
const school = area(() => import('./areas/school.ts'));

const BUILT = {
  today: home('today'),
  caseload: home('caseload'),
  chooser: home('chooser'),
  chooserFor: home('chooser'),
  inbox: home('inbox'),
  more: home('more'),
  where: home('where'),
  caseNew: casework('caseNew'),
  readers: casework('readers'),
  details: casework('details'),
  planNew: casework('planNew'),
  planFrom: casework('planNew'),
  plan: casework('plan'),
  review: casework('review'),
  change: casework('change'),
  move: casework('move'),
  history: casework('history'),
  together: casework('together'),
  anotherDay: casework('anotherDay'),
  appointment: casework('appointment'),
  appointmentFor: casework('appointment'),
  case: casework('case'),
  detail: casework('detail'),
  dropIn: casework('dropIn'),
  session: casework('sessionPick'),
  sessionFor: casework('session'),
  scale: observing('scale'),
  observe: observing('observePick'),
  observeFor: observing('observe'),
  observePlanned: observing('observe'),
  give: observing('givePick'),
  giveFor: observing('give'),
  givePlanned: observing('give'),
  giveOn: observing('give'),
  pad: observing('pad'),
  report: observing('report'),
  risk: visiting('risk'),
  visit: visiting('visitPick'),
  visitFor: visiting('visit'),
  safety: visiting('safety'),
  watch: visiting('watch'),
  watched: visiting('watched'),
  alarm_test: visiting('alarmTest'),
  paper: onPaper('paper'),
  fromPaper: onPaper('fromPaper'),
  fromPaperFor: onPaper('fromPaper'),
  enterFor: onPaper('enterFor'),
  enter: onPaper('enter'),
  blanks: onPaper('blanks'),
  blank: onPaper('blank'),
  colleagues: school('colleagues'),
  colleague: school('colleague'),
  calendar: school('calendar'),
  school: school('school'),
  rule: school('rule'),
  settings: school('settings'),
  password: school('password'),
  people: school('people'),
  invite: school('invite'),
  person: school('person'),
  lost: school('lost'),
  sheets: school('sheets'),
  changes: school('changes'),
  late: school('late'),
  setAside: school('setAside'),
} satisfies Partial<Record<RouteName, Lazy<PageProps>>>;

function all<Name extends string>(names: readonly Name[], page: Lazy<PageProps>): Record<Name, Lazy<PageProps>> {
  return Object.fromEntries(names.map((name) => [name, page])) as Record<Name, Lazy<PageProps>>;
}

const ENTRY_NAMES: readonly EntryName[] = [
  'welcome', 'let_in', 'join', 'set_up', 'sign_in', 'forgotten', 'new_tablet', 'lost_tablet', 'by_root',
];

export const PAGES: Pages = { ...BUILT, ...all(ENTRY_NAMES, ENTERING) };
