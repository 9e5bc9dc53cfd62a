import { defineConfig } from 'vite';

/**
 * The server as few files, libraries included: a process that starts reads and links every module of theirs otherwise,
 * which is more than a third of its work up to the first answer. What only some commands need stays in files of its own, as it is imported.
 */
export default defineConfig({
  // One copy of graphql, as in the tests: two refuse each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  publicDir: false,
  ssr: { noExternal: true, external: ['@grafeo-db/js'] },
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node20',
    sourcemap: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 8_000,
    rolldownOptions: {
      input: { main: 'src/main.ts', worker: 'src/feed/worker.ts' },
      // Types of the schema are called as their classes are.
      output: { keepNames: true, chunkFileNames: '[name]-[hash].js' },
    },
  },
});
