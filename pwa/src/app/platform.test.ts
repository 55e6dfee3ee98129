import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';

import { askToPersist, cautions, findHindrance, installState, lookAtStorage, type PlatformWindow, TOLD } from './platform.ts';

const OURS = ['vault', 'epoch', 'sync', 'outbox', 'quarantine', 'IndexedDB', 'WebCrypto', 'service worker', 'cache'];

function aWindow(change: Partial<PlatformWindow> = {}, navigator: PlatformWindow['navigator'] = {}): PlatformWindow {
  return {
    isSecureContext: true, crypto, indexedDB: new IDBFactory(), matchMedia: () => ({ matches: false }), ...change,
    navigator: { locks: {}, vendor: 'Google Inc.', ...navigator },
  };
}

/** An IndexedDB that answers every question with no, as in a private window. */
function refusing(how: 'throws' | 'fails'): IDBFactory {
  const open = (): IDBOpenDBRequest => {
    if (how === 'throws') throw new DOMException('no', 'SecurityError');
    const request = {} as { onerror?: () => void };
    queueMicrotask(() => request.onerror?.());
    return request as unknown as IDBOpenDBRequest;
  };
  return { open } as unknown as IDBFactory;
}

test('a browser that can do everything is not kept from starting', async () => {
  expect(await findHindrance(aWindow())).toBeNull();
});

test('the trial of the storage leaves nothing behind', async () => {
  const indexedDB = new IDBFactory();
  await findHindrance(aWindow({ indexedDB }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await indexedDB.databases()).toEqual([]);
});

test('plain HTTP is named before anything that is missing because of it', async () => {
  expect(await findHindrance({ ...aWindow({ isSecureContext: false }), crypto: {} })).toBe('insecure');
});

test('a browser that cannot seal is refused', async () => {
  expect(await findHindrance(aWindow({ crypto: {} }))).toBe('no_crypto');
});

test('a browser that cannot keep two tabs apart is refused', async () => {
  expect(await findHindrance(aWindow({}, { locks: undefined }))).toBe('too_old');
});

test.each(['throws', 'fails'] as const)('storage that %s is refused', async (how) => {
  expect(await findHindrance(aWindow({ indexedDB: refusing(how) }))).toBe('storage_refused');
});

/** An IndexedDB that opens nothing new for want of room. Chromium says so of the transaction alone. */
function withoutRoom(): IDBFactory {
  const noRoom = new DOMException('', 'QuotaExceededError');
  const open = (): IDBOpenDBRequest => {
    const transaction = Object.assign(new EventTarget(), { error: noRoom });
    const result = { createObjectStore: () => ({ put: () => undefined }) };
    const request = { transaction, result, error: new DOMException('', 'AbortError') } as unknown as IDBOpenDBRequest;
    queueMicrotask(() => {
      request.onupgradeneeded?.call(request, new Event('upgradeneeded') as IDBVersionChangeEvent);
      transaction.dispatchEvent(new Event('abort'));
      request.onerror?.call(request, new Event('error'));
    });
    return request;
  };
  return { open } as unknown as IDBFactory;
}

test('a full tablet is not kept from opening what it has', async () => {
  expect(await findHindrance(aWindow({ indexedDB: withoutRoom() }))).toBeNull();
});

test.each(['SecurityError', 'UnknownError'])('a window that keeps rows but no files, with %s, is a private one', async (name) => {
  const storage = { getDirectory: () => Promise.reject(new DOMException('no', name)) };
  expect(await findHindrance(aWindow({}, { storage }))).toBe('private_window');
});

test('files that fail for another reason make no window a private one', async () => {
  const storage = { getDirectory: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
  expect(await findHindrance(aWindow({}, { storage }))).toBeNull();
});

const standalone = { matchMedia: (query: string) => ({ matches: query.includes('standalone') }) };

test.each<[string, PlatformWindow, string]>([
  ['an iPad’s tab', aWindow({}, { standalone: false, vendor: 'Apple Computer, Inc.' }), 'erasing_tab'],
  ['Safari on a Mac', aWindow({}, { vendor: 'Apple Computer, Inc.' }), 'erasing_tab'],
  ['an iPad’s home screen', aWindow({}, { standalone: true, vendor: 'Apple Computer, Inc.' }), 'installed'],
  ['an installed app on Android', aWindow(standalone), 'installed'],
  ['a tab on Android', aWindow(), 'tab'],
])('%s is told apart', (_which, window, state) => {
  expect(installState(window)).toBe(state);
});

test('what the browser says about its room is passed on, and what it does not say is not guessed', async () => {
  const storage = { estimate: () => Promise.resolve({ usage: 10, quota: 100 }), persisted: () => Promise.resolve(true) };
  expect(await lookAtStorage(aWindow({}, { storage }))).toEqual({ used: 10, room: 90, persistent: true });
  expect(await lookAtStorage(aWindow())).toEqual({ used: null, room: null, persistent: null });
});

test('asking to keep everything is answered, also by a browser that knows no such question', async () => {
  expect(await askToPersist(aWindow({}, { storage: { persist: () => Promise.resolve(false) } }))).toBe(false);
  expect(await askToPersist(aWindow())).toBeNull();
});

const ROOMY = { used: 1, room: 1e9, persistent: true };

test('a tab that erases after a week asks to be installed, and says that first', () => {
  const tab = aWindow({}, { standalone: false });
  expect(cautions(tab, { ...ROOMY, room: 1, persistent: false }, true)).toEqual(['erased_after_a_week', 'nearly_full']);
});

test('an installed app with room and leave to keep says nothing', () => {
  expect(cautions(aWindow(standalone), ROOMY, true)).toEqual([]);
});

test('what may be erased, and what was not kept, is said', () => {
  expect(cautions(aWindow(standalone), { ...ROOMY, persistent: false }, false)).toEqual(['not_kept_offline', 'may_be_erased']);
});

test('every state has plain words and something to do', () => {
  for (const { title, words, remedy } of Object.values(TOLD)) {
    for (const text of [title, words, remedy]) {
      expect(text.length).toBeGreaterThan(5);
      expect(OURS.filter((word) => new RegExp(`\\b${word}`, 'i').test(text))).toEqual([]);
    }
  }
});
