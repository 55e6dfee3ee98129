/**
 * Into how few files the client is built: a service worker fetches and stores each by itself, so that a tablet's first visit
 * waits for as many answers as there are files, one after the other.
 *
 *     groups(root) → [{ name: 'shared', … }, { name: 'start', … }, …]   for the bundler's `codeSplitting`
 *
 * What the app needs at once is one file, apart from what the pupil's page needs too, which must be able to reach nothing
 * else. What comes later goes by where it is used: what one place of `LATER` alone asks for lies in that place's file, and
 * what several ask for lies in `opened`, which whoever has unlocked has anyway.
 */
import { join, relative } from 'node:path';

import type { Rolldown } from 'vite';

/** How a module is found: what the bundler knows of it. */
export type Look = (id: string) => Pick<Rolldown.ModuleInfo, 'importedIds' | 'dynamicallyImportedIds'> | null;

/** What is asked for while the app runs and comes in a file of its own, whoever else asks for it too. */
const APART: Readonly<Record<string, RegExp>> = {
  // What old browsers alone read: their own cryptography lacks a curve.
  fallback: /^src\/sync\/crypto_javascript\.ts$|^node_modules\/@hpke\/dhkem-x25519\//,
  // What stands on the page of whoever comes in for the first time, before anything is opened.
  catalogue: /^src\/app\/beginnings\.ts$/,
};
/** Where else something is asked for, by the file in which it comes. What stands in no line comes in `opened`. */
const LATER: Readonly<Record<string, RegExp>> = {
  entering: /^src\/app\/entry\/guessable\.ts$|^src\/store\/enrol\.ts$|^node_modules\/@scure\/bip39\//,
  capture: /^src\/app\/areas\/(?:observing|visiting|on_paper)\.ts$/,
  casework: /^src\/app\/areas\/casework\.ts$/,
  school: /^src\/app\/areas\/school\.ts$|^src\/ui\/kit\/qr\.ts$|^src\/store\/(?:account|administration|house|late|leaving)\.ts$/,
};
/** The groups of each worker: what lies in one file is run whenever the worker starts, and the curves in JavaScript take their time. */
export const OF_WORKERS: Rolldown.CodeSplittingGroup[] = [
  { name: 'fallback', test: /[\\/]sync[\\/]crypto_javascript\.ts$|[\\/]dhkem-x25519[\\/]/, priority: 1 },
  { name: 'all', test: /./ },
];
const OPENED = 'opened';
/** All files, those first which others lean on. */
const FILES = ['shared', 'start', 'pupil', ...Object.keys(APART), OPENED, ...Object.keys(LATER)];

/** The groups of the app and the pupil's page, whose documents lie in the folder `root`. */
export function groups(root: string): Rolldown.CodeSplittingGroup[] {
  let placed: ReadonlyMap<string, string> | null = null;
  return FILES.map((name, place) => ({
    debugName: name,
    priority: FILES.length - place,
    name: (id, context) => {
      placed ??= places(root, (one) => context.getModuleInfo(one));
      return placed.get(id) === name ? name : null;
    },
  }));
}

/** In which file each module comes. */
export function places(root: string, look: Look): Map<string, string> {
  const app = closure([join(root, 'index.html')], look);
  const pupil = closure([join(root, 'pupil.html')], look);
  const placed = new Map<string, string>();
  for (const id of pupil) placed.set(id, app.has(id) ? 'shared' : 'pupil');
  for (const id of app) if (!placed.has(id)) placed.set(id, 'start');
  const asked = [...askedLater(app, look)].map((id) => [id, nameOf(relative(root, id).replaceAll('\\', '/'))] as const);
  asked.sort(([, a], [, b]) => FILES.indexOf(a) - FILES.indexOf(b));
  for (const [from, name] of asked) {
    for (const id of closure([from], look)) {
      const before = placed.get(id);
      if (before === undefined) placed.set(id, name);
      else if (before in LATER && before !== name) placed.set(id, OPENED);
    }
  }
  return placed;
}

/** These modules and all that they import outright. */
function closure(from: readonly string[], look: Look): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(look(id)?.importedIds ?? []));
  }
  return found;
}

/** All modules that are asked for while something runs that is reached from these. */
function askedLater(from: ReadonlySet<string>, look: Look): Set<string> {
  const asked = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const later of look(id)?.dynamicallyImportedIds ?? []) {
      if (asked.has(later)) continue;
      asked.add(later);
      open.push(...closure([later], look));
    }
  }
  return asked;
}

function nameOf(path: string): string {
  return Object.entries({ ...APART, ...LATER }).find(([, paths]) => paths.test(path))?.[0] ?? OPENED;
}
