/**
 * The list of built files that the service worker keeps for a start without a network.
 *
 *     precacheList('dist') → [{ url: '/assets/index-BqK3.js', revision: null },
 *                             { url: '/index.html', revision: '9f86d081884c7d65' }]
 *
 * A file whose name carries the hash of its content needs no revision; every other one gets one.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PrecacheEntry {
  readonly url: string;
  readonly revision: string | null;
}

/** The worker itself, and what is for crawlers alone. */
const NOT_KEPT: ReadonlySet<string> = new Set(['/sw.js', '/robots.txt']);

/** Every file under `folder`, sorted by address so that equal builds give equal service workers. */
export function precacheList(folder: string): PrecacheEntry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, url: path.slice(folder.length).replaceAll('\\', '/') }))
    .filter(({ url }) => !NOT_KEPT.has(url))
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ path, url }) => ({ url, revision: url.startsWith('/assets/') ? null : revisionOf(path) }));
}

/** The pictures of a notification, which the server serves from the folder of the web app manifest (`src/sw/verbs.ts`). */
export function pictureEntries(folder: string): PrecacheEntry[] {
  return ['badge-96.png', 'icon-192.png'].map((name) => ({ url: `/manifest/${name}`, revision: revisionOf(join(folder, name)) }));
}

function revisionOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}
