/**
 * One's own visits on Today, in the words of the banner that stands over their sheets: armed is what the server has said, and a
 * visit that it no longer knows is not.
 */
import { bannerWords } from '../screens/visit/banner';
import type { DayLine, UnderWay } from '../screens/today/model';
import type { Safety } from '../screens/visit/model';
import type { RecordView } from '../sync/records';
import { clock, timeOfDay } from '../ui/dates';
import { listed } from '../ui/words';
import { to } from './addresses';
import type { Book } from './book';
import { backBy, mySheets, watcher } from './day';
import { safetyOf } from './safety';
import { leavesOf, listFrom, momentFrom } from './standing';
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
    detail: `Watched by ${watcher(book, sheet)}${until === null ? '' : ` · back by ${until}`}`,
    href,
    step: { label: 'Safety sheet', href },
    state: stateOf(safety),
  };
}

/** "Visit off the site, Kai Brennan" */
export function titleOfVisit(book: Book, sheet: RecordView): string {
  const families = listFrom(leavesOf(sheet), 'cases').flatMap((id) => book.caseOf(id)?.name ?? []);
  return families.length === 0 ? 'Visit off the site' : `Visit off the site, ${listed(families)}`;
}

export function hrefOf(book: Book, sheet: RecordView): string {
  return to('safety', { vault: book.diary?.id ?? '', record: sheet.id });
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
      return { kind: 'armed', text: `Armed at ${safety.at}` };
    case 'overdue':
      return { kind: 'alarm', text: 'Overdue' };
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
        return [{
          title: 'You are out on a visit', detail: `Back by ${safety.backBy}, watched by ${watcher(book, sheet)}.`,
          step: { label: 'Check in', href }, alarm: safety.trouble !== null,
        }];
      case 'overdue':
        return [{ title: 'Your visit is overdue', detail: `${bannerLine(safety)}.`, step: { label: 'Check in', href }, alarm: true }];
      case 'not_heard':
        return [alarmLine(safety, href)];
      case 'not_armed':
        return safety.lost && isLongOver(book, sheet) ? [] : [alarmLine(safety, href)];
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

function isLongOver(book: Book, sheet: RecordView): boolean {
  const until = backBy(sheet) ?? momentFrom(leavesOf(sheet), 'armed_at') ?? 0;
  return book.now > until + LOST_FOR_MS;
}
