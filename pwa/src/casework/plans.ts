/** The plan of a case: which one is in force, how far its targets have come, and when it is looked at again. */
import { textFrom, wholeFrom } from '../capture/leaves';
import type { RecordView } from '../sync/records';
import { planInForce, reviewDay } from '../sync/review';
import { shortDay } from '../ui/dates';
import type { Book, CaseBook } from './book';
import { type Leaves, rowsOf } from './forms';
import { dateFrom, dateOf, leavesOf, remembered } from './standing';

/** A target of a plan, and the last that was said about how far it has come. */
export interface Target {
  readonly id: string;
  readonly text: string;
  readonly leaves: Leaves;
  /** From 0 to 10; null where nobody has said yet. */
  readonly tenths: number | null;
  /** "3 lessons in 5, 20 Nov" */
  readonly progress: string | null;
  /** The day on which that was said. */
  readonly saidOn: string | null;
  readonly result: string | null;
}

/** The plan that was begun last; in force unless the case is closed. */
export const planOf: (place: CaseBook) => RecordView | null = remembered((place) => planInForce(place.of('action_plan')));

/** The targets of a plan, in their order. */
export function targetsOf(book: Pick<Book, 'today'>, plan: RecordView): readonly Target[] {
  const leaves = leavesOf(plan);
  const progress = rowsOf(leaves, 'progress');
  return rowsOf(leaves, 'targets').map(({ id, leaves: row }) => {
    const steps = progress.filter((one) => textFrom(one.leaves, 'target') === id);
    const last = steps.sort((one, other) => compare(dateFrom(one.leaves, 'date'), dateFrom(other.leaves, 'date'))).at(-1);
    return {
      id, leaves: row,
      text: textFrom(row, 'target') ?? 'A target without words yet',
      tenths: last === undefined ? null : wholeFrom(last.leaves, 'tenths'),
      progress: last === undefined ? null : progressWords(book, last.leaves),
      saidOn: last === undefined ? null : dateFrom(last.leaves, 'date'),
      result: textFrom(row, 'result'),
    };
  });
}

function progressWords(book: Pick<Book, 'today'>, leaves: Leaves): string | null {
  const tenths = wholeFrom(leaves, 'tenths');
  const said = textFrom(leaves, 'note') ?? (tenths === null ? null : `${tenths} of 10`);
  const date = dateFrom(leaves, 'date');
  if (said === null) return null;
  return date === null ? said : `${said}, ${shortDay(date, book.today)}`;
}

function compare(one: string | null, other: string | null): number {
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}

/** The review of a case: its plan and the day; null for a case that is closed, and where nothing is due. */
export const reviewOf: (place: CaseBook) => { readonly plan: RecordView; readonly date: string } | null = remembered((place) => {
  const plan = place.closed ? null : planOf(place);
  const date = plan === null ? null : reviewDay(plan);
  return plan === null || date === null ? null : { plan, date };
});

/** The day on which this plan of a case is looked at next; null for one that is no longer in force. */
export function reviewDayOf(place: CaseBook, plan: RecordView): string | null {
  const due = reviewOf(place);
  return due?.plan.id === plan.id ? due.date : null;
}

/** When the pupil was last met or watched; null if never. A session that was missed does not count. */
export const lastSeen: (place: CaseBook) => string | null = remembered((place) => {
  const met = ['session', 'observation', 'visit', 'scale_self_esteem', 'scale_learning', 'drop_in']
    .flatMap((form) => place.of(form).find((view) => form !== 'session' || wasThere(view)) ?? []);
  return met.map(dateOf).sort().at(-1) ?? null;
});

function wasThere(view: RecordView): boolean {
  return (textFrom(leavesOf(view), 'attendance') ?? 'attended') === 'attended';
}
