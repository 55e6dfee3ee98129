import { expect, test } from 'vitest';
import { lazy } from './lazy';

const view = () => null;

test('a part is fetched when it is first looked at, and once', async () => {
  let fetched = 0;
  const part = lazy(() => {
    fetched += 1;
    return Promise.resolve({ default: view });
  });
  expect(fetched).toBe(0);
  expect(part.loaded().state).toBe('coming');
  expect(part.loaded().state).toBe('coming');
  await Promise.resolve();
  expect(part.loaded()).toEqual({ state: 'there', view });
  expect(fetched).toBe(1);
});

test('a part that would not come is said to have failed', async () => {
  const part = lazy<object>(() => Promise.reject(new Error('gone')));
  part.loaded();
  await new Promise((done) => setTimeout(done));
  expect(part.loaded().state).toBe('failed');
});
