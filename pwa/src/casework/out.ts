/**
 * One's own visits on Today, in the words of the banner that stands over their sheets: armed is what the server has said, and a
 * visit that it no longer knows is not.
 */
import { textFrom } from '../capture/leaves';
import { bannerWords } from '../screens/visit/banner';
import type { ComingLine, DayLine, UnderWay } from '../screens/today/model';
import type { PlannedVisit, Safety } from '../screens/visit/model';
import type { RecordView } from '../sync/records';
import { clock, dayNear, daysBetween, timeOfDay } from '../ui/dates';
import { listed } from '../ui/words';
import { to } from './addresses';
import type { Book } from './book';
import { backBy, mySheets, watcher } from './day';
import { safetyOf } from './safety';
import { dateOf, leavesOf, listFrom, momentFrom } from './standing';
import type { Live } from './visiting';

/** For so long after its end a visit that the server has lost stands on Today. */
const LOST_FOR_MS = 86_400_000;

/** A visit in the order of the day. */
export function visitLine(book: Book, sheet: RecordView, live: Live): DayLine {
  const safety = safetyOf(book, sheet, live);
  const href = hrefOf(book, sheet);
  const starts = momentFrom(leavesOf(sheet), 'leaves');
  const until = untilOf(sheet, safety);
  return {
    id: sheet.id,
    start: starts === null ? '' : timeOfDay(starts),
    more: 'off site',
    title: titleOfVisit(book, sheet),
    detail: `${watchedWords(book, sheet, safety)}${until === null ? '' : ` · back by ${until}`}`,
    href,
    step: { label: 'Safety sheet', href },
    state: stateOf(safety),
  };
}

// What is planned ------------------------------------------------------------------------------------------

/** Visits that are not over, today's and those of later days, in their order. */
export function plannedVisits(book: Book): readonly PlannedVisit[] {
  return ahead(book).map((sheet) => planned(book, sheet));
}

/** The first of them to a family. */
export function plannedFor(book: Book, place: string): PlannedVisit | null {
  const sheet = ahead(book).find((one) => listFrom(leavesOf(one), 'cases').includes(place));
  return sheet === undefined ? null : planned(book, sheet);
}

/** Those of the next days, as they stand under "Coming up". */
export function comingVisits(book: Book, days: number): readonly (ComingLine & { readonly date: string })[] {
  return ahead(book).filter((sheet) => dateOf(sheet) > book.today && daysBetween(book.today, dateOf(sheet)) <= days).map((sheet) => {
    const starts = momentFrom(leavesOf(sheet), 'leaves');
    return {
      id: sheet.id, date: dateOf(sheet), kind: 'visit', title: titleOfVisit(book, sheet),
      detail: [starts === null ? '' : clock(starts), `watched by ${watcher(book, sheet)}`].filter((part) => part !== '').join(' · '),
      step: { label: 'Safety sheet', href: hrefOf(book, sheet) },
    };
  });
}

/** Whether an appointment to visit a family has its sheet, and so stands as that. */
export function isOnSheet(book: Book, place: string, appointment: RecordView): boolean {
  return textFrom(leavesOf(appointment), 'kind') === 'visit' &&
    ahead(book).some((sheet) => dateOf(sheet) === dateOf(appointment) && listFrom(leavesOf(sheet), 'cases').includes(place));
}

function ahead(book: Book): readonly RecordView[] {
  const open = mySheets(book).filter((sheet) => dateOf(sheet) >= book.today && momentFrom(leavesOf(sheet), 'checked_in_at') === null);
  return [...open].reverse();
}

function planned(book: Book, sheet: RecordView): PlannedVisit {
  const names = listFrom(leavesOf(sheet), 'cases').flatMap((id) => book.caseOf(id)?.name ?? []);
  const starts = momentFrom(leavesOf(sheet), 'leaves');
  const at = starts === null ? '' : clock(starts);
  const isToday = dateOf(sheet) === book.today;
  return {
    id: sheet.id,
    when: isToday ? at : dayNear(dateOf(sheet), book.today),
    more: isToday || at === '' ? undefined : at,
    title: names.length === 0 ? 'Visit off the site' : listed(names),
    detail: `Watched by ${watcher(book, sheet)}`,
    href: hrefOf(book, sheet),
  };
}

/** "Visit off the site, Kai Brennan" */
function titleOfVisit(book: Book, sheet: RecordView): string {
  const families = listFrom(leavesOf(sheet), 'cases').flatMap((id) => book.caseOf(id)?.name ?? []);
  return families.length === 0 ? 'Visit off the site' : `Visit off the site, ${listed(families)}`;
}

function hrefOf(book: Book, sheet: RecordView): string {
  return to('safety', { vault: book.diary?.id ?? '', record: sheet.id });
}

/** Once somebody is out, as the server has it: the list may have been changed since it was sent. */
function watchedWords(book: Book, sheet: RecordView, safety: Safety): string {
  if (safety.kind !== 'armed' && safety.kind !== 'overdue') return `Watched by ${watcher(book, sheet)}`;
  return safety.left === null ? `Watched by ${safety.watcher}` : 'Watched by nobody now';
}

/** As the server has it, where it has been heard: who watches may have given more time. */
function untilOf(sheet: RecordView, safety: Safety): string | null {
  if (safety.kind === 'armed' || safety.kind === 'overdue') return safety.backBy;
  const until = backBy(sheet);
  return until === null ? null : clock(until);
}

function stateOf(safety: Safety): DayLine['state'] {
  switch (safety.kind) {
    case 'back':
      return { kind: 'sent', text: `Back at ${safety.at}` };
    case 'not_heard':
      return { kind: 'alarm', text: 'Nobody knows you are back' };
    case 'armed':
      return safety.left === null ? { kind: 'armed', text: `Armed at ${safety.at}` } : { kind: 'alarm', text: 'Nobody watches' };
    case 'overdue':
      return { kind: 'alarm', text: safety.raised === null ? 'Overdue' : 'Looked for' };
    case 'none':
    case 'planned':
    case 'not_armed':
      return { kind: 'not-armed', text: 'Not armed' };
  }
}

// What is under way ----------------------------------------------------------------------------------------

/** Whoever is out, or should be looked after and is not. */
export function visitsOut(book: Book, live: Live): readonly UnderWay[] {
  return mySheets(book).flatMap((sheet): readonly UnderWay[] => {
    const safety = safetyOf(book, sheet, live);
    const href = hrefOf(book, sheet);
    switch (safety.kind) {
      case 'armed':
        if (safety.left !== null) return [alarmLine(safety, href)];
        return [{
          title: 'You are out on a visit', detail: `Back by ${safety.backBy}, watched by ${safety.watcher}.`,
          step: { label: 'Check in', href }, alarm: safety.trouble !== null,
        }];
      case 'overdue':
        return [{ title: safety.raised === null ? 'Your visit is overdue' : 'You are being looked for', detail: `${bannerLine(safety)}.`, step: { label: 'Check in', href }, alarm: true }];
      case 'not_heard':
        return [alarmLine(safety, href)];
      case 'not_armed':
        return isOver(book, sheet) || (safety.lost && isLongOver(book, sheet)) ? [] : [alarmLine(safety, href)];
      case 'none':
      case 'planned':
      case 'back':
        return [];
    }
  });
}

function alarmLine(safety: Safety & { readonly phone: string | null }, href: string): UnderWay {
  const { title, words } = bannerWords(safety);
  return { title, detail: safety.phone === null ? words : `${words} ${safety.phone}`, step: { label: 'Safety sheet', href }, alarm: true };
}

/** "You were due at 15:00. Told: nobody yet" */
function bannerLine(safety: Safety): string {
  const { title, words } = bannerWords(safety);
  return `${title}. ${words.replace(/\.$/, '')}`;
}

/** Whether they should have been back, and have written down what came of it: whoever is still out writes nothing then. */
export function isOver(book: Book, sheet: RecordView): boolean {
  const until = backBy(sheet);
  return until !== null && book.now > until && isWrittenDown(book, sheet);
}

/** Whether what happened on it stands in a case. */
export function isWrittenDown(book: Book, sheet: RecordView): boolean {
  const visit = textFrom(leavesOf(sheet), 'visit_id');
  return visit !== null && book.cases.some(({ all }) => all.some((view) => view.form === 'visit' && textFrom(leavesOf(view), 'visit_id') === visit));
}

function isLongOver(book: Book, sheet: RecordView): boolean {
  const until = backBy(sheet) ?? momentFrom(leavesOf(sheet), 'armed_at') ?? 0;
  return book.now > until + LOST_FOR_MS;
}
