/** Builds the stage, an unlocked page of the app for the browser tests, over a built client. Never shipped. */
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const ofPlatform = fileURLToPath(new URL('src/sync/platform_crypto.ts', import.meta.url));

export default defineConfig({
  publicDir: false,
  resolve: { alias: [{ find: /^crypto$/, replacement: ofPlatform }] },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One file: a service worker keeps the stage too, for each tablet anew.
    rolldownOptions: { input: { stage: 'test/stage/stage.html' }, output: { codeSplitting: false } },
  },
});
