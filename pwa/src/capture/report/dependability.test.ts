import { describe, expect, test } from 'vitest';

import { MINUTE } from '../../../test/capture/tablet';
import { dependability } from './dependability';

describe('how far it may be leaned on', () => {
  const watched = (...lessonsSeen: [string, number][]) =>
    lessonsSeen.map(([date, minutes]) => ({ date, watched: minutes * MINUTE }));

  test.each([
    ['nothing', []],
    ['nothing', watched(['2026-11-24', 0.4])],
    ['glimpse', watched(['2026-11-24', 24])],
    ['glimpse', watched(['2026-11-24', 12], ['2026-11-25', 12])],
    ['indication', watched(['2026-11-24', 25])],
    ['indication', watched(['2026-11-24', 90])],
    ['indication', watched(['2026-11-24', 30], ['2026-11-24', 30])],
    ['indication', watched(['2026-11-24', 30], ['2026-11-25', 29])],
    ['progress', watched(['2026-11-24', 30], ['2026-11-25', 30])],
    ['progress', watched(['2026-11-24', 29.6], ['2026-11-25', 30])],
    ['progress', watched(['2026-11-24', 15], ['2026-11-25', 15], ['2026-11-26', 15])],
    ['indication', watched(['2026-11-24', 15], ['2026-11-25', 15], ['2026-11-26', 14])],
    ['weighty', watched(['2026-11-24', 31], ['2026-11-25', 30])],
  ] as const)('%s, case %#', (level, seen) => {
    expect(dependability(seen).level).toBe(level);
  });

  test('is less, the less was watched', () => {
    const words = (minutes: number) => dependability(watched(['2026-11-24', minutes])).words;
    expect([1, 3, 10, 24, 25].map(words)).toEqual([
      '1 minute is too little to lean on; an indication takes about 30.',
      '3 minutes are too little to lean on; an indication takes about 30.',
      '10 minutes are a glimpse; an indication takes about 30.',
      '24 minutes are a glimpse; an indication takes about 30.',
      'One lesson is an indication.',
    ]);
    expect(dependability(watched(['2026-11-24', 4], ['2026-11-25', 5])).words).toBe(
      '2 glimpses, 9 minutes in all: too little to lean on; an indication takes about 30.',
    );
    expect(dependability(watched(['2026-11-24', 12], ['2026-11-25', 11])).words).toBe('2 lessons, 23 minutes in all: a glimpse; an indication takes about 30.');
  });

  test('a glimpse is not counted among lessons, however many there are of it', () => {
    const thrice = [['2026-11-24', 30], ['2026-11-25', 30], ['2026-11-26', 30]] as [string, number][];
    expect(dependability(watched(...thrice, ['2026-11-27', 1])).words).toBe(
      '3 lessons, 90 minutes in all: enough to stand beside other evidence in a weighty decision. A glimpse of under 10 minutes is not counted.',
    );
    expect(dependability(watched(['2026-11-24', 30], ['2026-11-25', 9], ['2026-11-26', 9.9]))).toEqual({
      level: 'indication', words: 'One lesson is an indication. 2 glimpses of under 10 minutes are not counted.',
    });
    expect(dependability(watched(['2026-11-24', 9], ['2026-11-25', 9], ['2026-11-26', 9]))).toEqual({
      level: 'glimpse', words: '3 glimpses, 27 minutes in all: too little to lean on; an indication takes about 30.',
    });
  });

  test('is said in plain words', () => {
    expect(dependability(watched(['2026-11-24', 30], ['2026-11-24', 30])).words).toBe(
      '2 lessons, 60 minutes in all: still an indication. Two of 30 minutes or three of 15, on different days, would show progress.',
    );
    expect(dependability(watched(['2026-11-24', 30], ['2026-11-25', 30])).words).toBe(
      '2 lessons, 60 minutes in all: enough to judge progress by. A weighty decision wants over an hour.',
    );
    expect(dependability(watched(['2026-11-24', 40], ['2026-11-25', 30])).words).toBe(
      '2 lessons, 70 minutes in all: enough to stand beside other evidence in a weighty decision.',
    );
  });
});
