import { expect, test } from 'vitest';

import { BEHAVIOURS, MINUTE, Tablet } from '../../../test/capture/tablet';
import { pictures, type Subject } from '.';

function lesson(record: string, ticks: Record<string, number>, minutes = 30): Subject {
  const tablet = new Tablet();
  for (const [behaviour, times] of Object.entries(ticks)) tablet.tick(behaviour, times);
  tablet.run(minutes * MINUTE).do({ do: 'end', why: null });
  return { record, date: '2026-11-24', observation: tablet.observation, behaviours: BEHAVIOURS, typical: null };
}

const told = (...lessons: Subject[]) => pictures(lessons, BEHAVIOURS).map(({ behaviour, per, dots }) => [
  behaviour.label, per, dots.map(({ record, count }) => [record, count]),
]);

test('what happens is drawn by the hour, and what lasts by its ticks in each lesson', () => {
  expect(told(lesson('a', { shouts_out: 4, on_task: 2 }), lesson('b', { shouts_out: 1, on_task: 5 }))).toEqual([
    ['On task', 'lesson', [['a', 2], ['b', 5]]],
    ['Shouts out', 'hour', [['a', 4], ['b', 1]]],
  ]);
});

test('what was ticked in no lesson is not drawn, nor what needs an opportunity', () => {
  expect(told(lesson('a', { ignores: 3 }), lesson('b', { ignores: 1 }))).toEqual([]);
});

test('a lesson of a few minutes has no rate: three in four minutes are not drawn as 45 an hour', () => {
  const short = lesson('a', { shouts_out: 3, on_task: 1 }, 4);
  expect(told(short)).toEqual([['On task', 'lesson', [['a', 1]]]]);
  const [, shouts] = pictures([short, lesson('b', { shouts_out: 1 })], BEHAVIOURS);
  expect(shouts?.dots.map(({ rate }) => rate.defined)).toEqual([false, true]);
});

test('a lesson in which nobody said what blank means has its place and no count', () => {
  expect(told(lesson('a', { negative: 1 }), lesson('b', {}))).toEqual([
    ['Interacts negatively with others', 'hour', [['a', 1], ['b', null]]],
  ]);
});
