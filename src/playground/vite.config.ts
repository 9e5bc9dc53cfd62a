import { defineConfig } from 'vite';

/**
 * Builds the playground as static files, which `src/http/routes/pages.ts` serves: `vite build src/playground`.
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
      // "use client" is for React server components; all code here runs in the browser.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  worker: { format: 'es' },
});
