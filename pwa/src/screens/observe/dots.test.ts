import { expect, test } from 'vitest';
import { measured, unmeasured } from '../../capture/statistics';
import { placed, scaleFor } from './dots';

const dot = (date: string, value: number) => ({ date, watched: 1_800_000, count: 1, rate: measured({ value, low: value / 2, high: value * 2 }) });
const without = { date: '2026-10-06', watched: 0, count: null, rate: unmeasured('nothing_watched') };

test('the scale ends at a round number above every rate', () => {
  expect(scaleFor([dot('2026-10-06', 8), dot('2026-11-23', 24)])).toBe(30);
  expect(scaleFor([without])).toBe(10);
  expect(scaleFor([dot('2026-10-06', 240)])).toBe(300);
});

test('a lesson without a rate leaves its place empty', () => {
  const [only, ...rest] = placed([without, dot('2026-11-23', 10)], 20);
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ date: '2026-11-23', x: '66.7%', y: '50.0%', perHour: 10 });
});
