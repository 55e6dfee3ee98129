/** The plan: begun from what stood out, moved on a touch at a time, looked at again. */
import type { Report } from '../../capture/report';
import type { RecordView } from '../../sync/records';
import type { Book, CaseBook } from '../book';
import { daysOn } from '../defaults';
import { newest } from '../forms';
import { leavesOf, formOf } from '../standing';
import type { Pen } from '../pen';
import { addRows, type Save, type Values } from './save';

/** What a new plan begins with: the pupil's class, and the review as many weeks on as the school has settled. */
export function planStart(pen: Pen, book: Book, place: CaseBook): Values {
  const shape = book.team.school.get('plan_shape');
  return {
    ...(place.classForm === null ? {} : { class_form: place.classForm }),
    ...(typeof shape === 'string' ? { shape } : {}),
    review_date: daysOn(pen.today, book.team.reviewWeeks * 7),
  };
}

/** Targets of a new plan that are still to be worded with the pupil: what was seen most stands in each as where to begin. */
export function targetsFrom(pen: Pen, report: Report): Values {
  const rows = report.targets.map(({ behaviour, count }) => ({
    target: `${behaviour.label}: fewer times (${count ?? 0} on the day that was watched)`,
  }));
  return addRows(pen, new Map(), newest('action_plan'), 'targets', rows);
}

/** How far a target has come, from 0 to 10, said today. */
export function sayProgress(pen: Pen, vault: string, plan: RecordView, target: string, tenths: number, note: string | null = null): Save {
  const row = { target, date: pen.today, tenths, ...(note === null ? {} : { note }) };
  return { vault, record: plan.id, values: addRows(pen, leavesOf(plan), formOf(plan) ?? newest('action_plan'), 'progress', [row]) };
}

/** With its first plan a case has come that far. */
export function hasPlan(place: CaseBook): readonly Save[] {
  return BEFORE_A_PLAN.includes(place.stage) ? [setStage(place, 'plan')] : [];
}

const BEFORE_A_PLAN = ['referral', 'agreement', 'finding_out'];

/** Where the case stands. */
export function setStage(place: CaseBook, stage: string): Save {
  return { vault: place.id, record: newest('case').single ?? '', values: { stage } };
}
