import { expect, test } from 'vitest';

import { caseModel } from '../../src/casework/case';
import type { Leaf } from '../../src/casework/forms';
import { reportModel } from '../../src/casework/report_page';
import { type Invented, KAI, larkspur, SAM, sure, TICKET } from './school';

const WATCHED = { interval_seconds: 300, interval_count: 6, setting: 'lesson', tick_rule: 'starts' };

let made = 0;

function observe(school: Invented, date: string, counts: Readonly<Record<string, number>>, over: Readonly<Record<string, Leaf>> = {}): string {
  const ticks = Object.entries(counts).flatMap(([behaviour, count]) => Array.from({ length: count }, (_, index): [string, Leaf] => {
    made += 1;
    return [`ticks/${String(made).padStart(20, '0')}BA`, [behaviour, 1, 1, 60_000 * index, null]];
  }));
  return school.begin(SAM, KAI, 'observation', {
    ...WATCHED, date, started: `${date}T09:15:00.000+00:00`, ended: `${date}T09:45:00.000+00:00`, ...Object.fromEntries(ticks), ...over,
  });
}

function scale(school: Invented, date: string, values: Readonly<Record<string, Leaf>>): string {
  const record = school.begin(SAM, KAI, 'scale_self_esteem', { date });
  school.write(TICKET, KAI, record, values);
  return record;
}

function pictures(school: Invented) {
  return caseModel(school.book(), sure(school.book().caseOf(KAI))).overTime;
}

test('what a pupil says and what was seen stand beside each other, each over time and by itself', () => {
  const school = larkspur();
  scale(school, '2026-09-15', { temper_now: 2, temper_wish: 8 });
  scale(school, '2026-10-06', { temper_now: 'skip', temper_wish: 8 });
  const latest = scale(school, '2026-11-20', { temper_now: 5, temper_wish: 9 });
  observe(school, '2026-10-06', { shouts_out: 8, negative: 2, joins_in: 1, raises_hand: 1, distracted: 20 });
  const lesson = observe(school, '2026-11-20', { shouts_out: 4, raises_hand: 3, distracted: 20 }, { negative_looked: 'saw_none' });
  const found = sure(pictures(school));
  expect(found.says).toEqual({
    title: 'How I see myself', href: `/scale/${KAI}/${latest}`, dates: ['2026-09-15', '2026-10-06', '2026-11-20'],
    lines: [{ label: 'Controlling my temper', nows: [2, null, 5], wish: 9 }],
  });
  expect(found.seen?.href).toBe(`/observation/${KAI}/${lesson}`);
  expect(found.seen?.overTime.map(({ behaviour: { label }, dots }) => [label, dots.map(({ rate }) => (rate.defined ? rate.value.value : null))])).toEqual([
    ['Shouts out', [16, 8]], ['Interacts negatively with others', [4, 0]], ['Raises hand to speak', [2, 6]],
  ]);
});

test('a lesson is beside like lessons alone, and a running one is in no picture', () => {
  const school = larkspur();
  observe(school, '2026-10-06', { shouts_out: 8 });
  observe(school, '2026-10-20', { shouts_out: 2 }, { setting: 'lunch' });
  observe(school, '2026-11-20', { shouts_out: 4 });
  observe(school, '2026-11-23', { shouts_out: 9 }, { ended: null });
  expect(sure(pictures(school)).seen?.overTime[0]?.dots.map(({ date }) => date)).toEqual(['2026-10-06', '2026-11-20']);
});

test('three shouts in a glimpse are no dot of hundreds an hour, and alone no picture', () => {
  const school = larkspur();
  observe(school, '2026-11-20', { shouts_out: 3 }, { ended: '2026-11-20T09:15:22.000+00:00' });
  scale(school, '2026-10-06', { temper_now: 4, temper_wish: 9 });
  scale(school, '2026-11-20', { temper_now: 5, temper_wish: 9 });
  expect(sure(pictures(school)).seen).toBeNull();
  observe(school, '2026-10-06', { shouts_out: 8 });
  expect(sure(pictures(school)).seen?.overTime[0]?.dots.map(({ rate }) => (rate.defined ? rate.value.value : null))).toEqual([16, null]);
});

test('a lesson and a glimpse are no course of lessons, and no picture of one', () => {
  const school = larkspur();
  observe(school, '2026-10-06', { shouts_out: 8 });
  const glimpse = observe(school, '2026-11-20', { shouts_out: 3 }, { ended: '2026-11-20T09:16:00.000+00:00' });
  expect(pictures(school)).toBeNull();
  const place = () => sure(school.book().caseOf(KAI));
  expect(sure(reportModel(school.book(), place(), sure(place().find(glimpse)))).overTime).toEqual([]);
  const third = observe(school, '2026-11-23', { shouts_out: 4 });
  expect(sure(pictures(school)).seen?.overTime).toHaveLength(1);
  const told = sure(reportModel(school.book(), place(), sure(place().find(third))));
  expect(told.overTime).toHaveLength(1);
  expect(told.report.sentences.at(-1)).toBe(
    '2 lessons, 60 minutes in all: enough to judge progress by. A weighty decision wants over an hour. A glimpse of under 10 minutes is not counted.',
  );
});

test('of what was done once there is no picture over time', () => {
  const school = larkspur();
  scale(school, '2026-11-20', { temper_now: 5, temper_wish: 9 });
  observe(school, '2026-11-20', { shouts_out: 4 });
  expect(pictures(school)).toBeNull();
});

test('where one of them was repeated, what there is of the other stands beside it', () => {
  const school = larkspur();
  scale(school, '2026-10-06', { temper_now: 4, temper_wish: 9 });
  scale(school, '2026-11-20', { temper_now: 5, temper_wish: 9 });
  expect(sure(pictures(school)).seen).toBeNull();
  observe(school, '2026-11-20', { shouts_out: 4 });
  expect(sure(pictures(school)).seen?.overTime).toHaveLength(1);
});
