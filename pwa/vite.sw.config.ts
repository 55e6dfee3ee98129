/** Builds the service worker last, because it carries the list of what the first build made. */
import { defineConfig } from 'vite';

import { precacheList } from './tools/precache.ts';

export default defineConfig({
  publicDir: false,
  define: { PRECACHE: JSON.stringify(precacheList('dist')) },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: 'src/sw/sw.ts',
      output: { entryFileNames: 'sw.js', format: 'iife' },
    },
  },
});
