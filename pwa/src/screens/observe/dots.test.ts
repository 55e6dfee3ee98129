import { expect, test } from 'vitest';
import { measured, unmeasured } from '../../capture/statistics';
import { placed, scaleFor } from './dots';

const dot = (date: string, value: number) => ({
  record: date, date, watched: 1_800_000, count: 1, rate: measured({ value, low: value / 2, high: value * 2 }),
});
const without = { record: 'w', date: '2026-10-06', watched: 0, count: null, rate: unmeasured('nothing_watched') };
const state = (date: string, count: number) => ({ record: date, date, watched: 1_080_000, count, rate: unmeasured('state_has_no_rate') });
const anHour = (...dots: (ReturnType<typeof dot> | typeof without)[]) => ({ per: 'hour' as const, dots });

test('the scale ends at a round number above every figure', () => {
  expect(scaleFor(anHour(dot('2026-10-06', 8), dot('2026-11-23', 24)))).toBe(30);
  expect(scaleFor(anHour(without))).toBe(10);
  expect(scaleFor(anHour(dot('2026-10-06', 240)))).toBe(300);
  expect(scaleFor({ per: 'lesson', dots: [state('2026-10-06', 12)] })).toBe(20);
});

test('a lesson without a rate leaves its place empty', () => {
  const [only, ...rest] = placed(anHour(without, dot('2026-11-23', 10)), 20);
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ date: '2026-11-23', x: '66.7%', y: '50.0%', words: '10' });
});

test('what lasts stands by its count, with the minutes in which it was counted and without a band', () => {
  const [only] = placed({ per: 'lesson', dots: [state('2026-11-23', 5)] }, 10);
  expect(only).toMatchObject({ y: '50.0%', top: '50.0%', bottom: '50.0%', words: '5 in 18 min' });
});

test('two lessons of one day are two dots', () => {
  const twice = [{ ...dot('2026-11-23', 4), record: 'a' }, { ...dot('2026-11-23', 8), record: 'b' }];
  expect(placed(anHour(...twice), 10).map(({ record }) => record)).toEqual(['a', 'b']);
});
