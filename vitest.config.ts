import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One copy of graphql: type-graphql and Apollo load this file, and two copies refuse each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/support/neo4j/setup.ts',
    setupFiles: 'tests/support/setup.ts',
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    // Files of one worker share what they have loaded: loading it anew for each took a tenth of the whole.
    isolate: false,
    testTimeout: 60_000,
    // Machines stall, and thousands of tests use servers, processes and a browser: one that fails is tried once more, and the report says so.
    retry: 1,
    hookTimeout: 120_000,
  },
});
