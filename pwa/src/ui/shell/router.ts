/**
 * Where we are in the app, as an address without a name in it: pieces of the address are fixed words and opaque ids.
 *
 *     const routes = { today: '/', case: '/case/:case' } as const;
 *     match(routes, '/case/q7_x')  → { name: 'case', params: { case: 'q7_x' } }
 *     path(routes, 'case', { case: 'q7_x' }) → '/case/q7_x'
 *
 * A press on a link of our own changes `here` without loading the page. Going back is the browser's.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

/** Address by name; `:word` stands for an id. */
export type Routes = Readonly<Record<string, string>>;

export interface Match<Names extends string = string> {
  readonly name: Names;
  readonly params: Readonly<Record<string, string>>;
}

/** An id as the protocol writes it, and nothing else, may stand in an address. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The route of an address; null where there is none. */
export function match<R extends Routes>(routes: R, address: string): Match<keyof R & string> | null {
  const parts = piecesOf(address);
  for (const name of Object.keys(routes)) {
    const params = paramsOf(piecesOf(routes[name] ?? ''), parts);
    if (params !== null) return { name, params };
  }
  return null;
}

function piecesOf(address: string): string[] {
  return address.split('/').filter((piece) => piece !== '');
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, piece] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (piece.startsWith(':') && ID.test(part)) params[piece.slice(1)] = part;
    else if (piece !== part) return null;
  }
  return params;
}

/** The address of a route. An id that is missing or could hold a name is a mistake of the caller's. */
export function path<R extends Routes>(routes: R, name: keyof R & string, params: Readonly<Record<string, string>> = {}): string {
  const pieces = piecesOf(routes[name] ?? '').map((piece) => {
    if (!piece.startsWith(':')) return piece;
    const id = params[piece.slice(1)] ?? '';
    if (!ID.test(id)) throw new RangeError(`the address ${name} needs an id for ${piece}`);
    return id;
  });
  return `/${pieces.join('/')}`;
}

const address = signal('/');

/** The address now, without query and fragment. */
export const here: ReadonlySignal<string> = address;

/** What the router needs of a window. */
export type RouterWindow = Pick<Window, 'addEventListener' | 'removeEventListener' | 'history' | 'location' | 'scrollTo'>;

let browser: RouterWindow | null = null;

/** Follows the window's address from now on; ends with the function that is returned. */
export function startRouter(window: RouterWindow): () => void {
  browser = window;
  address.value = window.location.pathname;
  const onPop = () => {
    address.value = window.location.pathname;
  };
  const onClick = (event: Event) => {
    followLink(event as MouseEvent, window);
  };
  window.addEventListener('popstate', onPop);
  window.addEventListener('click', onClick);
  return () => {
    window.removeEventListener('popstate', onPop);
    window.removeEventListener('click', onClick);
    browser = null;
  };
}

/** Goes to an address of our own; `replace` leaves no way back to the page that is left. */
export function go(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (browser === null || to === address.value) return;
  browser.history[replace ? 'replaceState' : 'pushState'](null, '', to);
  address.value = to;
  browser.scrollTo(0, 0);
}

function followLink(event: MouseEvent, window: RouterWindow): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.target !== '' || link.hasAttribute('download')) return;
  const to = new URL(link.href, window.location.href);
  // The pupil's page is a document of its own and is truly left for.
  if (to.origin !== window.location.origin || to.pathname.endsWith('.html')) return;
  event.preventDefault();
  go(to.pathname);
}
