/**
 * When a plan is looked at again: one rule for what the screens show and for what a reminder is made of.
 *
 *     reviewDay(plan)            // review_date 2027-01-11, reviewed_on 2026-11-26: '2027-01-11'
 *     planInForce(records)       // of all that lies in a case; null where the work is over
 *
 * A review sets the day of the next one, so a day that is set is over only once a review was held on it or after it. A plan is
 * in force until another is begun, or the case is closed.
 */
import { FORM, isOut, type RecordView, textOf } from './records.ts';
import { isDay } from './school_days.ts';

export const CLOSED = 'closed';

/** The day on which a plan is looked at next; null where there is none. */
export function reviewDay(plan: RecordView): string | null {
  const [day, reviewed] = [textOf(plan.fields.get('review_date')), textOf(plan.fields.get('reviewed_on'))];
  const isOver = isOut(plan) || !isDay(day) || (isDay(reviewed) && day <= reviewed);
  return isOver ? null : day;
}

/** The plan of a case that is worked by: the one that was begun last. Null where there is none, and once the case is closed. */
export function planInForce(records: Iterable<RecordView>): RecordView | null {
  const found = [...records].filter((record) => !isOut(record));
  const isClosed = found.some(({ form, fields }) => form === 'case' && textOf(fields.get('stage')) === CLOSED);
  return isClosed ? null : (found.filter(({ form }) => form === 'action_plan').sort(lastBegunFirst)[0] ?? null);
}

/** By the day that a plan says, then by when it was made; by its id, so that two devices agree. */
function lastBegunFirst(one: RecordView, other: RecordView): number {
  const [mine, theirs] = [begunOn(one), begunOn(other)];
  if (mine !== theirs) return mine > theirs ? -1 : 1;
  return (other.fields.get(FORM)?.time ?? 0) - (one.fields.get(FORM)?.time ?? 0) || (one.id > other.id ? -1 : 1);
}

function begunOn(plan: RecordView): string {
  const day = textOf(plan.fields.get('start_date'));
  return isDay(day) ? day : '';
}
