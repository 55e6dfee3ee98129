/** Parts of the app that are fetched when they are first needed; with the service worker that is without a network too. */
import type { ComponentType } from 'preact';
import { signal } from '@preact/signals';

export type Loaded<Props> =
  | { readonly state: 'coming' }
  | { readonly state: 'there'; readonly view: ComponentType<Props> }
  | { readonly state: 'failed' };

export interface Lazy<Props> {
  /** Reading it starts the fetch. */
  readonly loaded: () => Loaded<Props>;
}

export function lazy<Props>(load: () => Promise<{ readonly default: ComponentType<Props> }>): Lazy<Props> {
  const now = signal<Loaded<Props>>({ state: 'coming' });
  let asked = false;
  const fetch = () => {
    asked = true;
    load().then(
      (part) => {
        now.value = { state: 'there', view: part.default };
      },
      () => {
        now.value = { state: 'failed' };
      },
    );
  };
  return {
    loaded: () => {
      if (!asked) fetch();
      return now.value;
    },
  };
}

/** A part that came with what shows it. */
export function there<Props>(view: ComponentType<Props>): Lazy<Props> {
  const loaded = { state: 'there', view } as const;
  return { loaded: () => loaded };
}

/**
 * What helps where a part did not come: a page remembers of a script that it could not be had, and asks for it no more (HTML,
 * "module map"; seen in Chromium), but a page that is loaded anew does. What is half typed is kept by then. Where the server is out of reach nothing is done, for the
 * browser might put a page of its own in the place of all that did come; then false.
 */
export async function openAnew(): Promise<boolean> {
  const isThere = await fetch('/', { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false);
  if (isThere) location.reload();
  return isThere;
}
