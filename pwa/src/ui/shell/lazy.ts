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
  /** Fetches again after a failure. */
  readonly again: () => void;
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
    again: () => {
      now.value = { state: 'coming' };
      fetch();
    },
  };
}
