/** When a tablet exchanges, and what becomes of a wish that comes while it does. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ServerRefused, Unreachable } from '../../src/store/api.ts';
import { quietAfter } from '../../src/store/exchanging.ts';
import { type Ended, type Schedule, startSchedule } from '../../src/store/schedule.ts';
import { Page } from './glass.ts';

const WELL: Ended = { well: true, retryAfter: null };
const FAILED: Ended = { well: false, retryAfter: null };

let begun: ((ended: Ended) => void)[];
let schedule: Schedule;

beforeEach(() => {
  vi.useFakeTimers();
  begun = [];
  schedule = startSchedule(() => new Promise((resolve) => { begun.push(resolve); }), new Page(), () => 0.5);
});
afterEach(() => {
  schedule.stop();
  vi.useRealTimers();
});

/** The exchange that was begun as the `nth` ends. */
async function ends(nth: number, ended: Ended): Promise<void> {
  begun[nth]?.(ended);
  await vi.advanceTimersByTimeAsync(0);
}

test('who asks while one fails, which may have begun without a network, has another at once and waits for it', async () => {
  void schedule.now();
  let isDone = false;
  const asked = schedule.now().then(() => { isDone = true; });
  await ends(0, FAILED);
  expect(begun.length).toBe(2);
  expect(isDone).toBe(false);
  await ends(1, WELL);
  await asked;
  expect(begun.length).toBe(2);
});

test('a save that comes while one fails waits for the next try', async () => {
  void schedule.now();
  schedule.soon();
  await ends(0, FAILED);
  expect(begun.length).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(begun.length).toBe(2);
});

test('a save that comes while one goes well goes up right after it', async () => {
  void schedule.now();
  schedule.soon();
  await ends(0, WELL);
  expect(begun.length).toBe(2);
});

test('a server that wants to be left alone is, whoever asks meanwhile', async () => {
  void schedule.now();
  void schedule.now();
  await ends(0, { well: false, retryAfter: 30 });
  expect(begun.length).toBe(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(begun.length).toBe(2);
});

test('a tablet with a password that is no more seldom tries it: each is a wrong try, of which whoever types the new one has ten', () => {
  expect(quietAfter(new ServerRefused(401, { code: 'sign_in_refused' }))).toBe(300);
  expect(quietAfter(new ServerRefused(429, { code: 'rate_limited' }, 41))).toBe(41);
  expect(quietAfter(new Unreachable('no answer'))).toBeNull();
});
