/** The page of every address, each fetched when it is first looked at. */
import { CASE_PAGES } from './case_pages.ts';
import { ENTERING } from './parts.ts';
import type { PageProps, Pages } from '../screens/App.tsx';
import type { EntryName, RouteName } from '../screens/routes.ts';
import { type Lazy, lazy } from '../ui/shell/lazy.ts';

const BUILT = {
  ...CASE_PAGES,
  today: lazy(() => import('./pages/today.tsx')),
  caseload: lazy(() => import('./pages/caseload.tsx')),
  case: lazy(() => import('./pages/case.tsx')),
  chooser: lazy(() => import('./pages/chooser.tsx')),
  chooserFor: lazy(() => import('./pages/chooser.tsx')),
  inbox: lazy(() => import('./pages/inbox.tsx')),
  detail: lazy(() => import('./pages/detail.tsx')),
  dropIn: lazy(() => import('./pages/drop_in.tsx')),
  session: lazy(() => import('./pages/session_pick.tsx')),
  sessionFor: lazy(() => import('./pages/session_note.tsx')),
  observe: lazy(() => import('./pages/observe_pick.tsx')),
  observeFor: lazy(() => import('./pages/observe_setup.tsx')),
  observePlanned: lazy(() => import('./pages/observe_setup.tsx')),
  give: lazy(() => import('./pages/give_pick.tsx')),
  giveFor: lazy(() => import('./pages/give.tsx')),
  givePlanned: lazy(() => import('./pages/give.tsx')),
  giveOn: lazy(() => import('./pages/give.tsx')),
  visit: lazy(() => import('./pages/visit_pick.tsx')),
  visitFor: lazy(() => import('./pages/visit.tsx')),
  safety: lazy(() => import('./pages/safety.tsx')),
  watch: lazy(() => import('./pages/watch.tsx')),
  watched: lazy(() => import('./pages/watched.tsx')),
  alarm_test: lazy(() => import('./pages/alarm_test.tsx')),
  pad: lazy(() => import('./pages/pad.tsx')),
  report: lazy(() => import('./pages/report.tsx')),
  settings: lazy(() => import('./pages/settings.tsx')),
  password: lazy(() => import('./pages/password.tsx')),
  people: lazy(() => import('./pages/people.tsx')),
  invite: lazy(() => import('./pages/invite.tsx')),
  person: lazy(() => import('./pages/person.tsx')),
  lost: lazy(() => import('./pages/lost.tsx')),
  sheets: lazy(() => import('./pages/sheets.tsx')),
  changes: lazy(() => import('./pages/changes.tsx')),
  more: lazy(() => import('./pages/more.tsx')),
  late: lazy(() => import('./pages/late.tsx')),
  where: lazy(() => import('./pages/where.tsx')),
} satisfies Partial<Record<RouteName, Lazy<PageProps>>>;

function all<Name extends string>(names: readonly Name[], page: Lazy<PageProps>): Record<Name, Lazy<PageProps>> {
  return Object.fromEntries(names.map((name) => [name, page])) as Record<Name, Lazy<PageProps>>;
}

const ENTRY_NAMES: readonly EntryName[] = [
  'welcome', 'let_in', 'join', 'set_up', 'sign_in', 'forgotten', 'new_tablet', 'lost_tablet', 'by_root',
];

export const PAGES: Pages = { ...BUILT, ...all(ENTRY_NAMES, ENTERING) };
