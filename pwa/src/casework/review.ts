/** What is ready for a review of a plan, and what each target has come to: the page that lies on the table at the meeting. */
import type { RecordView } from '../sync/records';
import { textFrom } from '../capture/leaves';
import { shortDay } from '../ui/dates';
import { counted } from '../ui/words';
import type { Book, CaseBook } from './book';
import { isRunning } from './lessons';
import { isScale, occasionOf, SCALES } from './occasions';
import { targetsOf } from './plans';
import { dateFrom, dateOf, leavesOf } from './standing';
import { titleOf } from './telling';

/** One thing of the review: what it is, and whether it is there. */
export interface Ready {
  readonly kind: 'scale' | 'observation' | 'sessions' | 'progress';
  readonly label: string;
  /** "23 Nov", "twice since 12 Oct"; null where it is not there yet. */
  readonly done: string | null;
}

/**
 * What was gathered since a plan began, or since it was last looked at: what lay on the table then is not fresh. A scale counts
 * as repeated if the pupil had filled one in before: the first stands beside it.
 */
export function readyFor(book: Book, place: CaseBook, plan: RecordView): readonly Ready[] {
  const since = sinceOf(plan);
  const after = (form: string): readonly RecordView[] => place.of(form).filter((view) => dateOf(view) > since);
  const observed = after('observation').filter((view) => !isRunning(view));
  const sessions = after('session').filter((view) => (textFrom(leavesOf(view), 'attendance') ?? 'attended') === 'attended');
  const scales = SCALES.filter((form) => place.of(form).length > 0).map((form): Ready => {
    const last = after(form).find((view) => isScale(view.form) && occasionOf(view).finished);
    const title = titleOf(place.of(form)[0] ?? plan);
    return { kind: 'scale', label: `“${title}”`, done: last === undefined ? null : shortDay(dateOf(last), book.today) };
  });
  const lastObserved = observed[0];
  return [
    ...scales,
    { kind: 'observation', label: 'Observation', done: lastObserved === undefined ? null : shortDay(dateOf(lastObserved), book.today) },
    { kind: 'sessions', label: 'Sessions', done: sessions.length === 0 ? null : String(sessions.length) },
    { kind: 'progress', label: 'Progress said', done: progressDone(book, plan, since) },
  ];
}

function sinceOf(plan: RecordView): string {
  const [begun, reviewed] = [dateFrom(leavesOf(plan), 'start_date') ?? dateOf(plan), dateFrom(leavesOf(plan), 'reviewed_on')];
  return reviewed === null || reviewed < begun ? begun : reviewed;
}

function progressDone(book: Book, plan: RecordView, since: string): string | null {
  const targets = targetsOf(book, plan);
  const said = targets.filter(({ tenths, progress, saidOn }) => (tenths !== null || progress !== null) && (saidOn ?? '') > since).length;
  return said === 0 ? null : `${said} of ${counted(targets.length, 'target')}`;
}

/** The same in a line: "observed 23 Nov", "5 sessions", "scale not repeated yet". */
export function prepared(book: Book, place: CaseBook, plan: RecordView): readonly string[] {
  return readyFor(book, place, plan).flatMap(({ kind, label, done }) => {
    switch (kind) {
      case 'observation':
        return done === null ? 'not observed again yet' : `observed ${done}`;
      case 'sessions':
        return done === null ? [] : counted(Number(done), 'session');
      case 'progress':
        return [];
      case 'scale':
        return done === null ? `${label} not repeated yet` : `${label} ${done}`;
    }
  });
}
