/**
 * Where the app is asked to go from outside: by a touch on a notification, or on a shortcut of its icon. Both lead to a fixed
 * address; a page that is open goes there by itself, so that nothing open is lost by loading anew.
 */
import type { Go } from '../between/messages.ts';

/** A launch as browsers hand it to a page that was open already (not in every browser, nor in TypeScript's own types). */
interface Launches {
  readonly setConsumer: (consume: (launch: { readonly targetURL?: string }) => void) => void;
}

/** What is needed of a window. */
export interface LaunchWindow {
  readonly navigator: { readonly serviceWorker?: Pick<ServiceWorkerContainer, 'addEventListener'> };
  readonly launchQueue?: Launches;
  readonly location: { readonly origin: string; readonly pathname: string };
}

/** Calls `go` with the address from now on, and `bring` with what stands behind the `#` of a link, which no address is to hold. */
export function followLaunches(
  window: LaunchWindow, go: (path: string) => void, bring: (page: string, hash: string) => void,
): void {
  window.navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<Partial<Go> | null>) => {
    if (data?.do === 'go' && typeof data.path === 'string') go(data.path);
  });
  window.launchQueue?.setConsumer(({ targetURL }) => {
    if (targetURL === undefined) return;
    const { origin, pathname, hash } = new URL(targetURL);
    if (origin !== window.location.origin) return;
    bring(pathname, hash);
    // Opening the app from its icon leaves it where it is.
    if (pathname !== '/' && pathname !== window.location.pathname) go(pathname);
  });
}
