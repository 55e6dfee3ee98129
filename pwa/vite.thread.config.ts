/** Builds the page that the browser tests drive the store's facade on. Never shipped. */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const ofPlatform = fileURLToPath(new URL('src/sync/platform_crypto.ts', import.meta.url));

export default defineConfig({
  publicDir: false,
  resolve: { alias: [{ find: /^crypto$/, replacement: ofPlatform }] },
  build: {
    target: 'es2022',
    outDir: '../build/thread',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One file: each is handed to the page by the test.
    rolldownOptions: { input: { thread: 'test/thread/thread.html' }, output: { codeSplitting: false } },
  },
});
