import { signal } from '@preact/signals';
import { beforeAll, expect, test } from 'vitest';

import { holdWhatIsTyped } from '../../src/app/typing.ts';
import { whileNothingIsOpen } from '../../src/between/leases.ts';
import { installLocks } from '../store/locks.ts';

beforeAll(installLocks);

const mayLoadAnew = async (): Promise<boolean> => {
  await new Promise((next) => { setTimeout(next); });
  return (await whileNothingIsOpen(() => Promise.resolve(true))) ?? false;
};

test('a new version waits for whoever has begun to type a password, until they are in; and for nobody who only looks', async () => {
  const [stage, page] = [signal('locked'), new EventTarget()];
  holdWhatIsTyped(stage, page);
  expect(await mayLoadAnew()).toBe(true);
  page.dispatchEvent(new Event('input'));
  page.dispatchEvent(new Event('input'));
  expect(await mayLoadAnew()).toBe(false);
  stage.value = 'open';
  expect(await mayLoadAnew()).toBe(true);
  page.dispatchEvent(new Event('input'));
  expect(await mayLoadAnew(), 'what is typed inside is kept in other ways').toBe(true);
  stage.value = 'locked';
  page.dispatchEvent(new Event('input'));
  expect(await mayLoadAnew()).toBe(false);
  stage.value = 'open';
});
