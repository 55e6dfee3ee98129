/** One case on one page. */
import { placeOf } from '../capture/scale/answers';
import { textFrom } from '../capture/leaves';
import type { CaseModel, OwnPicture, PlanSummary } from '../screens/case/model';
import type { RecordView } from '../sync/records';
import { clock, dayOf, fullDay, daysBetween, shortDay } from '../ui/dates';
import type { LadderLine } from '../ui/figures/Ladder';
import { capital } from '../ui/words';
import { to, toRecord } from './addresses';
import type { Book, CaseBook } from './book';
import { aboutWords, stageWords, waitingWords } from './caseload';
import { appointmentTitle } from './day';
import { fieldsOf, newest, optionsOf, rowsOf } from './forms';
import { happened, kindsIn } from './happened';
import { lowDetail, lowTitle, unseenLow } from './low';
import { isScale, occasionOf, statementsOf, wishesIn } from './occasions';
import { overTimeOf } from './over_time';
import { youAndOthers } from './people';
import { planOf, reviewDayOf, reviewOf, targetsOf } from './plans';
import { printHead } from './printed';
import { isLate, promisedBy, promisesIn } from './promises';
import { openRisks, waitsForMe } from './risks';
import { dateOf, formOf, leavesOf, momentFrom } from './standing';
import { cut, reviewWords } from './telling';
import { unsettled } from './versions';
import { wishDetail, wishTitle } from './wishes';

/** How far the page of a case looks ahead, in days. */
const AHEAD = 60;
/** So many ladders stand on the page of a case; all thirteen are a touch away. */
const LADDERS = 4;
/** The id that the record of a case has in every case. */
const RECORD = newest('case').single ?? '';
const STEPS = ['referral', 'agreement', 'finding_out', 'plan', 'review', 'ending', 'follow_up'];

export function caseModel(book: Book, place: CaseBook): CaseModel {
  const list = happened(book, place);
  const stage = STEPS.indexOf(place.stage);
  const latest = latestScale(place);
  const own = ownPicture(book, place, latest);
  return {
    id: place.id,
    name: place.name,
    firstName: place.firstName,
    initials: place.initials,
    today: book.today,
    onPaper: printHead(book),
    about: [aboutWords(place), levelWords(place)].filter((part) => part !== '').join(' · '),
    readers: readersWords(book, place),
    steps: STEPS.map((step) => stepWords(book, place, step)),
    stepNow: place.closed ? STEPS.length : Math.max(stage, 0),
    urgent: urgent(book, place),
    record: RECORD,
    versions: versionsOf(book, place),
    happened: list,
    kinds: kindsIn(list),
    plan: planSummary(book, place),
    own,
    overTime: overTimeOf(place, latest, own?.lines.map(({ label }) => label) ?? []),
    promises: promisesIn(book, place).map((promise) => ({
      id: promise.id, text: promise.text, by: promisedBy(book, promise), late: isLate(book, promise),
    })),
    next: next(book, place),
    contacts: contacts(place),
  };
}

/** What two people wrote about the pupil and the people around them, for that record is no happening. */
function versionsOf(book: Book, place: CaseBook): CaseModel['versions'] {
  const view = place.find(RECORD);
  return view === null ? [] : unsettled(book, place.id, view);
}

/** How often it is needed: "weekly". */
function levelWords(place: CaseBook): string {
  const field = fieldsOf(newest('case')).get('level');
  const level = textFrom(place.leaves, 'level');
  return (field === undefined ? undefined : optionsOf(field).find(([value]) => value === level)?.[1]) ?? '';
}

/** "You and Ms Ward can read this" */
export function readersWords(book: Book, place: CaseBook): string {
  const reading = place.vault.readers.filter((member) => !place.vault.waiting.includes(member));
  if (reading.length === 0) return waitingWords(book, place);
  const only = reading.length === 1 && reading[0] === book.me ? 'Only you' : capital(youAndOthers(reading, book.me, book.nameOf));
  return `${only} can read this`;
}

function stepWords(book: Book, place: CaseBook, step: string): string {
  const due = step === 'review' ? reviewOf(place) : null;
  return due === null ? stageWords(step) : `${stageWords(step)}, ${reviewWords(due.date, book.today)}`;
}

/** A wish to talk before a risk note, and that before low answers: the child is waiting, then a colleague. */
function urgent(book: Book, place: CaseBook): CaseModel['urgent'] {
  const wish = wishesIn(place)[0];
  if (wish !== undefined) {
    const { what, at } = wish.asked;
    const href = to('scale', { vault: place.id, record: wish.view.id });
    return { title: wishTitle(book, place, what, at), detail: `${wishDetail(book, place, at)}.`, href, label: 'See it' };
  }
  const risk = openRisks(place)[0];
  if (risk !== undefined) return urgentRisk(book, place, risk);
  const low = unseenLow(book, place)[0];
  if (low === undefined) return null;
  const href = to('scale', { vault: place.id, record: low.view.id });
  return { title: lowTitle(place, low), detail: `${lowDetail(book, place, low)}.`, href, label: 'See it' };
}

function urgentRisk(book: Book, place: CaseBook, risk: RecordView): CaseModel['urgent'] {
  const mine = waitsForMe(book, place, risk);
  return {
    title: mine ? 'A risk note is waiting for you' : 'A risk note has not been seen yet',
    detail: `From the visit of ${shortDay(dateOf(risk), book.today)}.`,
    href: to('risk', { vault: place.id, record: risk.id }),
    label: mine ? 'Read and answer' : 'See it',
  };
}

function planSummary(book: Book, place: CaseBook): PlanSummary | null {
  const plan = planOf(place);
  if (plan === null) return null;
  return {
    href: toRecord(place.id, plan.id, 'action_plan'),
    reviewDate: reviewDayOf(place, plan),
    targets: targetsOf(book, plan).map(({ id, text, leaves, tenths }) => ({
      id, text: cut(text, 120), tenths,
      detail: ['steps', 'helpers', 'success'].flatMap((path) => textFrom(leaves, path) ?? []).map((part) => cut(part, 60)).join(' · '),
    })),
  };
}

// The pupil's own picture ----------------------------------------------------------------------------------

/** The scale that was filled in last. */
function latestScale(place: CaseBook): RecordView | null {
  return place.all.find((view) => isScale(view.form) && place.of(view.form).includes(view) && hasNumbers(view)) ?? null;
}

/** The scale that was filled in last, beside the time before. */
function ownPicture(book: Book, place: CaseBook, latest: RecordView | null): OwnPicture | null {
  if (latest === null) return null;
  const form = formOf(latest) ?? newest('scale_self_esteem');
  const before = place.of(latest.form).find((view) => view !== latest && hasNumbers(view) && occasionOf(view).version === occasionOf(latest).version) ?? null;
  return {
    title: form.label,
    href: toRecord(place.id, latest.id, latest.form),
    lines: ladders(latest, before),
    before: before === null ? null : monthWords(book, dateOf(before), dateOf(latest)),
  };
}

function hasNumbers(view: RecordView): boolean {
  return Object.values(occasionOf(view).answers).some(({ now }) => placeOf(now) !== null);
}

/** What the pupil wants to talk about, then what moved most, then what is furthest from the wish; in the paper's order. */
function ladders(latest: RecordView, before: RecordView | null): readonly LadderLine[] {
  const [occasion, earlier] = [occasionOf(latest), before === null ? null : occasionOf(before)];
  const all = statementsOf(formOf(latest) ?? newest('scale_self_esteem')).flatMap(({ value, label }, index) => {
    const { now: answer, wish } = occasion.answers[value] ?? { now: null, wish: null };
    const now = placeOf(answer);
    const was = placeOf(earlier?.answers[value]?.now ?? null);
    const moved = now === null || was === null ? 0 : Math.abs(now - was);
    const gap = now === null ? 0 : Math.max(0, (placeOf(wish) ?? now) - now);
    const weight = (occasion.talkAbout.includes(value) ? 1000 : 0) + 10 * moved + gap;
    return now === null ? [] : [{ line: { label, now, wish: placeOf(wish), before: was }, index, weight }];
  });
  const chosen = all.sort((one, other) => other.weight - one.weight || one.index - other.index).slice(0, LADDERS);
  return chosen.sort((one, other) => one.index - other.index).map(({ line }) => line);
}

/** "October"; the day itself where both fell into one month. */
function monthWords(book: Book, before: string, latest: string): string {
  if (before.slice(0, 7) === latest.slice(0, 7)) return shortDay(before, book.today);
  const month = fullDay(before).split(' ')[1] ?? '';
  return before.slice(0, 4) === book.today.slice(0, 4) ? month : `${month} ${before.slice(0, 4)}`;
}

// What comes, and the people -------------------------------------------------------------------------------

function next(book: Book, place: CaseBook): CaseModel['next'] {
  return place.of('appointment')
    .filter((view) => {
      const away = daysBetween(book.today, dateOf(view));
      return away >= 0 && away <= AHEAD && (textFrom(leavesOf(view), 'status') ?? 'planned') === 'planned';
    })
    .map((view) => {
      const leaves = leavesOf(view);
      const starts = momentFrom(leaves, 'starts');
      const parts = [capital(appointmentTitle(view, null)), starts === null ? '' : clock(starts), textFrom(leaves, 'place') ?? ''];
      return {
        id: view.id, date: starts === null ? dateOf(view) : dayOf(starts), text: parts.filter((part) => part !== '').join(', '),
        href: toRecord(place.id, view.id),
      };
    })
    .reverse();
}

function contacts(place: CaseBook): CaseModel['contacts'] {
  return rowsOf(place.leaves, 'carers').flatMap(({ leaves }) => {
    const name = textFrom(leaves, 'name');
    if (name === null) return [];
    return [{
      name,
      relation: textFrom(leaves, 'relationship') ?? '',
      phone: textFrom(leaves, 'home_phone') ?? textFrom(leaves, 'work_phone'),
      doNotContact: leaves.get('do_not_contact') === true,
    }];
  });
}
