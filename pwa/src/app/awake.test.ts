import { expect, test } from 'vitest';

import { followSight, keepAwake, type SeenDocument } from './awake.ts';

/** A page that comes into and goes out of sight. */
class Glass extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  show(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }

  get document(): SeenDocument {
    return this;
  }
}

/** A platform that lets the screen go whenever the page is out of sight. */
class Screen {
  readonly held: (EventTarget & { released: boolean })[] = [];
  refuses = false;

  readonly request = (): Promise<WakeLockSentinel> => {
    if (this.refuses) return Promise.reject(new DOMException('low battery', 'NotAllowedError'));
    const sentinel = Object.assign(new EventTarget(), { released: false });
    this.held.push(sentinel);
    const release = (): Promise<void> => {
      this.letGo(sentinel);
      return Promise.resolve();
    };
    return Promise.resolve(Object.assign(sentinel, { release }) as unknown as WakeLockSentinel);
  };

  letGo(sentinel = this.held.at(-1)): void {
    if (sentinel === undefined) return;
    sentinel.released = true;
    sentinel.dispatchEvent(new Event('release'));
  }

  get awake(): number {
    return this.held.filter(({ released }) => !released).length;
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

test('the screen is kept awake, and asked for again when the page is back in sight', async () => {
  const [glass, screen] = [new Glass(), new Screen()];
  const awake = keepAwake(glass.document, screen);
  await soon();
  expect([awake.state.value, screen.awake]).toEqual(['awake', 1]);
  glass.show('hidden');
  screen.letGo();
  expect([awake.state.value, screen.awake]).toEqual(['asleep', 0]);
  glass.show('visible');
  await soon();
  expect([awake.state.value, screen.awake]).toEqual(['awake', 1]);
});

test('it is let go at the end, even where it was granted only afterwards', async () => {
  const [glass, screen] = [new Glass(), new Screen()];
  keepAwake(glass.document, screen).end();
  await soon();
  glass.show('visible');
  await soon();
  expect(screen.awake).toBe(0);
});

test('a page that flickers does not hold it twice', async () => {
  const [glass, screen] = [new Glass(), new Screen()];
  const awake = keepAwake(glass.document, screen);
  glass.show('visible');
  glass.show('visible');
  await soon();
  expect(screen.held.length).toBe(1);
  awake.end();
  await soon();
  expect(screen.awake).toBe(0);
});

test('a platform that refuses, and one that cannot, are told apart', async () => {
  const [glass, screen] = [new Glass(), new Screen()];
  screen.refuses = true;
  const refused = keepAwake(glass.document, screen);
  await soon();
  expect(refused.state.value).toBe('refused');
  expect(keepAwake(glass.document, undefined).state.value).toBe('unsupported');
});

test('that a page was out of sight is remembered until somebody asks, however often it came and went', () => {
  const glass = new Glass();
  const { isHidden, wasHidden } = followSight(glass.document);
  expect([isHidden(), wasHidden()]).toEqual([false, false]);
  for (const state of ['hidden', 'visible', 'hidden', 'visible'] as const) glass.show(state);
  expect([isHidden(), wasHidden(), wasHidden()]).toEqual([false, true, false]);
  glass.show('hidden');
  expect([isHidden(), wasHidden(), wasHidden()]).toEqual([true, true, true]);
});

test('who asks as the page goes out of sight hears of the time before, and as it comes back of the time away', () => {
  const glass = new Glass();
  const { wasHidden, onTurn } = followSight(glass.document);
  const heard: boolean[] = [];
  const end = onTurn(() => { heard.push(wasHidden()); });
  glass.show('hidden');
  glass.show('visible');
  expect(heard).toEqual([false, true]);
  end();
  glass.show('hidden');
  expect(heard).toHaveLength(2);
  expect(wasHidden()).toBe(true);
});
