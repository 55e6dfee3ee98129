import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { stretchedOnce, type Stretching } from '../../src/store/argon.ts';
import type { Lock } from '../../src/store/identity.ts';
import { digest, utf8 } from '../../src/sync/encoding.ts';
import { OUR_PARAMS } from '../../src/sync/keys.ts';
import { fixed } from '../sync/campus.ts';

const LOCK: Lock = { salt: fixed('salt', 16), params: OUR_PARAMS };
const WORDS = 'four words about weather';

let asked: string[];
let stretching: Stretching;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  stretching = stretchedOnce((password) => {
    asked.push(password);
    return Promise.resolve(digest(utf8(password)));
  });
});
afterEach(() => {
  vi.useRealTimers();
});

test('who comes in unlocks with what was stretched then, and only once', async () => {
  const root = await stretching.arriving(WORDS, LOCK);
  expect(await stretching.unlocking(WORDS, { salt: LOCK.salt.slice(), params: { ...LOCK.params } })).toEqual(root);
  expect(asked).toEqual([WORDS]);
  expect(await stretching.unlocking(WORDS, LOCK)).toEqual(root);
  expect(asked).toEqual([WORDS, WORDS]);
});

test.each<[string, string, Lock]>([
  ['another password', 'four words about cheese', LOCK],
  ['another salt', WORDS, { ...LOCK, salt: fixed('other', 16) }],
  ['another cost', WORDS, { ...LOCK, params: { ...LOCK.params, iterations: LOCK.params.iterations + 1 } }],
])('%s is stretched for itself, and what was kept is forgotten', async (_, password, lock) => {
  await stretching.arriving(WORDS, LOCK);
  await stretching.unlocking(password, lock);
  await stretching.unlocking(WORDS, LOCK);
  expect(asked).toEqual([WORDS, password, WORDS]);
});

test('what nobody unlocked with is forgotten after a minute', async () => {
  await stretching.arriving(WORDS, LOCK);
  vi.advanceTimersByTime(60_000);
  await stretching.unlocking(WORDS, LOCK);
  expect(asked).toEqual([WORDS, WORDS]);
});

test('nothing is kept of an unlocking', async () => {
  await stretching.unlocking(WORDS, LOCK);
  await stretching.unlocking(WORDS, LOCK);
  expect(asked).toEqual([WORDS, WORDS]);
});
