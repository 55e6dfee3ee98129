import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Idle, startIdle } from '../../src/store/idle.ts';
import { Page } from './glass.ts';

const MINUTE = 60_000;
let page: Page;
let idle: Idle;
let minutes: number;
let locked: number;
let locking: () => Promise<boolean>;
let warned: (number | null)[];

beforeEach(() => {
  vi.useFakeTimers();
  [page, minutes, locked, warned] = [new Page(), 5, 0, []];
  locking = () => Promise.resolve(true);
  idle = startIdle({
    minutes: () => minutes, now: Date.now, page,
    lock: () => {
      locked += 1;
      return locking();
    },
    warn: (seconds) => warned.push(seconds),
  });
});
afterEach(() => {
  idle.stop();
  vi.useRealTimers();
});

describe('the idle lock', () => {
  test('locks after the minutes that were chosen, and not before', () => {
    vi.advanceTimersByTime(5 * MINUTE - 1_000);
    expect(locked).toBe(0);
    vi.advanceTimersByTime(2_000);
    expect(locked).toBe(1);
    minutes = 2;
    vi.advanceTimersByTime(2 * MINUTE + 1_000);
    expect(locked).toBe(2);
  });

  test('begins anew with every touch, key and input', () => {
    for (const touch of ['pointerdown', 'keydown', 'input']) {
      vi.advanceTimersByTime(3 * MINUTE);
      page.dispatchEvent(new Event(touch));
    }
    vi.advanceTimersByTime(3 * MINUTE);
    expect(locked).toBe(0);
  });

  test('says so a minute before, counting down, and stays open where somebody answers', () => {
    vi.advanceTimersByTime(4 * MINUTE + 1_000);
    expect(warned.at(-1)).toBeGreaterThan(50);
    vi.advanceTimersByTime(30_000);
    expect(warned.at(-1)).toBeLessThan(31);
    idle.stay();
    expect(warned.at(-1)).toBeNull();
    vi.advanceTimersByTime(4 * MINUTE - 2_000);
    expect(locked).toBe(0);
  });

  test('is not kept open by a touch beside the question', () => {
    vi.advanceTimersByTime(4 * MINUTE + 1_000);
    page.dispatchEvent(new Event('pointerdown'));
    vi.advanceTimersByTime(MINUTE);
    expect(locked).toBe(1);
  });

  test('gives a quarter of an hour while a form is open, and all of it to an observation', () => {
    const letForm = idle.hold('form');
    vi.advanceTimersByTime(14 * MINUTE);
    expect(locked).toBe(0);
    const letPad = idle.hold('observation');
    vi.advanceTimersByTime(60 * MINUTE);
    expect(locked).toBe(0);
    letPad();
    letForm();
    vi.advanceTimersByTime(5 * MINUTE + 1_000);
    expect(locked).toBe(1);
  });

  test.each([
    ['says that it is not locked', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('is tried again in seconds, and not in minutes, where locking %s', async (_, how) => {
    locking = how;
    await vi.advanceTimersByTimeAsync(5 * MINUTE + 1_000);
    expect(locked).toBe(1);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(locked).toBe(2);
    locking = () => Promise.resolve(true);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(locked).toBe(3);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(locked).toBe(3);
  });

  test('locks a tablet that slept as soon as it is looked at', () => {
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(locked).toBe(1);
  });
});
