/**
 * How the pupil's page comes to show anything: the parcel goes from the service worker into the worker that seals, past this
 * page; then every tab has to lock; then the sheet is shown.
 *
 *     opening ─┬─ nothing            there was no parcel: loaded anew, or opened by hand
 *              └─ others_open ── sitting
 */
import { type ReadonlySignal, signal } from '@preact/signals';

import { holdForPupil, holdOpenWork } from '../between/leases.ts';
import { collectThrough } from '../between/messages.ts';
import type { Sheet } from '../between/parcel.ts';
import type { FromSealer, ToSealer } from '../between/sealing.ts';
import { type SittingPage, startSittingPage, type Tablet } from './sitting_page.ts';

export type Opening =
  | { readonly at: 'opening' }
  | { readonly at: 'others_open' }
  | { readonly at: 'nothing' }
  | { readonly at: 'sitting'; readonly page: SittingPage };

/** How long the parcel is waited for, ms. */
const PATIENCE = 15_000;

/** What opening needs from outside; `keeper` is the service worker that holds the parcel, null where there is none. */
export interface Parts extends Omit<Tablet, 'send'> {
  readonly worker: Worker;
  readonly keeper: Pick<ServiceWorker, 'postMessage'> | null;
}

/** Begins; what is shown follows the signal. */
export function openPage({ worker, keeper, ...tablet }: Parts): ReadonlySignal<Opening> {
  const now = signal<Opening>({ at: 'opening' });
  let page: SittingPage | null = null;
  const send = (asked: ToSealer, ports: Transferable[] = []): void => {
    worker.postMessage(asked, ports);
  };
  const nothing = (): void => {
    if (page === null) now.value = { at: 'nothing' };
  };
  const begin = async (sheet: Sheet): Promise<void> => {
    page = startSittingPage(sheet, { ...tablet, send });
    await aloneOnTablet(() => {
      now.value = { at: 'others_open' };
    });
    now.value = { at: 'sitting', page };
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromSealer>) => {
    if (data.is === 'open') void begin(data.sheet);
    else if (data.is === 'nothing') nothing();
    else page?.heard(data);
  });
  worker.addEventListener('error', nothing);
  if (keeper === null) nothing();
  else fetchParcel(keeper, send);
  setTimeout(() => {
    if (now.value.at === 'opening') nothing();
  }, PATIENCE);
  return now;
}

/** The two ends of one channel: the page holds neither. */
function fetchParcel(keeper: Pick<ServiceWorker, 'postMessage'>, send: (asked: ToSealer, ports: Transferable[]) => void): void {
  const { port1, port2 } = new MessageChannel();
  send({ do: 'open', port: port1 }, [port1]);
  collectThrough(keeper, port2);
}

/** Held until the document goes: no tab unlocks, and no new version takes over. */
async function aloneOnTablet(waiting: () => void): Promise<void> {
  await Promise.all([holdForPupil(waiting), holdOpenWork()]);
}
