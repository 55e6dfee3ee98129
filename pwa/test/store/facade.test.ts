import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { freshId, TabletFull } from '../../src/store/index.ts';
import type { Beside } from '../../src/store/index.ts';
import { Locked } from '../../src/store/replica.ts';
import { signNext } from '../../src/sync/school.ts';
import { everythingIn, exists, Glass, passwordOf } from './glass.ts';
import { World } from './tablets.ts';

const CANARY = 'Quetzalcoatlus';

let world: World;
let glass: Glass;

beforeEach(async () => {
  world = await World.begin();
  glass = await Glass.of(world, [world.sam, world.kit]);
});
afterEach(() => {
  glass.end();
  vi.restoreAllMocks();
});

async function write(tab: Beside, note: string, draft?: string): Promise<string> {
  const vault = tab.read.vaults.value.find(({ kind }) => kind === 'case')?.id ?? (await tab.createVault('case'));
  await tab.saveChanges(vault, [{ path: `${freshId()}/notes`, value: note, over: [] }], draft);
  return vault;
}

function notes(tab: Beside): unknown[] {
  return tab.read.vaults.value.flatMap(({ id }) => tab.read.records(id)).map(({ fields }) => fields.get('notes')?.value);
}

/** Has the tablet refuse whatever is written to its outbox. */
function fillUp(): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store it was taken from
  const { put } = IDBObjectStore.prototype;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full(this: IDBObjectStore, ...given) {
    if (this.name === 'outbox') throw new DOMException('there is no room', 'QuotaExceededError');
    return put.apply(this, given);
  });
  return () => { spy.mockRestore(); };
}

describe('what is half typed', () => {
  test('is there again after a lock and after the tab was killed, and nowhere in clear', async () => {
    const tab = await glass.open(world.sam);
    await tab.drafts.write('form/one', { words: CANARY });
    await tab.door.lock();
    await expect(tab.drafts.read('form/one')).rejects.toThrow('locked');
    expect(await everythingIn(glass.databaseOf(world.sam))).not.toContain(CANARY);
    await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    expect(await tab.drafts.read('form/one')).toEqual({ words: CANARY });
    glass.kill(tab);
    const next = await glass.open(world.sam);
    expect(await next.drafts.list('form/')).toEqual(['form/one']);
    expect(await next.drafts.read('form/one')).toEqual({ words: CANARY });
  });

  test('is kept as far as it can be where something of it cannot be sealed, and the tablet locks all the same', async () => {
    const tab = await glass.open(world.sam);
    tab.door.beforeLock(() => Promise.reject(new Error('a page that is not as it was')));
    tab.door.beforeLock(() => tab.drafts.write('form/one', { words: 'typed a moment ago' }));
    expect(await tab.door.lock()).toBe(true);
    expect(tab.stage.value).toBe('locked');
    await expect(tab.drafts.read('form/one')).rejects.toThrow('locked');
    await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    expect(await tab.drafts.read('form/one')).toEqual({ words: 'typed a moment ago' });
  });

  test('goes on from what can be opened where the newest was changed, and that is said', async () => {
    const tab = await glass.open(world.sam);
    await tab.drafts.write('form/one', { words: 'earlier' });
    expect(await tab.drafts.find('form/one')).toEqual({ content: { words: 'earlier' }, isDamaged: false });
    glass.shelf.setItem(`${glass.databaseOf(world.sam)}/air/draft/form/one`, 'A'.repeat(80));
    expect(await tab.drafts.find('form/one')).toEqual({ content: { words: 'earlier' }, isDamaged: true });
    await tab.drafts.write('form/one', { words: 'typed over it' });
    expect(await tab.drafts.find('form/one')).toEqual({ content: { words: 'typed over it' }, isDamaged: false });
    await tab.drafts.drop('form/one');
    expect(await tab.drafts.find('form/one')).toEqual({ content: null, isDamaged: false });
    glass.shelf.setItem(`${glass.databaseOf(world.sam)}/air/draft/form/one`, 'A'.repeat(80));
    expect(await tab.drafts.find('form/one')).toEqual({ content: null, isDamaged: true });
  });

  test('is sealed before the lock takes the keys', async () => {
    const tab = await glass.open(world.sam);
    tab.door.beforeLock(() => tab.drafts.write('form/one', { words: 'typed a moment ago' }));
    await tab.door.lock();
    await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    expect(await tab.drafts.read('form/one')).toEqual({ words: 'typed a moment ago' });
  });

  test('is forgotten by the save that it becomes, and by no save that the tablet has no room for', async () => {
    const tab = await glass.open(world.sam);
    await write(tab, 'the first');
    await tab.drafts.write('form/one', { words: 'half' });
    const makeRoom = fillUp();
    await expect(write(tab, 'whole', 'form/one')).rejects.toThrow(TabletFull);
    expect(await tab.drafts.list('form/')).toEqual(['form/one']);
    makeRoom();
    await tab.exchange();
    expect(tab.held.value).toEqual([]);
    expect(notes(tab)).toContain('whole');
    expect(await tab.drafts.list('form/')).toEqual([]);
  });
});

function noTrouble(error: unknown): void {
  throw error;
}

describe('a running observation', () => {
  test('is known as such until it is saved as finished; then nothing of its journal is left', async () => {
    const tab = await glass.open(world.sam);
    const vault = await write(tab, 'a lesson');
    const record = freshId();
    const journal = await tab.pad.open(record, noTrouble);
    journal.write({ n: 0 });
    await journal.settle({ next: 1 });
    await tab.pad.flush(record, vault, [{ path: `${record}/ticks`, value: 1, over: [] }], journal.upTo());
    expect((await tab.pad.open(record, noTrouble)).events).toEqual([]);
    expect(await tab.pad.running()).toEqual([record]);
    journal.write({ n: 1 });
    await journal.quiet();
    await tab.pad.end(record, vault, []);
    journal.end();
    expect((await tab.pad.open(record, noTrouble)).events).toEqual([]);
    expect(await tab.pad.running()).toEqual([]);
    expect(await tab.pad.alive(record)).toBeNull();
  });
});

describe('two people on one tablet', () => {
  test('the second carries up what the first had not sent, and sees that it went', async () => {
    const tab = await glass.open(world.sam);
    await vi.waitFor(() => { expect(tab.read.about.value.lastExchange).not.toBeNull(); });
    glass.isOffline = true;
    const vault = await write(tab, 'not sent yet');
    await tab.door.lock();
    expect(tab.known.value.find(({ handle }) => handle === 'Sam')?.notSent).toBe(3);
    await tab.door.unlock(glass.databaseOf(world.kit), passwordOf(world.kit));
    glass.isOffline = false;
    await tab.exchange();
    expect(world.server.shelves.get(vault)?.log.seq).toBe(3);
    expect(tab.known.value.find(({ handle }) => handle === 'Sam')?.notSent).toBe(0);
    expect(notes(tab)).toEqual([]);
  });
});

describe('two tabs', () => {
  test('of one person follow each other, and are locked together', async () => {
    const [one, other] = [await glass.open(world.sam), await glass.open(world.sam)];
    await write(one, 'in the first tab');
    await vi.waitFor(() => { expect(notes(other)).toEqual(['in the first tab']); });
    await one.door.lock();
    await vi.waitFor(() => { expect(other.stage.value).toBe('locked'); });
    expect(other.door.displacedBy.value).toBeNull();
  });

  test('of two people are never open at once, and the first says who came, with what was typed kept', async () => {
    const one = await glass.open(world.sam);
    one.door.beforeLock(() => one.drafts.write('form/one', { words: 'half' }));
    const other = await glass.open(world.kit);
    await vi.waitFor(() => { expect(one.door.displacedBy.value).toBe('Kit'); });
    expect(one.stage.value).toBe('locked');
    expect(other.stage.value).toBe('open');
    await one.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    expect(await one.drafts.read('form/one')).toEqual({ words: 'half' });
    expect(one.door.displacedBy.value).toBeNull();
    await vi.waitFor(() => { expect(other.door.displacedBy.value).toBe('Sam'); });
  });

  test('of two people who unlock at the same moment: who is second is told so, and can unlock', async () => {
    const before = await glass.open(world.sam);
    await before.door.setLockMinutes(7);
    await write(before, 'of Sam');
    glass.kill(before);
    const tab = await glass.tab();
    const elsewhere = new BroadcastChannel(`${glass.name}/changes`);
    // Sam's tab has read this and has yet to open what is kept: then Kit is in, in another one.
    const stop = tab.door.lockMinutes.subscribe((minutes) => {
      if (minutes === 7) elsewhere.postMessage({ what: 'opened', account: glass.databaseOf(world.kit), handle: 'Kit' });
    });
    await expect(tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam))).rejects.toThrow(Locked);
    expect(tab.stage.value).toBe('locked');
    stop();
    elsewhere.close();
    await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
    expect(notes(tab)).toEqual(['of Sam']);
  });
});

describe('signing out', () => {
  test('is refused while something is on this tablet alone and nobody has a copy, and says what', async () => {
    glass.isOffline = true;
    const tab = await glass.open(world.sam);
    await write(tab, 'not sent yet');
    await tab.drafts.write('form/one', { words: 'half' });
    expect(await tab.door.leftBehind()).toEqual({ unsent: 3, held: 0, aside: 0, drafts: 1, running: 0 });
    expect(await tab.door.signOut(false)).toBe(false);
    expect(notes(tab)).toEqual(['not sent yet']);
  });

  test('deletes the account from this tablet and leaves everybody else’s', async () => {
    const [tab, other] = [await glass.open(world.sam), await glass.tab()];
    await write(tab, 'sent');
    await tab.exchange();
    expect(await tab.door.signOut(false)).toBe(true);
    expect(tab.stage.value).toBe('locked');
    expect(tab.known.value.map(({ handle }) => handle)).toEqual(['Kit']);
    expect(await exists(glass.databaseOf(world.sam))).toBe(false);
    expect(await exists(glass.databaseOf(world.kit))).toBe(true);
    await vi.waitFor(() => { expect(other.known.value.map(({ handle }) => handle)).toEqual(['Kit']); });
  });
});

test('a tablet that is shown another history of the school can be signed out of, by who has a copy', async () => {
  const tab = await glass.open(world.sam);
  await vi.waitFor(() => { expect(tab.read.about.value.lastExchange).not.toBeNull(); });
  await world.server.tellSchool(world.server.entries.slice(0, -1));
  const another = { do: 'roles', at: '2026-11-23T09:15:02.123+00:00', member: world.sam.id, roles: ['mentor'] } as const;
  await world.server.appendLog([(await signNext(world.suite, world.server.school, another, world.ann.account)).bytes]);
  await tab.exchange();
  expect(tab.trouble.value).toBe('fork');
  await write(tab, 'not taken in by anybody');
  expect(await tab.door.signOut(false)).toBe(false);
  expect(await tab.door.signOut(true)).toBe(true);
  expect(tab.known.value.map(({ handle }) => handle)).toEqual(['Kit']);
});

test('the minutes until it locks are kept for the next time', async () => {
  const tab = await glass.open(world.sam);
  expect(tab.door.lockMinutes.value).toBe(5);
  await tab.door.setLockMinutes(10);
  await tab.door.lock();
  await tab.door.unlock(glass.databaseOf(world.kit), passwordOf(world.kit));
  expect(tab.door.lockMinutes.value).toBe(5);
  await tab.door.unlock(glass.databaseOf(world.sam), passwordOf(world.sam));
  expect(tab.door.lockMinutes.value).toBe(10);
});
