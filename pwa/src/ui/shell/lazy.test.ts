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

test('a part that would not come can be asked for again', async () => {
  let broken = true;
  const part = lazy<object>(() => (broken ? Promise.reject(new Error('gone')) : Promise.resolve({ default: view })));
  part.loaded();
  await new Promise((done) => setTimeout(done));
  expect(part.loaded().state).toBe('failed');
  broken = false;
  part.again();
  expect(part.loaded().state).toBe('coming');
  await new Promise((done) => setTimeout(done));
  expect(part.loaded().state).toBe('there');
});
