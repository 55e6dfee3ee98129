/**
 * Where everything in the app is: one table of addresses, made of fixed words and opaque ids. No address holds a name.
 *
 *     to('case', { case: id })              → '/case/<id>'
 *     toRecord(vault, record)               → '/of/<vault>/<record>'
 *
 * An id of a record is its own only within its vault (the record of a case has one id in all of them), so a record is
 * addressed by both.
 */
import { path } from '../ui/shell/router';

export const ADDRESSES = {
  today: '/',
  caseload: '/caseload',
  chooser: '/record',
  inbox: '/inbox',
  more: '/more',
  where: '/where',
  setAside: '/where/:aside',
  late: '/late/:late',
  settings: '/settings',
  colleagues: '/colleagues',
  colleague: '/colleagues/:member',
  people: '/people',
  invite: '/invite',
  person: '/people/:member',
  lost: '/lost/:device',
  sheets: '/sheets',
  changes: '/changes',
  password: '/password',
  calendar: '/calendar',
  school: '/school',
  rule: '/observation-rule',
  caseNew: '/case-new',
  case: '/case/:case',
  readers: '/case/:case/readers',
  details: '/case/:case/details',
  planNew: '/case/:case/plan',
  planFrom: '/case/:case/plan/:observation',
  chooserFor: '/case/:case/record',
  fromPaperFor: '/case/:case/from-paper',
  enter: '/case/:case/from-paper/:form',
  detail: '/of/:vault/:record',
  change: '/of/:vault/:record/change',
  move: '/of/:vault/:record/move',
  history: '/of/:vault/:record/history',
  anotherDay: '/of/:vault/:record/another-day',
  paper: '/of/:vault/:record/paper',
  fromPaper: '/from-paper',
  enterFor: '/from-paper/:form',
  blanks: '/blank',
  blank: '/blank/:form',
  plan: '/plan/:vault/:record',
  review: '/plan/:vault/:record/review',
  scale: '/scale/:vault/:record',
  together: '/scale/:vault/:record/together',
  report: '/observation/:vault/:record',
  risk: '/risk/:vault/:record',
  observe: '/observe',
  observeFor: '/observe/:case',
  observePlanned: '/observe/:case/:appointment',
  pad: '/pad/:vault/:record',
  visit: '/visit',
  visitFor: '/visit/:case',
  safety: '/safety/:vault/:record',
  watch: '/watch',
  watched: '/watch/:visit',
  give: '/give',
  giveFor: '/give/:case',
  givePlanned: '/give/:case/:appointment',
  giveOn: '/give/:case/on/:record',
  dropIn: '/drop-in',
  session: '/session',
  sessionFor: '/session/:case',
  appointment: '/appointment',
  appointmentFor: '/appointment/:case',
} as const;

export type Address = keyof typeof ADDRESSES;

/** The address of a place in the app. Throws `RangeError` for an id that is none. */
export function to(name: Address, params: Readonly<Record<string, string>> = {}): string {
  return path(ADDRESSES, name, params);
}

/** Where a record is opened: on the page that is made for its form, else as it is written down. */
export function toRecord(vault: string, record: string, form = ''): string {
  return to(PAGES.get(form) ?? 'detail', { vault, record });
}

/** Where two versions of a record are settled: what has no page of its own among the records is settled where it is changed. */
export function toSettle(vault: string, record: string, form: string): string {
  const page = SETTLED_ON.get(form);
  return page === undefined ? toRecord(vault, record, form) : to(page, { case: vault, member: record });
}

// A form's name comes from somebody else's device and may be any word.
const PAGES = new Map<string, Address>([
  ['observation', 'report'],
  ['scale_self_esteem', 'scale'],
  ['scale_learning', 'scale'],
  ['action_plan', 'plan'],
  ['visit_safety', 'safety'],
]);

const SETTLED_ON = new Map<string, Address>([
  ['case', 'case'],
  ['calendar', 'calendar'],
  ['school', 'school'],
  ['settings_observation', 'rule'],
  ['person', 'colleague'],
]);
