/** The day in its order: appointments, and visits off the site with their safety sheet. Each with the one thing to do next. */
import { textFrom, wholeFrom } from '../capture/leaves';
import type { DayLine } from '../screens/today/model';
import type { Step } from '../screens/step';
import type { RecordView } from '../sync/records';
import { length, shortDay, timeOfDay } from '../ui/dates';
import { capital } from '../ui/words';
import { to, toRecord } from './addresses';
import { isOpen, madeOf } from './appointments';
import type { Book, CaseBook, VaultBook } from './book';
import { rowsOf } from './forms';
import { isRunning, reportOf } from './lessons';
import { begunScale, isScale, occasionOf } from './occasions';
import { whose } from './people';
import { reviewOf } from './plans';
import { prepared } from './review';
import { dateOf, leavesOf, listFrom, momentFrom, remembered } from './standing';
import { choiceWords, cut, narrative } from './telling';

export interface DayHands {
  /** An appointment that leaves nothing to write down took place. */
  readonly held: (vault: string, appointment: string) => void;
}

/** The appointments and visits of today, in their order; a visit is a line by its safety sheet. */
export function dayLines(book: Book, hands: DayHands, visitLine: (sheet: RecordView) => DayLine): readonly DayLine[] {
  const sheets = mySheets(book).filter((view) => dateOf(view) === book.today);
  const visited = new Set(sheets.flatMap((view) => listFrom(leavesOf(view), 'cases')));
  const places: readonly VaultBook[] = [...book.cases, ...(book.diary === null ? [] : [book.diary])];
  const appointments = places.flatMap((place) => appointmentsOn(place, book.today)
    .filter((view) => isMine(book, view))
    // A visit has its sheet, and stands in the day once.
    .filter((view) => !(textFrom(leavesOf(view), 'kind') === 'visit' && visited.has(place.id)))
    .map((view) => dayLine(book, place, view, hands)));
  return [...appointments, ...sheets.map(visitLine)].sort(byStart);
}

function byStart(one: DayLine, other: DayLine): number {
  return one.start === other.start ? (one.id < other.id ? -1 : 1) : one.start < other.start ? -1 : 1;
}

/** The appointments of a case or a diary on a day. */
export function appointmentsOn(place: VaultBook, date: string): readonly RecordView[] {
  return appointmentsByDay(place).get(date) ?? [];
}

const appointmentsByDay: (place: VaultBook) => ReadonlyMap<string, readonly RecordView[]> = remembered((place) => {
  const byDay = new Map<string, RecordView[]>();
  for (const view of place.of('appointment')) byDay.set(dateOf(view), [...(byDay.get(dateOf(view)) ?? []), view]);
  return byDay;
});

/** Whether an appointment is mine and still stands. */
export function isMine(book: Book, view: RecordView): boolean {
  const leaves = leavesOf(view);
  const status = textFrom(leaves, 'status') ?? 'planned';
  return textFrom(leaves, 'mentor') === book.me && status !== 'moved' && status !== 'cancelled';
}

function startOf(at: number | null): string {
  return at === null ? '' : timeOfDay(at);
}

function dayLine(book: Book, place: VaultBook, view: RecordView, hands: DayHands): DayLine {
  const leaves = leavesOf(view);
  const found = book.caseOf(place.id);
  const minutes = wholeFrom(leaves, 'minutes');
  const made = madeOf(book, place, view);
  const line = {
    id: view.id,
    start: startOf(momentFrom(leaves, 'starts')),
    more: minutes === null ? '' : length(minutes),
    title: appointmentTitle(view, found),
    detail: appointmentDetail(book, view, found, made),
    href: found === null ? toRecord(place.id, view.id) : to('case', { case: place.id }),
  };
  if (made !== null) return { ...line, ...whatItBecame(place, made) };
  const isMissed = textFrom(leaves, 'status') === 'missed';
  return isOpen(place, view)
    ? { ...line, step: stepOf(view, place, found, hands), state: null }
    : { ...line, step: null, state: isMissed ? { kind: 'due', text: 'Missed' } : { kind: 'sent', text: 'Done' } };
}

/** What was made of an appointment is gone on with while it is unfinished, and led to afterwards. */
function whatItBecame(place: VaultBook, made: RecordView): Pick<DayLine, 'href' | 'step' | 'state'> {
  if (made.form === 'observation' && isRunning(made)) {
    const href = to('pad', { vault: place.id, record: made.id });
    return { href, step: { label: 'Go on', href }, state: null };
  }
  const href = toRecord(place.id, made.id, made.form);
  if (isScale(made.form) && begunScale(place, made.form) === made && !occasionOf(made).finished) {
    return { href, step: { label: 'Go on', href: to('giveOn', { case: place.id, record: made.id }) }, state: null };
  }
  return { href, step: { label: 'See', href }, state: { kind: 'sent', text: made.form === 'observation' ? 'Observed' : 'Done' } };
}

/** "Amira, one to one" is said with what it is; what has no case says with whom. */
export function appointmentTitle(view: RecordView, place: CaseBook | null): string {
  const leaves = leavesOf(view);
  const kind = textFrom(leaves, 'kind') ?? 'other';
  const what = KINDS.get(kind) ?? choiceWords(view, 'kind');
  const withWhom = textFrom(leaves, 'with_whom');
  if (place === null) return withWhom === null ? capital(what) : `${capital(what)} with ${withWhom}`;
  const name = place.firstName;
  if (kind === 'observation') return `Observe ${name}`;
  if (kind === 'review') return `${whose(name)} review`;
  return withWhom === null ? `${name}, ${what}` : `${name}, ${what} with ${withWhom}`;
}

const KINDS = new Map([['session', 'one to one'], ['visit', 'home visit'], ['phone', 'phone call'], ['other', 'appointment']]);

function appointmentDetail(book: Book, view: RecordView, place: CaseBook | null, made: RecordView | null): string {
  const leaves = leavesOf(view);
  const kind = textFrom(leaves, 'kind');
  const known = place === null ? null : made === null ? lastTime(book, kind, place) : thisTime(place, made);
  const parts = [textFrom(leaves, 'place'), known, narrative(view, 'note')];
  return parts.filter((part) => part !== null && part !== '').map((part) => capital(part ?? '')).join(' · ');
}

/** "18 of 30 minutes watched." */
function thisTime(place: CaseBook, made: RecordView): string | null {
  return made.form !== 'observation' || isRunning(made) ? null : reportOf(place, made)?.sentences[0] ?? null;
}

/** What happened the time before, where that helps to prepare. */
function lastTime(book: Book, kind: string | null, place: CaseBook): string | null {
  if (kind === 'observation') {
    const last = place.of('observation')[0];
    return last === undefined ? 'not observed before' : `last observed ${shortDay(dateOf(last), book.today)}`;
  }
  if (kind === 'review') {
    const due = reviewOf(place);
    return due === null ? null : prepared(book, place, due.plan).join(' · ');
  }
  const last = place.of('session').find((view) => narrative(view, 'next_step') !== null || narrative(view, 'happened') !== null);
  const said = last === undefined ? null : narrative(last, 'next_step') ?? narrative(last, 'happened');
  return said === null ? null : `last time: ${cut(said, 90)}`;
}

function stepOf(view: RecordView, place: VaultBook, found: CaseBook | null, hands: DayHands): Step {
  const held: Step = { label: 'Done', act: () => { hands.held(place.id, view.id); } };
  if (found === null) return held;
  switch (textFrom(leavesOf(view), 'kind') ?? '') {
    case 'session':
      return { label: 'Note', href: to('sessionFor', { case: place.id }) };
    case 'observation':
      return { label: 'Start', href: to('observePlanned', { case: place.id, appointment: view.id }) };
    case 'scale':
      return { label: 'Give', href: to('givePlanned', { case: place.id, appointment: view.id }) };
    case 'visit':
      return { label: 'Safety sheet', href: to('visitFor', { case: place.id }) };
    case 'review': {
      const due = reviewOf(found);
      return due === null ? held : { label: 'Prepare', href: to('plan', { vault: place.id, record: due.plan.id }) };
    }
    default:
      return held;
  }
}

// Visits ---------------------------------------------------------------------------------------------------

/** The safety sheets of my own visits; one that was typed in from paper is read, and nobody sets out on it. */
export function mySheets(book: Book): readonly RecordView[] {
  return (book.diary?.of('visit_safety') ?? []).filter((view) => textFrom(leavesOf(view), 'visitor') === book.me && !isTypedIn(view));
}

/** A safety sheet from paper. One that the server had armed is a visit, whatever it says of paper. */
export function isTypedIn(sheet: RecordView): boolean {
  const leaves = leavesOf(sheet);
  return leaves.get('from_paper') === true && momentFrom(leaves, 'armed_at') === null;
}

/** When the visitor is expected: as planned, or as long as somebody gave them since they set out. */
export function backBy(view: RecordView): number | null {
  const leaves = leavesOf(view);
  const armed = momentFrom(leaves, 'armed_at') ?? 0;
  const more = rowsOf(leaves, 'extensions').map(({ leaves: row }) => ((momentFrom(row, 'at') ?? armed) < armed ? null : momentFrom(row, 'until')));
  const all = [momentFrom(leaves, 'back_by'), ...more].filter((at) => at !== null);
  return all.length === 0 ? null : Math.max(...all);
}

/** Who watches over a visit. */
export function watcher(book: Book, view: RecordView): string {
  const member = textFrom(leavesOf(view), 'watched_by');
  return member === null ? 'nobody yet' : book.who(member);
}
