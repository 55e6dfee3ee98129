/** When a plan is looked at again, on each page that says so. The rule itself is held to by `tests/vectors/reminders.json`. */
import { expect, test } from 'vitest';

import { NOTHING_HEARD } from '../../src/casework/visiting';
import { PLAN_AT_REVIEW } from '../../src/casework/arrangements';
import { caseModel } from '../../src/casework/case';
import { caseload } from '../../src/casework/caseload';
import { fieldsOf, type Form, newest } from '../../src/casework/forms';
import { planModel } from '../../src/casework/plan_page';
import { reviewOf } from '../../src/casework/plans';
import { readyFor } from '../../src/casework/review';
import { textOf } from '../../src/casework/telling';
import { today } from '../../src/casework/today';
import type { Values } from '../../src/casework/acts/save';
import { type Invented, KAI, larkspur, SAM, sure } from './school';

function planned(values: Values): { readonly school: Invented; readonly plan: string } {
  const school = larkspur();
  return { school, plan: school.begin(SAM, KAI, 'action_plan', { start_date: '2026-10-12', ...values }) };
}

function comingUp(school: Invented) {
  return today(school.book(), { seen: null, underWay: [], live: NOTHING_HEARD, told: [], begin: [], hands: { done: () => undefined, held: () => undefined } }).comingUp;
}

function pages(school: Invented, plan: string) {
  const book = school.book();
  const place = sure(book.caseOf(KAI));
  const view = sure(book.viewOf(KAI, plan));
  return { book, place, view, plan: planModel(book, place, view), page: caseModel(book, place) };
}

test('a review that set the day of the next one is announced again', () => {
  const { school, plan } = planned({ reviewed_on: '2026-11-02', review_date: '2026-12-03' });
  expect(comingUp(school)).toMatchObject([{ kind: 'review', date: '2026-12-03' }]);
  const shown = pages(school, plan);
  expect(shown.plan.review).toEqual({ date: '2026-12-03', reviewed: '2026-11-02', today: '2026-11-23', followed: false });
  expect(shown.page.plan?.reviewDate).toBe('2026-12-03');
  expect(textOf(shown.book, shown.place, shown.view)).toEqual(['No targets yet, review Thu 3.']);
});

test('a review that is to be repeated next week stays on Today, in the caseload and on the case', () => {
  const { school, plan } = planned({ reviewed_on: '2026-11-23', review_date: '2026-11-30' });
  expect(comingUp(school)).toMatchObject([{ kind: 'review', date: '2026-11-30' }]);
  expect(caseload(school.book(), 'review', '', []).summary).toContain('1 review due within a week');
  expect(pages(school, plan).page.steps[4]).toBe('Review, Mon 30');
});

test('a review on its day that set no other is over, and the pages say when it was', () => {
  const { school, plan } = planned({ reviewed_on: '2026-11-19', review_date: '2026-11-19' });
  expect(comingUp(school)).toEqual([]);
  expect(reviewOf(sure(school.book().caseOf(KAI)))).toBeNull();
  const shown = pages(school, plan);
  expect(shown.plan.review).toMatchObject({ date: null, reviewed: '2026-11-19' });
  expect(shown.page.plan?.reviewDate).toBeNull();
  expect(textOf(shown.book, shown.place, shown.view)).toEqual(['No targets yet, reviewed 19 Nov.']);
});

test('a plan that nobody has looked at is overdue after its day', () => {
  const { school } = planned({ review_date: '2026-11-20' });
  expect(comingUp(school)).toMatchObject([{ kind: 'review', date: '2026-11-20' }]);
});

test('a plan after which another was begun is looked at no more, and its page says why', () => {
  const { school, plan } = planned({ review_date: '2026-11-26' });
  const next = school.begin(SAM, KAI, 'action_plan', { start_date: '2026-11-20', review_date: '2026-12-04' });
  expect(comingUp(school).map(({ date }) => date)).toEqual(['2026-12-04']);
  expect(pages(school, plan).plan.review).toMatchObject({ date: null, followed: true });
  expect(pages(school, next).plan.review).toMatchObject({ date: '2026-12-04', followed: false });
});

test('of two plans of one day the one that was made later is in force', () => {
  const { school } = planned({ start_date: '2026-11-23', review_date: '2026-11-26' });
  school.now += 60_000;
  school.begin(SAM, KAI, 'action_plan', { start_date: '2026-11-23', review_date: '2026-12-04' });
  expect(comingUp(school).map(({ date }) => date)).toEqual(['2026-12-04']);
});

test('what lay on the table at the last review is not ready for the next one', () => {
  const { school, plan } = planned({ reviewed_on: '2026-11-12', review_date: '2026-12-03' });
  const row = '0000000000000000000041AA';
  school.write(SAM, KAI, plan, {
    [`targets/${row}/target`]: 'Put my hand up',
    [`progress/${row}/target`]: row, [`progress/${row}/date`]: '2026-11-09', [`progress/${row}/tenths`]: 4,
  });
  school.begin(SAM, KAI, 'scale_learning', { date: '2026-09-14', attending_now: 3, finished: '2026-09-14T10:00:00.000+01:00' });
  school.begin(SAM, KAI, 'scale_learning', { date: '2026-11-10', attending_now: 4, finished: '2026-11-10T10:00:00.000+00:00' });
  const watched = (date: string) => school.begin(SAM, KAI, 'observation', { date, ended: `${date}T10:00:00.000+00:00` });
  watched('2026-11-11');
  school.begin(SAM, KAI, 'session', { date: '2026-11-05' });
  const ready = () => {
    const { book, place, view } = pages(school, plan);
    return readyFor(book, place, view).map(({ kind, done }) => [kind, done]);
  };
  expect(ready()).toEqual([['scale', null], ['observation', null], ['sessions', null], ['progress', null]]);
  watched('2026-11-19');
  school.begin(SAM, KAI, 'session', { date: '2026-11-18' });
  school.begin(SAM, KAI, 'scale_learning', { date: '2026-11-20', attending_now: 5, finished: '2026-11-20T10:00:00.000+00:00' });
  school.write(SAM, KAI, plan, { [`progress/${plan}/target`]: row, [`progress/${plan}/date`]: '2026-11-20', [`progress/${plan}/tenths`]: 6 });
  expect(ready()).toEqual([['scale', '20 Nov'], ['observation', '19 Nov'], ['sessions', '1'], ['progress', '1 of 1 target']]);
});

test('a review asks of each target first how it went, and leaves nothing of it out', () => {
  const columns = (form: Form) => fieldsOf(form).get('targets')?.columns?.map(({ name }) => name) ?? [];
  expect(columns(PLAN_AT_REVIEW).slice(0, 3)).toEqual(['target', 'result', 'feedback']);
  expect([...columns(PLAN_AT_REVIEW)].sort()).toEqual([...columns(newest('action_plan'))].sort());
});
