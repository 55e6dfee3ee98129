import { afterEach, expect, test } from 'vitest';
import {
  bell, clock, day, dayInYear, dayNear, dayOf, daysBetween, greeting, instantOf, length, moment, partsOfInstant, shortDay, wholeDay, zone, timeOfDay,
} from './dates';

afterEach(() => {
  zone.value = 'Europe/London';
});

test('a day is said with its name, without a comma', () => {
  expect(day('2026-11-23')).toBe('Monday 23 November');
  expect(wholeDay('2026-11-23')).toBe('Monday 23 November 2026');
  expect([dayInYear('2026-11-23', '2026-12-01'), dayInYear('2025-11-23', '2026-12-01')]).toEqual(['Monday 23 November', 'Sunday 23 November 2025']);
});

test('near days have words, far ones a date, another year its number', () => {
  const near = (iso: string) => dayNear(iso, '2026-11-23');
  expect(['2026-11-23', '2026-11-24', '2026-11-22', '2026-11-26', '2026-12-24', '2026-10-06'].map(near)).toEqual([
    'Today', 'Tomorrow', 'Yesterday', 'Thu 26', '24 Dec', '6 Oct',
  ]);
  expect(shortDay('2025-10-06', '2026-11-23')).toBe('6 Oct 2025');
});

test('days are counted over a change of the clocks', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
});

test('a moment is read on the school’s clock, not on the tablet’s', () => {
  const at = Date.UTC(2026, 6, 1, 23, 30);
  expect(clock(at)).toBe('0:30');
  expect(dayOf(at)).toBe('2026-07-02');
  zone.value = 'Asia/Tokyo';
  expect(clock(at)).toBe('8:30');
  expect(moment(at, '2026-07-03')).toBe('2 Jul, 8:30');
});

test('an instant keeps the offset of its own day', () => {
  expect(instantOf('2026-11-24', '09:15')).toBe('2026-11-24T09:15:00.000+00:00');
  expect(instantOf('2026-06-24', '09:15')).toBe('2026-06-24T09:15:00.000+01:00');
  zone.value = 'America/St_Johns';
  expect(instantOf('2026-01-24', '09:15')).toBe('2026-01-24T09:15:00.000-03:30');
});

test('on a day on which the clocks change an instant has the offset of its hour', () => {
  zone.value = 'America/New_York';
  const offset = (day: string, time: string) => instantOf(day, time).slice(-6);
  // Forward at two in the morning, which is seven in the morning in UTC; half past two is left out.
  expect(['01:30', '02:30', '03:30', '05:00'].map((time) => offset('2026-03-08', time))).toEqual(['-05:00', '-05:00', '-04:00', '-04:00']);
  // Back at two: half past one comes twice.
  expect(['00:30', '01:30', '02:30', '21:00'].map((time) => offset('2026-11-01', time))).toEqual(['-04:00', '-04:00', '-05:00', '-05:00']);
  expect(clock(Date.parse(instantOf('2026-03-08', '05:00')))).toBe('5:00');
  zone.value = 'Australia/Sydney';
  expect([offset('2026-04-04', '20:00'), offset('2026-04-05', '20:00')]).toEqual(['+11:00', '+10:00']);
});

test('an instant gives back the day and the time it was made from', () => {
  expect(partsOfInstant(instantOf('2026-06-24', '23:59'))).toEqual(['2026-06-24', '23:59']);
});

test('a moment of the morning becomes the instant it was', () => {
  const at = Date.UTC(2026, 10, 24, 9, 52);
  expect(timeOfDay(at)).toBe('09:52');
  expect(Date.parse(instantOf('2026-11-24', timeOfDay(at)))).toBe(at);
});

test('times and lengths are short', () => {
  expect(bell('09:15')).toBe('9:15');
  expect([length(50), length(60), length(70)]).toEqual(['50 min', '1 h', '1 h 10']);
});

test('the greeting goes with the hour', () => {
  const at = (hour: number) => greeting(Date.UTC(2026, 10, 23, hour));
  expect([at(8), at(13), at(19)]).toEqual(['Good morning', 'Good afternoon', 'Good evening']);
});
