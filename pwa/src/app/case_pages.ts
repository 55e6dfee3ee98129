/** The pages on which cases and their records are read, changed, printed and shared, and those of what the school shares. */
import type { PageProps } from '../screens/App.tsx';
import { lazy } from '../ui/shell/lazy.ts';

export const CASE_PAGES = {
  caseNew: lazy(() => import('./pages/case_new.tsx')),
  readers: lazy(() => import('./pages/readers.tsx')),
  details: lazy(() => import('./pages/details.tsx')),
  planNew: lazy(() => import('./pages/plan_new.tsx')),
  planFrom: lazy(() => import('./pages/plan_new.tsx')),
  plan: lazy(() => import('./pages/plan.tsx')),
  review: lazy(() => import('./pages/review.tsx')),
  change: lazy(() => import('./pages/change.tsx')),
  move: lazy(() => import('./pages/move.tsx')),
  history: lazy(() => import('./pages/history.tsx')),
  paper: lazy(() => import('./pages/paper.tsx')),
  fromPaper: lazy(() => import('./pages/from_paper.tsx')),
  fromPaperFor: lazy(() => import('./pages/from_paper.tsx')),
  enterFor: lazy(() => import('./pages/from_paper_pick.tsx')),
  enter: lazy(() => import('./pages/enter.tsx')),
  blanks: lazy<PageProps>(() => import('./pages/blanks.tsx')),
  blank: lazy(() => import('./pages/blank.tsx')),
  scale: lazy(() => import('./pages/scale.tsx')),
  together: lazy(() => import('./pages/together.tsx')),
  risk: lazy(() => import('./pages/risk.tsx')),
  anotherDay: lazy(() => import('./pages/another_day.tsx')),
  appointment: lazy(() => import('./pages/appointment.tsx')),
  appointmentFor: lazy(() => import('./pages/appointment.tsx')),
  colleagues: lazy(() => import('./pages/colleagues.tsx')),
  colleague: lazy(() => import('./pages/colleague.tsx')),
  calendar: lazy(() => import('./pages/calendar.tsx')),
  school: lazy(() => import('./pages/school.tsx')),
  rule: lazy(() => import('./pages/rule.tsx')),
};
