/**
 * When a plan is looked at again: one rule for what the screens show and for what a reminder is made of.
 *
 *     reviewDay(plan)      // review_date 2027-01-11, reviewed_on 2026-11-26: '2027-01-11'
 *
 * A review sets the day of the next one, so a day that is set is over only once a review was held on it or after it.
 */
import { isOut, type RecordView, textOf } from './records.ts';
import { isDay } from './school_days.ts';

/** The day on which a plan is looked at next; null where there is none. */
export function reviewDay(plan: RecordView): string | null {
  const [day, reviewed] = [textOf(plan.fields.get('review_date')), textOf(plan.fields.get('reviewed_on'))];
  const isOver = isOut(plan) || !isDay(day) || (isDay(reviewed) && day <= reviewed);
  return isOver ? null : day;
}
