import { defineConfig } from 'vite';

/**
 * Builds the explorer as static files, which `src/http/routes/pages.ts` serves: `vite build src/explorer`.
 * Nothing in them may need an inline script or another host, so that the page runs under its Content-Security-Policy.
 */
export default defineConfig({
  base: '/explorer/',
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
