/** Taps and half-typed forms on a page that is killed, on a tablet that is full, on a connection that goes away. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Air, airOf } from '../../src/store/air.ts';
import type { Places } from '../../src/store/at_once.ts';
import { type HalfTyped, openHalfTyped } from '../../src/store/half_typed.ts';
import { type Journal, openJournal, waitingTaps } from '../../src/store/journal.ts';
import { keep } from '../../src/store/keeper.ts';
import { Locked } from '../../src/store/replica.ts';
import { emptying, keepTap, openDraft, readDraft, readTaps, type Rest, sealTap } from '../../src/store/rest.ts';
import { inOneStep } from '../../src/store/db.ts';
import type { Suite } from '../../src/sync/crypto.ts';
import { filled, SUITES } from '../sync/people.ts';
import { Shelf } from './glass.ts';
import { Mishaps, turns } from './mishaps.ts';
import 'fake-indexeddb/auto';

const [web, javascript] = SUITES as [Suite, Suite];
const KEY = filled(7, 32);
const LESSON = 'lesson';
const CANARY = 'Quetzalcoatlus';

let browser: Mishaps;
let made = 0;

/** A tablet with one account, and the pages that it shows one after the other. */
class Tablet {
  readonly shelf = new Shelf();
  readonly name = `cannot-wait-${(made += 1)}`;
  readonly air: Air = airOf(this.shelf, this.name);
  readonly troubles: unknown[] = [];
  isLocked = false;
  places = this.load();
  suite: Suite = web;
  key = KEY;

  get rest(): Rest {
    return { suite: this.suite, key: this.key };
  }

  journal(lesson = LESSON): Promise<Journal> {
    return openJournal(this.places, lesson, (error) => { this.troubles.push(error); });
  }

  /** The page goes away in this very moment, and another is loaded. */
  async kill(): Promise<void> {
    browser.takeBack();
    // What the page still thinks of is nobody's any more: its database and its storage are out of its reach.
    Object.assign(this.places, { keeper: { ...this.places.keeper, database: () => new Promise(() => undefined) }, air: airOf(null, '') });
    await turns(3);
    this.troubles.length = 0;
    this.places = this.load();
  }

  lock(): void {
    this.isLocked = true;
    for (const forget of this.places.atLock) forget();
  }

  private load(): Places {
    const rest = (): Rest => {
      if (this.isLocked) throw new Locked('this tablet is locked');
      return this.rest;
    };
    return { rest, keeper: keep(this.name), air: this.air, atLock: new Set() };
  }
}

beforeEach(() => { browser = new Mishaps(); });
afterEach(() => { browser.mend(); });

const numbers = (events: readonly unknown[]): unknown[] => events.map((event) => (event as { n: number }).n);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const rowsOf = async (tablet: Tablet, lesson = LESSON) => readTaps(tablet.rest, await tablet.places.keeper.database(), lesson);
const countOf = async (tablet: Tablet) => (await tablet.places.keeper.database()).countFromIndex('journal', 'observation', LESSON);

describe('a tap', () => {
  test('is there after the page was killed at any moment, in the order of the taps, however often that happens', async () => {
    const moments = fc.array(fc.array(fc.nat({ max: 4 }), { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(fc.asyncProperty(moments, async (pages) => {
      const tablet = new Tablet();
      let count = 0;
      for (const waits of pages) {
        const journal = await tablet.journal();
        expect(numbers(journal.events)).toEqual(upTo(count));
        for (const wait of waits) {
          journal.write({ n: count });
          count += 1;
          await turns(wait);
        }
        await tablet.kill();
      }
      expect(numbers((await tablet.journal()).events)).toEqual(upTo(count));
      expect(tablet.troubles).toEqual([]);
    }), { numRuns: 60 });
  });

  test('is there in the order of the taps though the clock was set back between two pages', async () => {
    const tablet = new Tablet();
    // All of them wait in the air.
    browser.full.add('journal');
    const clock = vi.spyOn(Date, 'now');
    for (const [n, time] of [1_764_000_002_000, 1_764_000_001_000, 1_764_000_001_000].entries()) {
      clock.mockReturnValue(time);
      const journal = await tablet.journal();
      expect(numbers(journal.events)).toEqual(upTo(n));
      journal.write({ n });
      await tablet.kill();
    }
    expect(numbers((await tablet.journal()).events)).toEqual(upTo(3));
  });

  test('is in the browser’s hands before anything is waited for', async () => {
    const tablet = new Tablet();
    const journal = await tablet.journal();
    journal.write({ n: 0 });
    await tablet.kill();
    expect((await rowsOf(tablet)).events).toEqual([]);
    expect((await tablet.journal()).events).toEqual([{ n: 0 }]);
  });

  test('leaves nothing in the air once it is in the database', async () => {
    const tablet = new Tablet();
    const journal = await tablet.journal();
    for (const n of upTo(5)) journal.write({ n });
    expect(tablet.air.names('')).toHaveLength(5);
    await journal.quiet();
    expect(tablet.air.names('')).toEqual([]);
    expect(numbers((await rowsOf(tablet)).events)).toEqual(upTo(5));
  });

  test('is kept, and kept once, whatever happens to room and connection meanwhile', async () => {
    const happenings = fc.array(fc.constantFrom('tap', 'tap', 'wait', 'full', 'room', 'closed', 'settle'), { maxLength: 30 });
    await fc.assert(fc.asyncProperty(happenings, async (day) => {
      const tablet = new Tablet();
      const journal = await tablet.journal();
      let count = 0;
      for (const happening of day) {
        if (happening === 'tap') journal.write({ n: count++ });
        if (happening === 'wait') await turns(2);
        if (happening === 'full') browser.full.add('journal');
        if (happening === 'room') browser.full.clear();
        if (happening === 'closed') (await tablet.places.keeper.database()).close();
        if (happening === 'settle') await journal.settle({ next: count }).catch(() => undefined);
      }
      browser.full.clear();
      await journal.quiet();
      await journal.settle({ next: count });
      // One that found no room may come to stand behind the next, which did: the pad goes by the number in each.
      const rows = numbers((await rowsOf(tablet)).events) as number[];
      expect(rows.sort((one, other) => one - other)).toEqual(upTo(count));
      expect(await countOf(tablet)).toBe(count);
      expect(tablet.air.names('')).toEqual([]);
    }), { numRuns: 60 });
  });

  test('on a full tablet is said to be in trouble, and outlives the page all the same', async () => {
    const tablet = new Tablet();
    const journal = await tablet.journal();
    browser.full.add('journal');
    for (const n of upTo(3)) journal.write({ n });
    await journal.quiet();
    expect(tablet.troubles).not.toEqual([]);
    expect(tablet.troubles.every((error) => (error as DOMException).name === 'QuotaExceededError')).toBe(true);
    await tablet.kill();
    browser.full.clear();
    const next = await tablet.journal();
    expect(numbers(next.events)).toEqual(upTo(3));
    await next.settle({ next: 3 });
    expect(numbers((await rowsOf(tablet)).events)).toEqual(upTo(3));
  });

  test('that wait for room are counted, lesson by lesson, and those that the database has as well are not', async () => {
    const tablet = new Tablet();
    expect(await waitingTaps(tablet.places)).toEqual(new Map());
    const [journal, another] = [await tablet.journal(), await tablet.journal('another')];
    another.write({ n: 0 });
    await another.quiet();
    browser.full.add('journal');
    for (const n of upTo(3)) journal.write({ n });
    await journal.quiet();
    await tablet.kill();
    expect(await waitingTaps(tablet.places)).toEqual(new Map([[LESSON, 3]]));
    browser.full.clear();
    await (await tablet.journal()).settle({ next: 3 });
    expect(await waitingTaps(tablet.places)).toEqual(new Map());
  });

  test.each([[web, javascript], [javascript, web]])('can be read by the other suite', async (one, other) => {
    const tablet = new Tablet();
    tablet.suite = one;
    const journal = await tablet.journal();
    journal.write({ n: 0 });
    await journal.quiet();
    tablet.suite = other;
    await keepTap(await tablet.places.keeper.database(), LESSON, await sealTap(tablet.rest, LESSON, { n: 1 }));
    tablet.suite = one;
    expect((await tablet.journal()).events).toEqual([{ n: 0 }, { n: 1 }]);
    tablet.suite = other;
    expect((await tablet.journal()).events).toEqual([{ n: 0 }, { n: 1 }]);
  });

  test('goes the long way where the suite and what seals at once do not agree', async () => {
    const tablet = new Tablet();
    tablet.suite = { ...web, derive: () => Promise.resolve(filled(9, 32)) };
    const journal = await tablet.journal();
    for (const n of upTo(3)) journal.write({ n });
    await journal.quiet();
    expect(numbers((await rowsOf(tablet)).events)).toEqual(upTo(3));
    expect(tablet.troubles).toEqual([]);
  });

  test('that comes while the journal is emptied stays in it', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: 6 }), fc.nat({ max: 6 }), fc.nat({ max: 3 }), async (before, meanwhile, wait) => {
      const tablet = new Tablet();
      const journal = await tablet.journal();
      for (const n of upTo(before)) journal.write({ n });
      await journal.settle({ next: before });
      const last = journal.upTo();
      const { tables, write } = emptying(LESSON, last);
      const emptied = inOneStep(await tablet.places.keeper.database(), tables, write);
      await turns(wait);
      for (const n of upTo(meanwhile)) journal.write({ n: before + n });
      await emptied;
      await journal.quiet();
      expect(numbers((await rowsOf(tablet)).events)).toEqual(upTo(meanwhile).map((n) => before + n));
    }), { numRuns: 40 });
  });
});

describe('who copies the tablet’s storage', () => {
  test('reads nothing of what is in the air', async () => {
    const tablet = new Tablet();
    const [journal, form] = await Promise.all([tablet.journal(), openHalfTyped(tablet.places, 'form/one')]);
    journal.write({ n: 0, words: CANARY });
    void form.write({ words: CANARY }, 'relaxed');
    const spelled = [...tablet.shelf.rows].flat().join();
    expect(tablet.shelf.rows.size).toBe(2);
    expect(spelled).not.toContain(CANARY);
    expect(spelled).not.toContain(btoa(CANARY).replace(/=+$/, ''));
  });

  test('passes no tap off as one of another observation, and no form as another', async () => {
    const tablet = new Tablet();
    const [journal, form] = await Promise.all([tablet.journal(), openHalfTyped(tablet.places, 'form/one')]);
    journal.write({ n: 0 });
    void form.write({ words: 'mine' }, 'relaxed');
    for (const name of tablet.air.names('')) {
      const moved = name.replace(LESSON, 'another').replace('form/one', 'form/two');
      tablet.air.put(moved, tablet.air.get(name) ?? filled(0, 40));
    }
    const another = await tablet.journal('another');
    expect([another.events, another.unread]).toEqual([[], 1]);
    await expect(openDraft(tablet.rest, 'form/two', tablet.air.get('draft/form/two') ?? filled(0, 40))).rejects.toThrow();
  });

  test('passes no tap of somebody else off as one of this account', async () => {
    const [tablet, other] = [new Tablet(), new Tablet()];
    other.key = filled(8, 32);
    (await other.journal()).write({ n: 0 });
    for (const name of other.air.names('')) tablet.air.put(name, other.air.get(name) ?? filled(0, 40));
    const found = await tablet.journal();
    expect([found.events, found.unread]).toEqual([[], 1]);
  });

  test('makes no second tap of one, and takes none away with a false one that begins alike', async () => {
    const tablet = new Tablet();
    (await tablet.journal()).write({ n: 0 });
    await tablet.kill();
    const [name = ''] = tablet.air.names('');
    const sealed = tablet.air.get(name) ?? filled(0, 40);
    tablet.air.put(`journal/${LESSON}/0`, sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)));
    tablet.air.put(`${name}-again`, sealed);
    const found = await tablet.journal();
    expect([numbers(found.events), found.unread]).toEqual([[0], 1]);
    await found.quiet();
    expect(numbers((await rowsOf(tablet)).events)).toEqual([0]);
    expect(await countOf(tablet)).toBe(1);
  });

  test('makes no second tap of one by writing it twice', async () => {
    const tablet = new Tablet();
    const sealed = await sealTap(tablet.rest, LESSON, { n: 0 });
    for (let nth = 0; nth < 2; nth += 1) await keepTap(await tablet.places.keeper.database(), LESSON, sealed);
    expect((await tablet.journal()).events).toEqual([{ n: 0 }]);
  });

  test('changes no tap: what was changed is counted, and the others stand', async () => {
    const tablet = new Tablet();
    const journal = await tablet.journal();
    for (const n of upTo(3)) journal.write({ n });
    await tablet.kill();
    const [, second] = tablet.air.names('');
    const sealed = tablet.air.get(second ?? '') ?? filled(0, 40);
    tablet.air.put(second ?? '', sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)));
    tablet.shelf.setItem(`${tablet.name}/air/journal/${LESSON}/zzz`, 'not a row');
    const found = await tablet.journal();
    expect([numbers(found.events), found.unread]).toEqual([[0, 2], 2]);
  });

  test('finds no key once it is locked: nothing is sealed any more, and that is said', async () => {
    const tablet = new Tablet();
    const [journal, form] = await Promise.all([tablet.journal(), openHalfTyped(tablet.places, 'form/one')]);
    expect(tablet.places.atLock.size).toBe(2);
    tablet.lock();
    journal.write({ n: 0 });
    await journal.quiet();
    expect(tablet.troubles).toEqual([expect.any(Locked)]);
    await expect(form.write({ words: 'too late' }, 'strict')).rejects.toThrow('gone');
    expect(tablet.shelf.rows.size).toBe(0);
    await expect(tablet.journal()).rejects.toThrow(Locked);
  });

  test('finds no key of a pad or a form that was closed', async () => {
    const tablet = new Tablet();
    const [journal, form] = await Promise.all([tablet.journal(), openHalfTyped(tablet.places, 'form/one')]);
    journal.close();
    form.close();
    expect(tablet.places.atLock.size).toBe(0);
    await expect(form.write({ words: 'too late' }, 'strict')).rejects.toThrow('gone');
  });
});

describe('a half-typed form', () => {
  const words = async (tablet: Tablet): Promise<unknown> => {
    const left = tablet.air.get('draft/form/one');
    const found = left === null ? await readDraft(tablet.rest, await tablet.places.keeper.database(), 'form/one') : await openDraft(tablet.rest, 'form/one', left);
    return (found as { words: string } | null)?.words;
  };

  test('is as it was last typed after the page was killed at any moment', async () => {
    const typing = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.constantFrom('strict' as const, 'relaxed' as const)), { minLength: 1, maxLength: 12 });
    await fc.assert(fc.asyncProperty(typing, fc.boolean(), async (strokes, isClosed) => {
      const tablet = new Tablet();
      const form = await openHalfTyped(tablet.places, 'form/one');
      const closeAt = isClosed ? strokes.length >> 1 : -1;
      for (const [nth, [wait, durability]] of strokes.entries()) {
        if (nth === closeAt) (await tablet.places.keeper.database()).close();
        form.write({ words: `typed ${nth}` }, durability).catch(() => undefined);
        await turns(wait);
      }
      await tablet.kill();
      expect(await words(tablet)).toBe(`typed ${strokes.length - 1}`);
    }), { numRuns: 60 });
  });

  test('is never put back to what was typed before', async () => {
    const tablet = new Tablet();
    const form = await openHalfTyped(tablet.places, 'form/one');
    (await tablet.places.keeper.database()).close();
    await Promise.all(['a', 'ab', 'abc'].map((typed) => form.write({ words: typed }, 'relaxed')));
    expect(tablet.air.names('')).toEqual([]);
    expect(await words(tablet)).toBe('abc');
  });

  test('on a full tablet stays in the air, which is said', async () => {
    const tablet = new Tablet();
    const form: HalfTyped = await openHalfTyped(tablet.places, 'form/one');
    browser.full.add('drafts');
    await expect(form.write({ words: 'typed' }, 'strict')).rejects.toThrow(expect.objectContaining({ name: 'QuotaExceededError' }));
    await tablet.kill();
    expect(await words(tablet)).toBe('typed');
    expect((await openHalfTyped(tablet.places, 'form/one')).isInTheAir()).toBe(true);
  });

  test('leaves nothing in the air once it is saved, whatever of it is still on its way', async () => {
    const tablet = new Tablet();
    const form = await openHalfTyped(tablet.places, 'form/one');
    const writing = form.write({ words: 'typed' }, 'relaxed');
    form.forget();
    await writing;
    expect(tablet.air.names('')).toEqual([]);
  });
});

test('without the shelf that a browser refuses, everything is kept that its database takes', async () => {
  const tablet = new Tablet();
  Object.assign(tablet.places, { air: airOf(null, tablet.name) });
  const journal = await tablet.journal();
  for (const n of upTo(5)) journal.write({ n });
  await journal.settle({ next: 5 });
  expect(numbers((await rowsOf(tablet)).events)).toEqual(upTo(5));
});
