/** The report of an observation as its page shows it. */
import { textFrom } from '../capture/leaves';
import { countsAsLesson, pictures, unwatchedTold } from '../capture/report';
import type { ReportModel } from '../screens/observe/model';
import type { RecordView } from '../sync/records';
import { clock, day } from '../ui/dates';
import { to } from './addresses';
import type { Book, CaseBook } from './book';
import { backOf } from './detail';
import { earlierThan, isMineToGoOn, isRunning, reportOf, ruleWords, subjectOf } from './lessons';
import { dateOf, leavesOf, momentFrom } from './standing';
import { titleOf } from './telling';
import { unsettled } from './versions';
import { stateOf } from './whereabouts';

/** Null while too little of the observation has arrived to be told. */
export function reportModel(book: Book, place: CaseBook, view: RecordView): ReportModel | null {
  const report = reportOf(place, view);
  const subject = subjectOf(view);
  if (report === null || subject === null) return null;
  const leaves = leavesOf(view);
  const lessons = [...earlierThan(place, view).map(subjectOf).filter((one) => one !== null), subject];
  return {
    title: [titleOf(view), textFrom(leaves, 'class_form') ?? ''].filter((part) => part !== '').join(' '),
    detail: detail(book, view),
    back: backOf(book, place),
    everyVersion: to('history', { vault: place.id, record: view.id }),
    today: book.today,
    behaviours: subject.behaviours,
    report,
    notWatched: unwatchedTold(subject.observation),
    // Of one lesson the figures say as much; a glimpse is none.
    overTime: lessons.filter(countsAsLesson).length > 1 ? pictures(lessons, subject.behaviours) : [],
    rule: ruleWords(view),
    otherIs: textFrom(leaves, 'other_is'),
    notes: textFrom(leaves, 'notes'),
    running: isRunning(view) ? { goOn: isMineToGoOn(book, view) ? to('pad', { vault: place.id, record: view.id }) : null } : null,
    versions: unsettled(book, place.id, view),
    state: stateOf(book, place.id, view) ?? { kind: 'here', text: 'On this tablet' },
  };
}

/** "Monday 23 November, 9:15 · Mr Okafor · observed by Sam Ortiz" */
function detail(book: Book, view: RecordView): string {
  const leaves = leavesOf(view);
  const started = momentFrom(leaves, 'started');
  const observer = textFrom(leaves, 'observer');
  const parts = [
    day(dateOf(view)) + (started === null ? '' : `, ${clock(started)}`),
    textFrom(leaves, 'teacher') ?? '',
    observer === null ? '' : `observed by ${book.who(observer)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
