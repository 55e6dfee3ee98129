/** The engine once it was started, and what is said above every page. Little enough for the pages before the app. */
import { signal } from '@preact/signals';

import type { Updates } from './update.ts';
import type { Beside } from '../store/index.ts';

/** The engine and the versions of the app, once they were started. */
export interface Running {
  readonly engine: Beside;
  readonly updates: Updates;
}

export const running = signal<Running | null>(null);

/** Said above every page until it is put away: what could not be kept or done, with its remedy. */
export const said = signal<string | null>(null);

/** Now, in whole looks at the clock: a page left open notices that it is another day, and that something is overdue. */
export const minute = signal(Date.now());

/** The engine that is at work. Throws before it was started. */
export function theEngine(): Beside {
  if (running.value === null) throw new Error('the engine was not started');
  return running.value.engine;
}
