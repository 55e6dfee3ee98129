/** When a tablet exchanges, and what becomes of a wish that comes while it does. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

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
