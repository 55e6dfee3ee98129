/**
 * What pages ask of the service worker, and it of them. A parcel lies in its memory for seconds, never on a disk and never in
 * an address; it is given out once, through a port, to the worker that seals (`docs/adr/0008`).
 */
import type { Parcel } from './parcel.ts';

/** `hold` and `collect` come with a port for the answer. */
export type Asked =
  | { readonly do: 'take-over' }
  | { readonly do: 'hold'; readonly parcel: Parcel }
  | { readonly do: 'collect' };

/** The answer to `hold`: `true`. */
export type Held = true;
/** The answer to `collect`: the parcel, or null where there is none (any more). */
export type Collected = Parcel | null;

/** To a page of the app: go to this address of ours. */
export interface Go {
  readonly do: 'go';
  readonly path: string;
}

/** The pupil's own document, by either of its addresses. */
export const PUPIL_DOCUMENT = /^\/pupil(\.html)?$/;
export const PUPIL_PATH = '/pupil';

/** How long a hand-over may take before the answer to `hold` is waited for no longer, ms. */
const PATIENCE = 5_000;

/** Give a parcel into the service worker's keeping; the key in it is moved, not copied. False where nobody answers. */
export async function holdParcel(worker: Pick<ServiceWorker, 'postMessage'>, parcel: Parcel): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => {
      resolve(data === true);
    };
    setTimeout(resolve, PATIENCE, false);
  });
  const asked: Asked = { do: 'hold', parcel };
  worker.postMessage(asked, [port2, parcel.seed.buffer]);
  const held = await answered;
  port1.close();
  return held;
}

/** Have the service worker give the parcel out through `port`, wherever its other end is. */
export function collectThrough(worker: Pick<ServiceWorker, 'postMessage'>, port: MessagePort): void {
  const asked: Asked = { do: 'collect' };
  worker.postMessage(asked, [port]);
}
