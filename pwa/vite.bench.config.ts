/** Builds the page that `make bench` measures the client's store and the pad in. Never shipped. */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const ofPlatform = fileURLToPath(new URL('src/sync/platform_crypto.ts', import.meta.url));

export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: [{ find: /^crypto$/, replacement: ofPlatform }] },
  build: {
    target: 'es2022',
    outDir: '../build/bench',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // All of it at once: nothing is to be fetched while something is measured.
    rolldownOptions: { input: { bench: 'test/bench/bench.html' }, output: { codeSplitting: false } },
  },
});
