import { defineConfig } from 'vite';

/**
 * The playground as static files that `src/http/playground.ts` serves: `vite build src/playground`.
 * Nothing in them may need an inline script or another host, so that the page runs under its Content-Security-Policy.
 */
export default defineConfig({
  base: '/playground/',
  build: {
    outDir: '../../dist/playground',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Monaco, the editor, is one chunk of about this size; it is loaded after the page has been drawn.
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
    rolldownOptions: {
      // "use client" marks React's server components; everything here is the browser's.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  worker: { format: 'es' },
});
