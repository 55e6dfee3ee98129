import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { OF_PUPILS_PAGE, OF_PUPILS_WORKER, OF_SERVICE_WORKER, standsAlone } from '../../tools/stands_alone.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'beside-build-')));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Builds the files with `page.js` as the part that is to stand alone, and `app.js` beside it. */
async function built(files: Readonly<Record<string, string>>, allowed = [/^page\.js$/, /^parts\//]): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const input = ['page.js', 'app.js'].filter((name) => name in files).map((name) => join(root, name));
  const plugins = [standsAlone('the page', /^page\.js$/, allowed)];
  try {
    await build({ root, configFile: false, logLevel: 'silent', plugins, build: { write: false, rolldownOptions: { input } } });
    return 'built';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const UNLOCK = { 'store/unlock.js': 'export const unlock = () => console.log("keys")' };

test('a page of its own parts is built', async () => {
  expect(await built({ 'page.js': 'import { one } from "./parts/one.js"; one()', 'parts/one.js': 'export const one = () => console.log(1)' }))
    .toBe('built');
});

test('a page that imports the unlock code is not built, and the module is named', async () => {
  expect(await built({ ...UNLOCK, 'page.js': 'import { unlock } from "./store/unlock.js"; unlock()' }))
    .toContain('the page must not be able to reach store/unlock.js');
});

test('nor is one that imports it later, through something allowed', async () => {
  const files = {
    ...UNLOCK,
    'page.js': 'import("./parts/later.js")',
    'parts/later.js': 'export { unlock } from "../store/unlock.js"',
  };
  expect(await built(files)).toContain('store/unlock.js');
});

test('what only the app beside it imports is nothing to the page', async () => {
  const files = {
    ...UNLOCK,
    'page.js': 'import { one } from "./parts/one.js"; one()',
    'app.js': 'import { one } from "./parts/one.js"; import { unlock } from "./store/unlock.js"; one(unlock)',
    'parts/one.js': 'export const one = (what) => console.log(1, what)',
  };
  expect(await built(files)).toBe('built');
});

test('a part that is not in the build at all does not pass', async () => {
  expect(await built({ 'app.js': 'console.log(1)' })).toContain('the page was not found');
});

test.each([
  ['the pupil’s page', OF_PUPILS_PAGE], ['the pupil’s worker', OF_PUPILS_WORKER], ['the service worker', OF_SERVICE_WORKER],
])('%s may reach nothing that holds or opens a key', (_part, allowed) => {
  const keys = ['sync/keys.ts', 'sync/epoch.ts', 'sync/vault.ts', 'sync/snapshot.ts']
    .concat(['identity', 'unlock', 'vaults', 'rest', 'session', 'api', 'exchange', 'save', 'replica'].map((name) => `store/${name}.ts`))
    .map((path) => `src/${path}`);
  expect(keys.filter((path) => allowed.some((one) => one.test(path)))).toEqual([]);
});
