/** Builds the two documents, the app and the pupil's own, into `dist/`; the service worker comes after. */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { groups, OF_WORKERS } from './tools/pieces.ts';
import { OF_PUPILS_PAGE, OF_PUPILS_WORKER, standsAlone } from './tools/stands_alone.ts';

export default defineConfig({
  publicDir: 'static',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Of Node's own modules only this one is ever named, by a library that would not reach it in a browser.
  resolve: {
    alias: [{ find: /^crypto$/, replacement: fileURLToPath(new URL('src/sync/platform_crypto.ts', import.meta.url)) }],
  },
  plugins: [standsAlone('the pupil’s page', /^pupil\.html$/, OF_PUPILS_PAGE)],
  worker: {
    format: 'es',
    rolldownOptions: { output: { codeSplitting: { groups: OF_WORKERS } } },
    plugins: () => [standsAlone('the pupil’s worker', /^src\/pupil\//, OF_PUPILS_WORKER, { ofSeveral: true })],
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The server's content policy allows no data: font and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', pupil: 'pupil.html' },
      output: { codeSplitting: { groups: groups(fileURLToPath(new URL('.', import.meta.url))) } },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    passWithNoTests: true,
    // A slow machine is no failure.
    testTimeout: 60_000,
    // A worker reads the client's modules once, not for each file: that took as long as half of the tests. What a test puts in the
    // place of something is taken away before the next.
    isolate: false,
    restoreMocks: true,
  },
});
