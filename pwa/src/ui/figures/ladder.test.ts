import { expect, test } from 'vitest';
import { ladderSentence, placeOn } from './ladder';
import { segments } from './segments';

test('the ends of the track hold a whole mark', () => {
  expect([placeOn(1), placeOn(10)]).toEqual(['6.0%', '94.0%']);
});

test('a ladder is said in words', () => {
  expect(ladderSentence({ now: 5, wish: 8, before: 3 }, 'October')).toBe('October 3, now 5, would like 8');
  expect(ladderSentence({ now: null, wish: 8 }, 'before')).toBe('now: no number, would like 8');
});

test('bars are full, filling or empty', () => {
  expect(segments(4, 2.25)).toEqual([1, 1, 0.25, 0]);
  expect(segments(2, 9)).toEqual([1, 1]);
});
