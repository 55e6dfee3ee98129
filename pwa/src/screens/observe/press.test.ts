import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HOLD, pressOn } from './press';

const FINGER = { button: 0, isPrimary: true };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function cell() {
  let made = 0;
  const verbs = { tick: vi.fn(() => `tick ${(made += 1)}`), hold: vi.fn() };
  return { ...verbs, press: pressOn(() => verbs) };
}

test('a tick is made when the finger comes down, not when it leaves', () => {
  const { press, tick, hold } = cell();
  press.down(FINGER);
  expect(tick).toHaveBeenCalledTimes(1);
  press.up();
  press.click({ detail: 1 });
  vi.advanceTimersByTime(HOLD * 2);
  expect(tick).toHaveBeenCalledTimes(1);
  expect(hold).not.toHaveBeenCalled();
});

test('a finger that stays is a hold, and says which tick it had made', () => {
  const { press, hold } = cell();
  press.down(FINGER);
  press.up();
  press.down(FINGER);
  vi.advanceTimersByTime(HOLD);
  expect(hold.mock.calls).toEqual([['tick 2']]);
});

test('two thumbs count two', () => {
  const { press, tick } = cell();
  press.down(FINGER);
  press.up();
  press.down({ button: 0, isPrimary: false });
  expect(tick).toHaveBeenCalledTimes(2);
});

test('a key or a switch ticks by its click', () => {
  const { press, tick } = cell();
  press.click({ detail: 0 });
  expect(tick).toHaveBeenCalledTimes(1);
});

test('the second button of a mouse does nothing', () => {
  const { press, tick } = cell();
  press.down({ button: 2, isPrimary: true });
  expect(tick).not.toHaveBeenCalled();
});
