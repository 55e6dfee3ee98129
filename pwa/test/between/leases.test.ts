import { afterEach, beforeAll, expect, test } from 'vitest';

import { holdForPupil, holdUnlocked, type Release, whileAllAreLocked } from '../../src/between/leases.ts';
import { installLocks } from '../store/locks.ts';

const nothing = (): Promise<void> => Promise.resolve();
let held: Release[];

beforeAll(installLocks);
afterEach(() => { for (const release of held) release(); });

/** Something that goes on until it is ended. */
function work(): { readonly done: Promise<void>; readonly end: () => void } {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => { end = resolve; });
  return { done, end };
}

test('who unlocks while a new version is put in place waits for that and is not turned away', async () => {
  held = [];
  const { done, end } = work();
  const settling = whileAllAreLocked(() => done);
  let hasUnlocked = false;
  const unlocking = holdUnlocked(nothing).then((release) => {
    hasUnlocked = true;
    return release;
  });
  await new Promise((next) => { setTimeout(next); });
  expect(hasUnlocked).toBe(false);
  end();
  await settling;
  const release = await unlocking;
  expect(release).not.toBeNull();
  if (release !== null) held.push(release);
});

test('nothing is put in place while a tab is unlocked', async () => {
  held = [];
  const release = await holdUnlocked(nothing);
  if (release !== null) held.push(release);
  expect(await whileAllAreLocked(() => Promise.resolve('put in place'))).toBeNull();
});

test('nobody unlocks while a pupil has the tablet, and hears so at once', async () => {
  held = [];
  const pupil = await holdForPupil(() => undefined);
  if (pupil !== null) held.push(pupil);
  expect(await holdUnlocked(nothing)).toBeNull();
});
