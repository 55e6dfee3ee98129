/**
 * What a link brought behind its `#`: a secret of one use, which stands in the address for no longer than it takes to read it.
 *
 *     takeBrought(window);            // before anything else is done with the address, and whenever another link is opened here
 *     broughtTo('/join')              // the text, or null
 *
 * It belongs to the page that the link names, and is gone once somebody is in.
 */
import { signal } from '@preact/signals';

interface Brought {
  readonly page: string;
  readonly text: string;
}

const brought = signal<Brought | null>(null);

/** What is needed of a window. */
export interface BroughtWindow extends Pick<Window, 'location' | 'history'> {
  readonly addEventListener: (type: 'hashchange', heard: () => void) => void;
}

/** Take the secret out of the address and of this tab's history; also of a link that is opened on the page that is shown. */
export function takeBrought(window: BroughtWindow): void {
  take(window);
  window.addEventListener('hashchange', () => { take(window); });
}

function take({ location, history }: Pick<BroughtWindow, 'location' | 'history'>): void {
  const { hash, pathname } = location;
  if (hash === '') return;
  history.replaceState(null, '', pathname);
  bring(pathname, hash);
}

/** What a link of this page brought, its `#` before it. */
export function bring(page: string, hash: string): void {
  if (hash.length > 1) brought.value = { page, text: hash.slice(1) };
}

/** What was brought to this page; null for nothing. */
export function broughtTo(page: string): string | null {
  return brought.value?.page === page ? brought.value.text : null;
}

/** Forget it; whether there was anything. */
export function forgetBrought(): boolean {
  const was = brought.peek() !== null;
  brought.value = null;
  return was;
}
