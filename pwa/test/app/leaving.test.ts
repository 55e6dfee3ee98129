import { expect, test } from 'vitest';

import { leftWords, sendsWhat } from '../../src/app/leaving';

const NOTHING = { unsent: 0, held: 0, aside: 0, drafts: 0, running: 0 };

test('what would be gone is said a kind at a time, and what was handed in is not called refused', () => {
  expect(leftWords(NOTHING, 0)).toEqual([]);
  expect(leftWords({ ...NOTHING, unsent: 1, aside: 2 }, 1)).toEqual(['1 change not sent', '2 changes that nobody has taken in yet']);
});

test('what is not sent is counted as at the head of every page, also where that is yet to hear of it', () => {
  expect(leftWords({ ...NOTHING, unsent: 3 }, 1)).toEqual(['1 change not sent']);
  expect(leftWords({ ...NOTHING, unsent: 3 }, 0)).toEqual(['1 change not sent']);
  expect(leftWords(NOTHING, 1)).toEqual([]);
});

test('from a tablet that is locked out nothing is sent: what was saved is handed in, and what is half written cannot be', () => {
  expect(sendsWhat({ ...NOTHING, unsent: 1 }, false)).toBe('everything');
  expect(sendsWhat({ ...NOTHING, drafts: 1 }, false)).toBe('everything');
  expect(sendsWhat({ ...NOTHING, unsent: 1 }, true)).toBe('to_be_decided');
  expect(sendsWhat({ ...NOTHING, held: 1 }, true)).toBe('to_be_decided');
  expect(sendsWhat({ ...NOTHING, aside: 2, drafts: 1, running: 1 }, true)).toBe('nothing');
});
