/** A tablet that has no room left locks, and nothing that was written on it is lost by that. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Beside, freshId, TabletFull } from '../../src/store/index.ts';
import { everythingIn, exists, Glass, passwordOf } from './glass.ts';
import { Mishaps } from './mishaps.ts';
import { World } from './tablets.ts';

const CANARY = 'Quetzalcoatlus';
const FORM = 'form/one';
const WAITS_MS = 10_000;
const SIX_MINUTES = 360_000;

let [world, glass, browser]: readonly [World, Glass, Mishaps] = [] as never;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  browser = new Mishaps();
  world = await World.begin();
  glass = await Glass.of(world, [world.sam, world.kit]);
});
afterEach(() => {
  glass.end();
  browser.mend();
  vi.useRealTimers();
});

/** A tab with a form open in it, half typed. */
async function typing(): Promise<Beside> {
  const tab = await glass.open(world.sam);
  const form = await tab.drafts.open(FORM);
  tab.door.beforeLock(() => form.write({ words: CANARY }, 'strict'));
  return tab;
}

async function unlock(tab: Beside): Promise<void> {
  await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
}

async function typed(tab: Beside): Promise<unknown> {
  return tab.drafts.read(FORM);
}

const samIn = (tab: Beside) => tab.known.value.find(({ handle }) => handle === 'Sam');
const noteOf = (tab: Beside): unknown[] => tab.read.vaults.value.flatMap(({ id }) => tab.read.records(id)).map(({ fields }) => fields.get('notes')?.value);

function fill(): void {
  for (const table of ['drafts', 'journal', 'outbox', 'chains', 'states']) browser.full.add(table);
}

function fillAll(): void {
  fill();
  glass.shelf.isFull = true;
}

function makeRoom(): void {
  browser.full.clear();
  glass.shelf.isFull = false;
}

/** A case, and saves to it that find no room. */
async function saving(tab: Beside, count = 1): Promise<void> {
  const vault = await tab.createVault('case');
  fill();
  for (let nth = 0; nth < count; nth += 1) {
    await expect(tab.saveChanges(vault, [{ path: `${freshId()}/notes`, value: CANARY, over: [] }])).rejects.toThrow(TabletFull);
  }
}

describe('what is half typed', () => {
  test('is sealed, and there again, where the database has no room for it', async () => {
    const tab = await typing();
    fill();
    expect(await tab.door.lock(), 'the page may go').toBe(true);
    expect(tab.stage.value).toBe('locked');
    expect(samIn(tab)?.noRoom).toBe(true);
    glass.kill(tab);
    expect(await typed(await glass.open(world.sam))).toEqual({ words: CANARY });
  });

  test('waits in the page, sealed, where nothing has any room, and the page says that it must stay', async () => {
    const tab = await typing();
    fillAll();
    expect(await tab.door.lock(), 'the page must stay').toBe(false);
    expect(tab.stage.value).toBe('locked');
    expect(samIn(tab)?.noRoom).toBe(true);
    await expect(typed(tab)).rejects.toThrow('locked');
    await unlock(tab);
    expect(await typed(tab)).toEqual({ words: CANARY });
  });

  test('is kept without anybody, and without a key, as soon as there is room', async () => {
    const tab = await typing();
    fillAll();
    await tab.door.lock();
    await vi.advanceTimersByTimeAsync(WAITS_MS);
    expect(samIn(tab)?.noRoom, 'there is no room yet').toBe(true);
    makeRoom();
    await vi.advanceTimersByTimeAsync(WAITS_MS);
    await vi.waitFor(() => { expect(samIn(tab)?.noRoom).toBe(false); });
    glass.kill(tab);
    expect(await typed(await glass.open(world.sam))).toEqual({ words: CANARY });
  });

  test('goes with its account where that is signed out of, which is not made anew', async () => {
    const tab = await typing();
    fill();
    await tab.door.lock();
    makeRoom();
    await unlock(tab);
    expect(await tab.door.signOut(true)).toBe(true);
    await vi.advanceTimersByTimeAsync(WAITS_MS);
    expect(await exists(glass.databaseOf(world.sam))).toBe(false);
  });

  test('is not put over what is typed in another tab meanwhile', async () => {
    const tab = await typing();
    fill();
    await tab.door.lock();
    makeRoom();
    await navigator.locks.request(`beside/${FORM}`, async () => {
      const other = await glass.open(world.sam);
      const form = await other.drafts.open(FORM);
      await form.write({ words: 'newer' }, 'strict');
      await vi.advanceTimersByTimeAsync(WAITS_MS);
      expect(await typed(other)).toEqual({ words: 'newer' });
    });
  });

  test('lies nowhere in clear while it waits', async () => {
    const tab = await typing();
    fill();
    await tab.door.lock();
    const kept = await everythingIn(glass.databaseOf(world.sam));
    expect(kept + [...glass.shelf.rows].flat().join()).not.toContain(CANARY);
    expect([...glass.shelf.rows.keys()].filter((name) => name.includes('/air/draft/'))).toHaveLength(1);
  });

  test('keeps nobody from locking it by leaving it alone', async () => {
    const tab = await typing();
    fillAll();
    world.server.now += SIX_MINUTES;
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => { expect(tab.stage.value).toBe('locked'); });
  });
});

/** Another's hand at what waits. */
function spoil(id: string): void {
  const [name = ''] = [...glass.shelf.rows.keys()].filter((one) => one.endsWith(`/air/draft/${id}`));
  const row = glass.shelf.rows.get(name) ?? '';
  glass.shelf.rows.set(name, (row.startsWith('A') ? 'B' : 'A') + row.slice(1));
}

describe('a save that found no room', () => {
  test('keeps nobody from locking it by leaving it alone, and is made when there is room', async () => {
    const tab = await glass.open(world.sam);
    await saving(tab);
    world.server.now += SIX_MINUTES;
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => { expect(tab.stage.value).toBe('locked'); });
    expect(tab.held.value, 'nothing of it is in memory in clear').toEqual([]);
    expect(samIn(tab)?.noRoom).toBe(true);
    makeRoom();
    await unlock(tab);
    await tab.exchange();
    expect([tab.held.value, noteOf(tab)]).toEqual([[], [CANARY]]);
  });

  test('outlives its page', async () => {
    const tab = await glass.open(world.sam);
    await saving(tab);
    glass.kill(tab);
    const next = await glass.open(world.sam);
    expect(next.held.value).toHaveLength(1);
    makeRoom();
    await next.exchange();
    expect([next.held.value, noteOf(next)]).toEqual([[], [CANARY]]);
  });

  test('keeps nobody from opening the tablet, though not even that can be written down', async () => {
    const tab = await glass.open(world.sam);
    await saving(tab);
    browser.full.add('accounts');
    await tab.door.lock();
    await unlock(tab);
    expect([tab.stage.value, tab.held.value.length]).toEqual(['open', 1]);
  });

  test('is set aside and told of where it was damaged meanwhile, keeps none of the others from being made, and is forgotten once it was looked at', async () => {
    const tab = await glass.open(world.sam);
    await saving(tab, 2);
    const [damaged] = tab.held.value;
    glass.kill(tab);
    spoil(damaged?.id ?? '');
    const next = await glass.open(world.sam);
    expect([next.held.value.length, next.damaged.value]).toEqual([1, [{ id: damaged?.id, at: damaged?.at }]]);
    makeRoom();
    await next.exchange();
    expect(next.held.value).toEqual([]);
    expect(next.damaged.value, 'it is never tried').toHaveLength(1);
    await next.door.lock();
    expect(next.damaged.value).toEqual([]);
    await unlock(next);
    expect(next.damaged.value, 'it is still told of').toHaveLength(1);
    await next.drafts.dropDamaged(damaged?.id ?? '');
    await next.door.lock();
    await unlock(next);
    expect(next.damaged.value).toEqual([]);
  });

  test('is made once, in however many tabs it is known', async () => {
    const tab = await glass.open(world.sam);
    await saving(tab);
    const other = await glass.open(world.sam);
    expect(other.held.value).toHaveLength(1);
    makeRoom();
    await Promise.all([tab.exchange(), other.exchange()]);
    expect([tab.held.value, other.held.value]).toEqual([[], []]);
    await tab.exchange();
    const [vault = ''] = tab.read.vaults.value.map(({ id }) => id);
    const [record] = tab.read.records(vault);
    expect((await tab.read.history(vault, record?.id ?? '')).saves, 'one op').toHaveLength(1);
  });
});

test('a tap that could not be sealed at once is sealed before the key goes', async () => {
  const tab = await glass.open(world.sam);
  const lesson = freshId();
  const derive = vi.spyOn(tab.replica().suite, 'derive').mockResolvedValue(new Uint8Array(32));
  const journal = await tab.pad.open(lesson, () => undefined);
  derive.mockRestore();
  fillAll();
  tab.door.beforeLock(() => journal.quiet());
  journal.write({ n: 0, words: CANARY });
  expect(await tab.door.lock(), 'the page must stay').toBe(false);
  makeRoom();
  await vi.advanceTimersByTimeAsync(WAITS_MS);
  await vi.waitFor(() => { expect(samIn(tab)?.noRoom).toBe(false); });
  await unlock(tab);
  expect((await tab.pad.open(lesson, () => undefined)).events).toEqual([{ n: 0, words: CANARY }]);
});
