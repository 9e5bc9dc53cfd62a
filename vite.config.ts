import { defineConfig } from 'vite';

/**
 * Bundles the server and its libraries into a few files: otherwise a starting process loads and links every module of the
 * libraries, which is more than a third of its work until the first response. Modules that only some commands need are imported
 * dynamically, and stay in files of their own.
 */
export default defineConfig({
  // A single copy of graphql, as in the tests: two copies reject each other's schemas.
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
      input: {
        main: 'src/main.ts',
        worker: 'src/analysis/workers/worker.ts',
        storeThread: 'src/cli/storeThread.ts',
        snapshot: 'src/engine/embedded/wal/snapshotProcess.ts',
      },
      // The names of GraphQL types are those of their classes.
      output: { keepNames: true, chunkFileNames: '[name]-[hash].js' },
    },
  },
});
