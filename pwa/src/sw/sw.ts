/**
 * The service worker's wiring: the app starts without a network, and changes only when asked.
 *
 * Nothing of the API is ever cached here; records are the page's affair, sealed. No record is written and nothing is
 * exchanged with the server here either (`docs/protocol.md`, save).
 */
import { addRoute, cleanupOutdatedCaches, createHandlerBoundToURL, matchPrecache, precache } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

import { PUPIL_DOCUMENT } from '../between/messages.ts';
import { answer, kindOf, notify, notStored, open, Pigeonhole } from './verbs.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file that it made, and the pictures of notifications. */
declare const PRECACHE: PrecacheEntry[];

const NEVER_A_PAGE = [PUPIL_DOCUMENT, /^\/api\//, /^\/manifest\//];

precache(PRECACHE);
cleanupOutdatedCaches();

// The pupil's document comes first: the general route would answer for it with what lets it be kept.
const pupil = createHandlerBoundToURL('/pupil.html');
const pupilAlone = new NavigationRoute(async (asked) => notStored(await pupil(asked)), { allowlist: [PUPIL_DOCUMENT] });
registerRoute(pupilAlone);
addRoute();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: NEVER_A_PAGE }));

// From the first visit on: what it keeps is what the page that registered it came with.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// A new version waits until the page says that nothing is open which it could cost.
const pigeonhole = new Pigeonhole();
self.addEventListener('message', (event) => {
  event.waitUntil(answer(event, pigeonhole, () => self.skipWaiting()));
});

self.addEventListener('push', (event) => {
  event.waitUntil(notify(self.registration, kindOf(event.data), matchPrecache));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(self.clients, event.notification.tag));
});
