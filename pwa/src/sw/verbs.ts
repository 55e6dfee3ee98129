/**
 * What the service worker does. It writes no record and asks the server nothing: it keeps the app's own files, says that
 * something is due, and passes a parcel from the app to the pupil's page.
 */
import { type Asked, type Collected, type Go, type Held, PUPIL_DOCUMENT } from '../between/messages.ts';
import type { Parcel } from '../between/parcel.ts';
import { PUSH, type PushKind, type PushText } from '../generated/push.ts';

const ICON = '/manifest/icon-192.png';
const BADGE = '/manifest/badge-96.png';
/** For how long a parcel waits for the pupil's page, ms: longer than a slow tablet takes to load it. */
const PARCEL_LASTS = 20_000;

/** The document is never kept by the browser's own caches, so that "back" cannot show it again. */
export function notStored(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}

// Notifications --------------------------------------------------------------------------------------------

/** The kind of a push. What a newer server may say is shown as "something new": a push that shows nothing is not allowed. */
export function kindOf(data: { readonly text: () => string } | null): PushKind {
  try {
    const { kind } = JSON.parse(data?.text() ?? '{}') as { readonly kind?: unknown };
    return typeof kind === 'string' && Object.hasOwn(PUSH, kind) ? (kind as PushKind) : 'arrived';
  } catch {
    return 'arrived';
  }
}

/** What is kept of a file of the app; null where it is not. */
export type Kept = (path: string) => Promise<Pick<Response, 'arrayBuffer'> | undefined>;

/**
 * Shows the fixed text of a kind; a second one of the kind takes the place of the first.
 *
 * A browser shows nothing before it has the pictures, and waits for an address that does not answer, for a minute and more: an alarm
 * would wait behind a lame network. So they are given whole, from what is kept, or left out.
 */
export async function notify(
  registration: Pick<ServiceWorkerRegistration, 'showNotification'>, kind: PushKind, kept: Kept,
): Promise<void> {
  const [title, body, , urgent]: PushText = PUSH[kind];
  const [icon, badge] = await Promise.all([picture(ICON, kept), picture(BADGE, kept)]);
  const options = { body, tag: kind, ...icon && { icon }, ...badge && { badge }, lang: 'en-GB', renotify: true, requireInteraction: urgent === 1 };
  await registration.showNotification(title, options);
}

/** A picture as an address that holds all of it; null where it is not kept. */
async function picture(path: string, kept: Kept): Promise<string | null> {
  try {
    const found = await kept(path);
    return found === undefined ? null : `data:image/png;base64,${btoa(String.fromCharCode(...new Uint8Array(await found.arrayBuffer())))}`;
  } catch {
    // What is said matters more than how it looks.
    return null;
  }
}

/** A page of this origin, as the service worker sees it. */
export interface Page {
  readonly url: string;
  readonly visibilityState: DocumentVisibilityState;
  readonly postMessage: (message: Go) => void;
  readonly focus: () => Promise<unknown>;
}

/** What is needed of `self.clients`. */
export interface Pages {
  readonly matchAll: (options: { readonly type: 'window'; readonly includeUncontrolled: true }) => Promise<readonly Page[]>;
  readonly openWindow: (path: string) => Promise<unknown>;
}

/** Opens what a notification is about: in a page of the app that is there, else in a new one. */
export async function open(pages: Pages, kind: string): Promise<void> {
  const path = PUSH[kind in PUSH ? (kind as PushKind) : 'arrived'][2];
  const all = await pages.matchAll({ type: 'window', includeUncontrolled: true });
  // While a pupil has the tablet nothing is opened over their page.
  const pupil = all.find(isPupils);
  const page = pupil ?? all.find(({ visibilityState }) => visibilityState === 'visible') ?? all[0];
  if (page === undefined) {
    await pages.openWindow(path);
    return;
  }
  if (pupil === undefined) page.postMessage({ do: 'go', path });
  await page.focus();
}

function isPupils({ url }: Pick<Page, 'url'>): boolean {
  return PUPIL_DOCUMENT.test(new URL(url).pathname);
}

// The parcel -----------------------------------------------------------------------------------------------

/** Where one parcel lies, in memory, until it is collected or grows old. */
export class Pigeonhole {
  #parcel: Parcel | null = null;
  #emptied: () => void = () => undefined;

  /** Keeps a parcel in place of any other; done when it is gone again. */
  hold(parcel: Parcel): Promise<void> {
    this.collect();
    this.#parcel = parcel;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.collect(), PARCEL_LASTS);
      this.#emptied = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }

  /** Takes the parcel out; null where there is none. */
  collect(): Parcel | null {
    const parcel = this.#parcel;
    this.#parcel = null;
    this.#emptied();
    return parcel;
  }
}

/** What a page asks for. */
export interface Heard {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
  readonly source: object | null;
}

/** Does what a page asks for; done when the service worker may rest. */
export async function answer(heard: Heard, pigeonhole: Pigeonhole, takeOver: () => Promise<void>): Promise<void> {
  const asked = heard.data as Asked;
  const [port] = heard.ports;
  switch (asked.do) {
    case 'take-over':
      return takeOver();
    case 'hold': {
      const gone = pigeonhole.hold(asked.parcel);
      port?.postMessage(true satisfies Held);
      return gone;
    }
    case 'collect': {
      const isMeant = heard.source !== null && 'url' in heard.source && isPupils({ url: String(heard.source.url) });
      const parcel: Collected = isMeant ? pigeonhole.collect() : null;
      port?.postMessage(parcel, parcel === null ? [] : [parcel.seed.buffer]);
      return undefined;
    }
  }
}
