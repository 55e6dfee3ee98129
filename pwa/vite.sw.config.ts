/** Builds the service worker last, because it carries the list of what the first build made. */
import { defineConfig, type Plugin } from 'vite';

import { pictureEntries, precacheList } from './tools/precache.ts';
import { OF_SERVICE_WORKER, standsAlone } from './tools/stands_alone.ts';

/** Where the first build went is for the command line to say, as with every build. */
const precache: Plugin = {
  name: 'precache-list',
  config: ({ build }) => ({ define: { PRECACHE: JSON.stringify([...precacheList(build?.outDir ?? 'dist'), ...pictureEntries('../manifest')]) } }),
};

export default defineConfig({
  publicDir: false,
  plugins: [precache, standsAlone('the service worker', /^src\/sw\/sw\.ts$/, OF_SERVICE_WORKER)],
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
