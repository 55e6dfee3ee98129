import { expect, test } from 'vitest';

import { leftWords } from '../../src/app/leaving';

const NOTHING = { unsent: 0, held: 0, aside: 0, drafts: 0, running: 0 };

test('what would be gone is said a kind at a time, and what was handed in is not called refused', () => {
  expect(leftWords(NOTHING)).toEqual([]);
  expect(leftWords({ ...NOTHING, unsent: 1, aside: 2 })).toEqual(['1 change not sent', '2 changes that nobody has taken in yet']);
});
