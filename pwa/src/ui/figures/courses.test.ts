import { expect, test } from 'vitest';

import { courseSentence, heightOf, placeOf, spanWords } from './courses';

test('the best stands up, the newest at the right, and every mark within the track', () => {
  expect([heightOf(10), heightOf(1)]).toEqual(['8.0', '40.0']);
  expect([placeOf(0, 2), placeOf(1, 2), placeOf(0, 1)]).toEqual(['25.0%', '75.0%', '50.0%']);
});

test('a course says its first and its newest number', () => {
  expect(spanWords({ nows: [3, null, 5], wish: 8 })).toBe('3 → 5');
  expect(spanWords({ nows: [null, 5], wish: null })).toBe('5');
  expect(spanWords({ nows: [null], wish: null })).toBe('');
});

test('the sentence says what the picture shows', () => {
  const days = ['6 Oct', '20 Nov', '23 Nov'];
  expect(courseSentence({ nows: [3, null, 5], wish: 8 }, days)).toBe('6 Oct 3, 20 Nov no number, 23 Nov 5; would like 8');
  expect(courseSentence({ nows: [3, 4, 5], wish: null }, days)).toBe('6 Oct 3, 20 Nov 4, 23 Nov 5');
});
