/**
 * The service worker's wiring: the app starts without a network, and changes only when asked.
 *
 * Nothing of the API is ever cached here; records are the page's affair, sealed.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file that it made. */
declare const PRECACHE: PrecacheEntry[];

const PUPIL_DOCUMENT = /^\/pupil(\.html)?$/;
const NEVER_A_PAGE = [/^\/api\//, /^\/manifest\//];

precacheAndRoute(PRECACHE);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/pupil.html'), { allowlist: [PUPIL_DOCUMENT] }));
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [PUPIL_DOCUMENT, ...NEVER_A_PAGE] }),
);

// A new version waits until the page says that nothing is open which it could cost.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});
