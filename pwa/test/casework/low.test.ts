import { expect, test } from 'vitest';

import { NOTHING_HEARD } from '../../src/casework/visiting';
import { lookAtLow } from '../../src/casework/acts/low';
import { caseModel } from '../../src/casework/case';
import { inbox, inboxCount } from '../../src/casework/inbox';
import { unseenIn } from '../../src/casework/low';
import { staffScale } from '../../src/casework/scale_page';
import { leavesOf } from '../../src/casework/standing';
import { today } from '../../src/casework/today';
import { judge } from '../../src/casework/validate';
import { CASE, type Invented, KAI, larkspur, SAM, sure, TEAM, TICKET, WARD } from './school';

const BESIDE = { seen: null, underWay: [], live: NOTHING_HEARD, told: [], begin: [], hands: { held: () => undefined, done: () => undefined } };

function scale(school: Invented, date: string, values: Readonly<Record<string, number>>, form: 'scale_self_esteem' | 'scale_learning' = 'scale_self_esteem'): string {
  const record = school.begin(SAM, KAI, form, { date });
  school.write(TICKET, KAI, record, values);
  return record;
}

function viewOf(school: Invented, record: string) {
  return sure(school.book().viewOf(KAI, record));
}

function linesOf(school: Invented, me = SAM): readonly string[] {
  return today(school.book(me), BESIDE).low.map(({ title }) => title);
}

function pageOf(school: Invented, record: string) {
  return staffScale(school.book(), sure(school.book().caseOf(KAI)), viewOf(school, record));
}

test('low answers about welfare stand on Today, in the inbox and in the case until somebody has looked at them', () => {
  const school = larkspur();
  const record = scale(school, '2026-11-23', { happy_at_home_now: 2, happy_with_life_now: 3, temper_now: 1 });
  const model = today(school.book(), BESIDE);
  expect(model.low).toEqual([{
    id: `${record}-low`, title: 'Kai’s answers to “Happy at home” and “Feeling happy with my life” are low',
    detail: '“How I see myself”, today. Nobody has looked at it yet.',
    step: { label: 'See Kai', href: `/scale/${KAI}/${record}` },
  }]);
  expect(inbox(school.book(), null).waiting.map(({ title, state }) => [title, state?.text])).toEqual([[model.low[0]?.title, 'Low answer']]);
  expect(inboxCount(school.book(), null)).toBe(1);
  expect(caseModel(school.book(), sure(school.book().caseOf(KAI))).urgent?.title).toBe(model.low[0]?.title);

  const view = viewOf(school, record);
  school.save(SAM, lookAtLow(school.pen(), KAI, view, unseenIn(school.book(), view).map(({ value }) => value)));
  expect(judge(leavesOf(viewOf(school, record)), { today: '2026-11-23' })).toEqual([]);
  expect(linesOf(school)).toEqual([]);
  expect(inboxCount(school.book(), null)).toBe(0);
  expect(caseModel(school.book(), sure(school.book().caseOf(KAI))).urgent).toBeNull();
  expect(pageOf(school, record).low).toEqual({ title: 'Low today', seen: 'Looked at by you, 10:04' });
});

test('a colleague who can read the case sees them too, with whose pupil it is', () => {
  const school = larkspur();
  scale(school, '2026-11-23', { happy_at_home_now: 2 });
  expect(today(school.book(WARD), BESIDE).low[0]?.detail).toBe('“How I see myself”, today. Nobody has looked at it yet. Mentor: Sam Ortiz.');
});

test('a scale of last term is not low today', () => {
  const school = larkspur();
  const record = scale(school, '2026-10-06', { happy_at_home_now: 2 });
  expect(pageOf(school, record).low).toEqual({ title: 'Low on 6 Oct', seen: null });
  expect(today(school.book(), BESIDE).low[0]?.detail).toContain('“How I see myself”, 6 Oct');
});

test('what is older than the newest scale of its kind has been overtaken, and waits no more', () => {
  const school = larkspur();
  scale(school, '2026-10-06', { happy_at_home_now: 2 });
  scale(school, '2026-11-20', { happy_at_home_now: 6 });
  expect(linesOf(school)).toEqual([]);
});

test('an answer that is given on another day waits though the others were looked at', () => {
  const school = larkspur();
  const record = scale(school, '2026-11-23', { happy_at_home_now: 2 });
  school.save(SAM, lookAtLow(school.pen(), KAI, viewOf(school, record), ['happy_at_home']));
  school.write(TICKET, KAI, record, { happy_with_life_now: 1 });
  expect(linesOf(school)).toEqual(['Kai’s answer to “Feeling happy with my life” is low']);
  expect(pageOf(school, record).low?.seen).toBeNull();
});

test('what is low, and of which statements, is what the school chose', () => {
  const school = larkspur();
  school.begin(WARD, TEAM, 'school', { name: 'Larkspur Hill School', welfare_self_esteem: ['temper'], welfare_learning: ['friends'], low_answer: 5 });
  scale(school, '2026-11-23', { happy_at_home_now: 1, temper_now: 5 });
  scale(school, '2026-11-23', { friends_now: 4 }, 'scale_learning');
  expect(linesOf(school)).toEqual(expect.arrayContaining(['Kai’s answer to “Controlling my temper” is low', 'Kai’s answer to “Getting on well with friends” is low']));
});

test('a case that is closed waits for nothing', () => {
  const school = larkspur();
  scale(school, '2026-11-20', { happy_at_home_now: 2 });
  school.write(SAM, KAI, CASE, { stage: 'closed' });
  expect(linesOf(school)).toEqual([]);
});
