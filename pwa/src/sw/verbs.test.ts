import { expect, test, vi } from 'vitest';

import { type Collected, collectThrough, holdParcel } from '../between/messages.ts';
import type { Parcel } from '../between/parcel.ts';
import { PUSH, type PushKind } from '../generated/push.ts';
import { answer, kindOf, notify, notStored, open, type Page, type Pages, Pigeonhole } from './verbs.ts';

const spelled = (path: string): string => (path.includes('badge') ? 'badge' : 'icon');
const kept = (path: string) => Promise.resolve(new Response(spelled(path)));
const KINDS = Object.keys(PUSH) as PushKind[];

const said = (text: string) => ({ text: () => text });

test.each(KINDS)('a push of the kind %s shows its fixed text and nothing that came with it', async (kind) => {
  const showNotification = vi.fn(() => Promise.resolve());
  await notify({ showNotification }, kindOf(said(JSON.stringify({ kind, name: 'canary' }))), kept);
  const [title, body] = PUSH[kind];
  expect(showNotification).toHaveBeenCalledWith(title, expect.objectContaining({ body, tag: kind }));
  expect(JSON.stringify(showNotification.mock.calls)).not.toContain('canary');
});

test('its pictures are given whole, so that nothing waits for a network that does not answer', async () => {
  const showNotification = vi.fn(() => Promise.resolve());
  await notify({ showNotification }, 'visit_overdue', kept);
  const pictures = { icon: `data:image/png;base64,${btoa('icon')}`, badge: `data:image/png;base64,${btoa('badge')}` };
  expect(showNotification).toHaveBeenCalledWith(PUSH.visit_overdue[0], expect.objectContaining(pictures));
});

test.each([
  ['are not kept', () => Promise.resolve(undefined)], ['cannot be read', () => Promise.reject(new Error('no'))],
])('it is shown without its pictures where they %s', async (_, none) => {
  const showNotification = vi.fn((_title: string, options: NotificationOptions) => Promise.resolve(options));
  await notify({ showNotification: async (...given) => { await showNotification(given[0], given[1] ?? {}); } }, 'visit_overdue', none);
  const [[, options] = []] = showNotification.mock.calls;
  expect(options).toMatchObject({ body: PUSH.visit_overdue[1] });
  expect(options).not.toHaveProperty('icon');
});

test.each([['{"kind": "of_next_year"}'], ['{"kind": "toString"}'], ['{"kind": 3}'], ['not JSON'], ['null'], ['']])(
  'a push that is not understood, %s, says that something is new',
  (text) => { expect(kindOf(said(text))).toBe('arrived'); },
);

test('a push without anything in it says that something is new', () => {
  expect(kindOf(null)).toBe('arrived');
});

// Notifications touched ------------------------------------------------------------------------------------

function aPage(path: string, visibilityState: DocumentVisibilityState = 'hidden') {
  const focus = vi.fn(() => Promise.resolve());
  return { url: `https://school.example${path}`, visibilityState, postMessage: vi.fn(), focus } satisfies Page;
}

function among(...all: Page[]) {
  const openWindow = vi.fn(() => Promise.resolve());
  return { openWindow, pages: { matchAll: () => Promise.resolve(all), openWindow } satisfies Pages };
}

test('a notification opens its page where the app is shut', async () => {
  const { pages, openWindow } = among();
  await open(pages, 'arrived');
  expect(openWindow).toHaveBeenCalledWith('/inbox');
});

test('a notification leads the page that is in view, and opens no second one', async () => {
  const [behind, seen] = [aPage('/'), aPage('/case/q7_x', 'visible')];
  const { pages, openWindow } = among(behind, seen);
  await open(pages, 'arrived');
  expect(seen.postMessage).toHaveBeenCalledWith({ do: 'go', path: '/inbox' });
  expect(seen.focus).toHaveBeenCalled();
  expect(behind.postMessage).not.toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
});

test.each(['/pupil', '/pupil.html'])('while a pupil has the tablet at %s a notification opens nothing', async (path) => {
  const [locked, pupils] = [aPage('/'), aPage(path, 'visible')];
  const { pages, openWindow } = among(locked, pupils);
  await open(pages, 'visit_overdue');
  expect(pupils.focus).toHaveBeenCalled();
  for (const page of [locked, pupils]) expect(page.postMessage).not.toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
});

// The parcel -----------------------------------------------------------------------------------------------

function aParcel(): Parcel {
  const sheet = { title: '', statements: [], anchors: [], open: [], first: true, mentor: '', readers: '' };
  const bytes = (fill: number) => new Uint8Array(32).fill(fill);
  return {
    database: 'account', ticket: bytes(1), seed: bytes(2), epoch: bytes(3), publicKey: bytes(4), seenSeq: 0, seenHash: bytes(5),
    drift: null, standing: {}, sheet,
  };
}

/** The service worker's answering, as pages reach it: every message is cloned, and what is handed over is moved. */
function keeper(from: string, pigeonhole = new Pigeonhole()) {
  const takeOver = vi.fn(() => Promise.resolve());
  const postMessage = (data: unknown, transfer: Transferable[]) => {
    const ports = transfer.filter((one) => one instanceof MessagePort);
    const moved = structuredClone(data, { transfer: transfer.filter((one) => one instanceof ArrayBuffer) });
    void answer({ data: moved, ports, source: { url: `https://school.example${from}` } }, pigeonhole, takeOver);
  };
  return { postMessage: postMessage as ServiceWorker['postMessage'], takeOver, pigeonhole };
}

async function collected(worker: Pick<ServiceWorker, 'postMessage'>): Promise<Collected> {
  const { port1, port2 } = new MessageChannel();
  const got = new Promise<Collected>((resolve) => (port1.onmessage = ({ data }) => { resolve(data as Collected); }));
  collectThrough(worker, port2);
  const parcel = await got;
  port1.close();
  return parcel;
}

test('a parcel is given out once, whole, to the pupil’s page', async () => {
  const app = keeper('/give/q7_x');
  expect(await holdParcel(app, aParcel())).toBe(true);
  const pupil = keeper('/pupil', app.pigeonhole);
  expect(await collected(pupil)).toEqual(aParcel());
  expect(await collected(pupil)).toBeNull();
});

test('whoever hands a parcel over no longer has its key', async () => {
  const parcel = aParcel();
  await holdParcel(keeper('/give/q7_x'), parcel);
  expect(parcel.seed.length).toBe(0);
});

test('no other page is given a parcel', async () => {
  const app = keeper('/give/q7_x');
  await holdParcel(app, aParcel());
  expect(await collected(app)).toBeNull();
  expect(await collected(keeper('/pupil', app.pigeonhole))).toEqual(aParcel());
});

test('a second parcel takes the place of the first', async () => {
  const app = keeper('/give/q7_x');
  await holdParcel(app, aParcel());
  await holdParcel(app, { ...aParcel(), database: 'another' });
  expect((await collected(keeper('/pupil', app.pigeonhole)))?.database).toBe('another');
});

test('a parcel that nobody collects is forgotten', async () => {
  vi.useFakeTimers();
  try {
    const pigeonhole = new Pigeonhole();
    const gone = pigeonhole.hold(aParcel());
    vi.advanceTimersByTime(60_000);
    await gone;
    expect(pigeonhole.collect()).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test('nobody answering is not taken for a parcel in keeping', async () => {
  vi.useFakeTimers();
  try {
    const held = holdParcel({ postMessage: () => undefined }, aParcel());
    vi.advanceTimersByTime(60_000);
    expect(await held).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('a new version takes over when it is asked to, and not before', () => {
  const { postMessage, takeOver } = keeper('/');
  expect(takeOver).not.toHaveBeenCalled();
  postMessage({ do: 'take-over' }, []);
  expect(takeOver).toHaveBeenCalledOnce();
});

test('the pupil’s document is marked as not to be stored, whatever it came with', async () => {
  const answered = notStored(new Response('<!doctype html>', { headers: { 'Cache-Control': 'max-age=1', 'Content-Type': 'text/html' } }));
  expect(answered.headers.get('Cache-Control')).toBe('no-store');
  expect(answered.headers.get('Content-Type')).toBe('text/html');
  expect(await answered.text()).toBe('<!doctype html>');
});
