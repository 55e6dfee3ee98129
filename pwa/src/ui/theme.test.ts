import { beforeEach, expect, test } from 'vitest';
import { followTheme, textSize, theme } from './theme';

const marks = new Map<string, string>();
const kept = new Map<string, string>();
const root = {
  setAttribute: (name: string, value: string) => marks.set(name, value),
  removeAttribute: (name: string) => marks.delete(name),
} as unknown as HTMLElement;
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => {
    kept.set(key, value);
  },
};

beforeEach(() => {
  marks.clear();
  kept.clear();
});

test('what was never chosen follows the tablet', () => {
  const stop = followTheme(root, storage);
  expect([...marks]).toEqual([]);
  stop();
});

test('a choice is marked at once and found again at the next start', () => {
  followTheme(root, storage)();
  const stop = followTheme(root, storage);
  theme.value = 'dark';
  textSize.value = 'larger';
  expect([...marks]).toEqual([['data-theme', 'dark'], ['data-text', 'larger']]);
  stop();
  theme.value = 'light';
  followTheme(root, storage)();
  expect([theme.value, textSize.value]).toEqual(['dark', 'larger']);
});

test('a kept word that nobody knows is as good as none', () => {
  kept.set('look', 'purple enormous');
  followTheme(root, storage)();
  expect([theme.value, textSize.value]).toEqual(['system', 'usual']);
});
