/**
 * Today: what a child asked for, what is under way, the day in order, what is coming, what arrived.
 *
 *     today(book, { seen, live, underWay: [], told: [], begin: [], hands })  →  the props of `TodayView`
 */
import { instantFrom, textFrom, wholeFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import type { AskedFor, BeginLine, ComingLine, TodayModel, ToldLine, UnderWay } from '../screens/today/model';
import { clock, daysBetween, shortDay } from '../ui/dates';
import { capital, counted } from '../ui/words';
import { to, toRecord } from './addresses';
import { arrivals, type SeenMarks } from './arrivals';
import { type Book, type CaseBook, isMyCase, type VaultBook } from './book';
import { appointmentsOn, appointmentTitle, dayLines, type DayHands, isMine } from './day';
import { daysOn } from './defaults';
import { isMineToGoOn, isRunning } from './lessons';
import { lowDetail, lowTitle, unseenLow } from './low';
import { wishesIn } from './occasions';
import { comingVisits, isOnSheet, visitLine, visitsOut } from './out';
import { firstNameOf, whose } from './people';
import { reviewOf } from './plans';
import { type Undone, type Promised, promisesIn } from './promises';
import { prepared } from './review';
import { risksToKnow, risksUnheard } from './risk_lines';
import { riskLevel } from './risks';
import { referralDetail, referralTitle, type SelfReferral, selfReferrals } from './self_referrals';
import { dateFrom, dateOf, leavesOf, momentFrom, remembered } from './standing';
import { schoolWeek } from './team';
import type { Live } from './visiting';
import { wishDetail, wishTitle } from './wishes';

/** What a touch on Today does by itself. */
export interface TodayHands extends DayHands {
  readonly done: (promise: Undone) => void;
}

export interface TodayBeside {
  readonly seen: SeenMarks | null;
  /** What only the server or the running pad knows: visits of colleagues that are out. */
  readonly underWay: readonly UnderWay[];
  /** What the server last said of one's own visits. */
  readonly live: Live;
  readonly hands: TodayHands;
  /** What the school's log says, and its administrators have to do. */
  readonly told: readonly ToldLine[];
  readonly begin: readonly BeginLine[];
}

/** A fortnight of reviews and promises, a week of appointments. */
const REVIEWS_AHEAD = 14;
const APPOINTMENTS_AHEAD = 7;
/** A risk note has nothing to tick off: it is said for a week after its day. */
const OVERDUE_RISKS = 7;
const MOST_ARRIVED = 5;

export function today(book: Book, { seen, underWay, live, hands, told, begin }: TodayBeside): TodayModel {
  const observed = running(book);
  const isOther = ({ step }: UnderWay): boolean => !('href' in step && observed.some((one) => one.step.href === step.href));
  return {
    today: book.today,
    now: book.now,
    week: schoolWeek(book.team, book.today),
    name: calledName(book),
    told,
    begin,
    asked: asked(book, hands),
    risks: risksToKnow(book),
    low: low(book),
    unheard: risksUnheard(book),
    underWay: [...underWay.filter(isOther), ...observed, ...visitsOut(book, live)],
    day: dayLines(book, hands, (sheet) => visitLine(book, sheet, live)),
    arriving: book.source.carriage.lastExchange === null,
    comingUp: comingUp(book, hands),
    arrived: arrivals(book, seen).filter((one) => !one.seen).slice(0, MOST_ARRIVED),
    captures: book.hasRole('mentor') || book.hasRole('line_manager'),
  };
}

/** "Sam" for Sam Ortiz, "Ms Ward" as she is; empty for who has come a moment ago and is in no directory yet. */
function calledName(book: Book): string {
  const name = book.team.people.get(book.me)?.name ?? '';
  return /^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir)\b/.test(name) ? name : firstNameOf(name);
}

// What a child asked for -----------------------------------------------------------------------------------

/** What was pressed on a scale, then who came by; of each what waits longest first. */
function asked(book: Book, hands: TodayHands): readonly AskedFor[] {
  const pressed = book.cases
    .flatMap((place) => wishesIn(place).map((waiting) => ({ place, ...waiting })))
    .sort((one, other) => one.asked.at - other.asked.at)
    .map(({ place, view, asked: wish }) => ({
      id: `${view.id}-${wish.id}`,
      title: wishTitle(book, place, wish.what, wish.at),
      detail: wishDetail(book, place, wish.at),
      step: { label: `See ${place.firstName}`, href: to('scale', { vault: place.id, record: view.id }) },
    }));
  return [...pressed, ...[...selfReferrals(book)].sort((one, other) => one.at - other.at).map((one) => cameBy(book, one, hands))];
}

function cameBy(book: Book, referral: SelfReferral, hands: TodayHands): AskedFor {
  const at = { vault: referral.place.id, record: referral.view.id };
  return {
    id: referral.view.id,
    title: referralTitle(book, referral),
    detail: capital(referralDetail(book, referral)),
    waits: true,
    step: { label: 'See it', href: to('detail', at) },
    ...(referral.place.vault.may.has('write') ? { done: { label: 'Done', act: () => { hands.done({ ...at, path: 'followed_up_on' }); } } } : {}),
  };
}

/** Right after what was asked for: low answers about welfare that nobody has looked at. */
function low(book: Book): readonly AskedFor[] {
  return book.cases.flatMap((place) => unseenLow(book, place).map((one) => ({
    id: `${one.view.id}-low`,
    title: lowTitle(place, one),
    detail: `${lowDetail(book, place, one)}.`,
    step: { label: `See ${place.firstName}`, href: to('scale', { vault: place.id, record: one.view.id }) },
  })));
}

// What is under way ----------------------------------------------------------------------------------------

/** What was not ended by the next day runs no longer, and still waits for its end. */
function running(book: Book): readonly (UnderWay & { readonly step: { readonly href: string } })[] {
  return book.cases.flatMap((place) => runningIn(place).filter((view) => isMineToGoOn(book, view)).map((view) => ({
    title: `The observation of ${place.initials} ${dateOf(view) === book.today ? 'is still running' : 'was not ended'}`,
    detail: `Begun ${begun(book, view)}. What was ticked is kept.`,
    step: { label: 'Go on', href: to('pad', { vault: place.id, record: view.id }) },
  })));
}

/** "at 9:15", "on 20 Nov at 9:15" */
function begun(book: Book, view: RecordView): string {
  const at = clock(instantFrom(leavesOf(view), 'started') ?? book.now);
  return dateOf(view) === book.today ? `at ${at}` : `on ${shortDay(dateOf(view), book.today)} at ${at}`;
}

const runningIn: (place: CaseBook) => readonly RecordView[] = remembered((place) => place.of('observation').filter(isRunning));

// What is coming -------------------------------------------------------------------------------------------

function comingUp(book: Book, hands: TodayHands): readonly ComingLine[] {
  const lines = [
    ...book.cases.filter((place) => isMyCase(book, place)).flatMap((place) => reviewLine(book, place)),
    ...[...book.cases, ...book.diaries].flatMap((place) => promiseLines(book, place, hands)),
    ...book.cases.flatMap((place) => riskLines(book, place)),
    ...book.cases.flatMap((place) => slippedReview(book, place)),
    ...[...book.cases, ...(book.diary === null ? [] : [book.diary])].flatMap((place) => laterAppointments(book, place)),
    ...comingVisits(book, APPOINTMENTS_AHEAD),
  ];
  return [...lines.sort(byDay), ...undatedPromises(book, hands)];
}

/** What has a day, as it is worked out. */
type Dated = ComingLine & { readonly date: string };

function byDay(one: Pick<Dated, 'date' | 'id'>, other: Pick<Dated, 'date' | 'id'>): number {
  return one.date === other.date ? (one.id < other.id ? -1 : 1) : one.date < other.date ? -1 : 1;
}

function reviewLine(book: Book, place: CaseBook): readonly Dated[] {
  const due = reviewOf(place);
  if (due === null || place.practice || daysBetween(book.today, due.date) > REVIEWS_AHEAD) return [];
  return [{
    id: due.plan.id, date: due.date, kind: 'review', title: `${whose(place.firstName)} review`,
    detail: prepared(book, place, due.plan).join(' · '),
    step: { label: 'Prepare', href: to('plan', { vault: place.id, record: due.plan.id }) },
  }];
}

/** A review that a mentor has let slip, for their line manager. */
function slippedReview(book: Book, place: CaseBook): readonly Dated[] {
  const due = reviewOf(place);
  if (due === null || due.date >= book.today || place.practice || isMyCase(book, place) || !book.hasRole('line_manager')) return [];
  return [{
    id: due.plan.id, date: due.date, kind: 'review', title: `${whose(place.name)} review`,
    detail: [place.mentors.map(book.nameOf).join(', '), ...prepared(book, place, due.plan)].filter((part) => part !== '').join(' · '),
    step: { label: 'See', href: to('plan', { vault: place.id, record: due.plan.id }) },
  }];
}

function promiseLines(book: Book, place: VaultBook, hands: TodayHands): readonly Dated[] {
  return myPromises(book, place).flatMap((promise) =>
    promise.due !== null && promise.due <= daysOn(book.today, REVIEWS_AHEAD) ? [{ ...promiseLine(book, promise, hands), date: promise.due }] : []);
}

/** Promised for no day, so nothing else brings them to mind: they stand behind what has one, the oldest first. */
function undatedPromises(book: Book, hands: TodayHands): readonly ComingLine[] {
  return [...book.cases, ...book.diaries].flatMap((place) => myPromises(book, place)).filter(({ due }) => due === null)
    .sort(byDay).map((promise) => promiseLine(book, promise, hands));
}

function myPromises(book: Book, place: VaultBook): readonly Promised[] {
  return promisesIn(book, place).filter(({ owner }) => owner === book.me);
}

function promiseLine(book: Book, promise: Promised, hands: TodayHands): ComingLine {
  return {
    id: promise.id, date: null, kind: 'action', title: promise.text,
    detail: [book.caseOf(promise.vault)?.name, `you said so: ${promise.from}`].filter((part) => part !== undefined).join(' · '),
    step: { label: 'Done', act: () => { hands.done(promise); } },
  };
}

const lookedAtAgain: (place: CaseBook) => readonly RecordView[] = remembered((place) =>
  place.of('visit').filter((view) => riskLevel(view) !== null && dateFrom(leavesOf(view), 'risk_review') !== null));

/** A risk note is looked at again on the day that was set, by who wrote it. */
function riskLines(book: Book, place: CaseBook): readonly Dated[] {
  return lookedAtAgain(place).flatMap((view): Dated[] => {
    const leaves = leavesOf(view);
    const date = dateFrom(leaves, 'risk_review');
    if (date === null || textFrom(leaves, 'made_by') !== book.me) return [];
    const away = daysBetween(book.today, date);
    if (away < -OVERDUE_RISKS || away > REVIEWS_AHEAD) return [];
    return [{
      id: `${view.id}-risk`, date, kind: 'risk note', title: 'Look at a risk note again',
      detail: `${place.name} · visit of ${shortDay(dateOf(view), book.today)}`,
      step: { label: 'See', href: to('risk', { vault: place.id, record: view.id }) },
    }];
  });
}

function laterAppointments(book: Book, place: VaultBook): readonly Dated[] {
  const found = book.caseOf(place.id);
  const days = Array.from({ length: APPOINTMENTS_AHEAD }, (_, index) => daysOn(book.today, index + 1));
  return days.flatMap((date) => appointmentsOn(place, date)).filter((view) => isMine(book, view) && !isOnSheet(book, place.id, view)).map((view) => {
    const starts = momentFrom(leavesOf(view), 'starts');
    const minutes = wholeFrom(leavesOf(view), 'minutes');
    const parts = [starts === null ? '' : clock(starts), minutes === null ? '' : counted(minutes, 'minute'), textFrom(leavesOf(view), 'place') ?? ''];
    return {
      id: view.id, date: dateOf(view), kind: 'planned', title: appointmentTitle(view, found),
      detail: parts.filter((part) => part !== '').join(' · '), step: { label: 'See', href: toRecord(place.id, view.id) },
    };
  });
}
