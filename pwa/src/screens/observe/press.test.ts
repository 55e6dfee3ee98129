import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HOLD, pressAtOnce, pressOn } from './press';

const FINGER = { button: 0, isPrimary: true };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function key(name: string, more: { readonly shiftKey?: boolean; readonly repeat?: boolean } = {}) {
  const preventDefault = vi.fn();
  return { key: name, shiftKey: false, repeat: false, ...more, preventDefault, isPrevented: () => preventDefault.mock.calls.length > 0 };
}

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

test('a key that is held down ticks once', () => {
  const { press } = cell();
  const [first, again] = [key('Enter'), key('Enter', { repeat: true })];
  press.key(first);
  press.key(again);
  expect([first.isPrevented(), again.isPrevented()]).toEqual([false, true]);
});

test('Shift and Enter open the sheet of a cell, and tick nothing', () => {
  const { press, tick, hold } = cell();
  const pressed = key('Enter', { shiftKey: true });
  press.key(pressed);
  press.key(key('Enter', { shiftKey: true, repeat: true }));
  expect([pressed.isPrevented(), hold.mock.calls, tick.mock.calls]).toEqual([true, [[null]], []]);
});

test('so do the menu key and the second button of a mouse, and a finger that stays not twice', () => {
  const { press, tick, hold } = cell();
  press.down({ button: 2, isPrimary: true });
  const preventDefault = vi.fn();
  for (const pointerType of ['mouse', '', 'touch', 'pen']) press.menu({ preventDefault, pointerType });
  press.menu({ preventDefault });
  expect([hold.mock.calls, tick.mock.calls]).toEqual([[[null], [null], [null]], []]);
});

test('undo acts when the finger comes down, once, and by a key', () => {
  const act = vi.fn();
  const press = pressAtOnce(act);
  press.down(FINGER);
  press.click({ detail: 1 });
  expect(act).toHaveBeenCalledTimes(1);
  press.click({ detail: 0 });
  press.down({ button: 2, isPrimary: true });
  expect(act).toHaveBeenCalledTimes(2);
});
