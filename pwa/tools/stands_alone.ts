/**
 * Holds a part of the client to what it may be built from, and fails the build where it is more.
 *
 *     standsAlone('the pupil\'s page', /pupil\.html$/, [/^src\/pupil\//, …])
 *
 * Every piece that the part loads, at once or later, is looked at: a module that shares a piece with it is within its reach,
 * whoever asked for it. Modules that the bundler shook out are not.
 */
import { relative } from 'node:path';

import type { Plugin } from 'vite';

/** A piece of the build, as bundlers give it. */
interface Piece {
  readonly fileName: string;
  readonly facadeModuleId: string | null;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
}

/**
 * The plugin. `entry` finds the part's entry by its path below the root; `allowed` are all the paths that it may reach. Each
 * worker is a build of its own, in most of which a part is `ofSeveral` rightly not found.
 */
export function standsAlone(
  part: string, entry: RegExp, allowed: readonly RegExp[], { ofSeveral = false }: { readonly ofSeveral?: boolean } = {},
): Plugin {
  let root = '';
  return {
    name: 'stands-alone',
    apply: 'build',
    configResolved: (config) => {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const pieces = Object.values(bundle).filter((one) => one.type === 'chunk');
      const found = strangers(pieces, (path) => entry.test(relative(root, path)), (path) => isAllowed(root, path, allowed));
      if (found === null && !ofSeveral) this.error(`${part} was not found in the build`);
      if (found !== null && found.length > 0) this.error(`${part} must not be able to reach ${found.map((path) => relative(root, path)).join(', ')}`);
    },
  };
}

/** What is reached and not allowed, sorted; null where there is no such entry. */
export function strangers(
  pieces: readonly Piece[], isEntry: (path: string) => boolean, allowed: (path: string) => boolean,
): string[] | null {
  const byName = new Map(pieces.map((piece) => [piece.fileName, piece]));
  const open = pieces.filter((piece) => piece.isEntry && piece.facadeModuleId !== null && isEntry(piece.facadeModuleId));
  if (open.length === 0) return null;
  const seen = new Set<Piece>();
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    if (seen.has(piece)) continue;
    seen.add(piece);
    open.push(...[...piece.imports, ...piece.dynamicImports].flatMap((name) => byName.get(name) ?? []));
  }
  const modules = [...seen].flatMap((piece) => Object.entries(piece.modules));
  return modules.flatMap(([path, { renderedLength }]) => (renderedLength > 0 && !allowed(path) ? [path] : [])).sort();
}

/** The bundler's own small modules have no place in the file system. */
function isAllowed(root: string, path: string, allowed: readonly RegExp[]): boolean {
  return path.startsWith('\0') || allowed.some((one) => one.test(relative(root, path)));
}

const OURS = (...paths: readonly string[]): RegExp => new RegExp(`^src/(?:${paths.join('|')})`);
const PACKAGES = (...names: readonly string[]): RegExp => new RegExp(`^node_modules/(?:${names.join('|')})/`);

/** The pupil's page: how it looks, what a sitting is, and no key of anybody's. */
export const OF_PUPILS_PAGE = [
  /^pupil\.html/,
  OURS('pupil/(?!worker)', 'between/', 'capture/', 'ui/', 'sync/encoding\\.ts', 'generated/'),
  PACKAGES('preact', '@preact/signals', '@preact/signals-core', 'lucide', '@fontsource-variable', '@noble/hashes'),
];

/** The worker that seals for it: what makes a drop, and the one table that drops are written to. */
export const OF_PUPILS_WORKER = [
  OURS(
    'pupil/worker/', 'between/',
    'sync/(?:binary|crypto|crypto_javascript|crypto_web|drop|encoding|entry|hpke|op|platform_crypto|seal|ticket)\\.ts',
    'store/(?:db|keeper)\\.ts', 'generated/(?:limits|version)\\.ts',
  ),
  PACKAGES('idb', '@noble', '@hpke'),
];

/** The service worker: it writes no record and exchanges nothing, because it has nothing to do it with. */
export const OF_SERVICE_WORKER = [
  OURS('sw/', 'between/(?:messages|parcel)\\.ts', 'generated/push\\.ts'),
  PACKAGES('workbox-core', 'workbox-precaching', 'workbox-routing', 'workbox-strategies'),
];
