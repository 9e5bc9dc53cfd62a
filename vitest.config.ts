import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A single copy of graphql: type-graphql and Apollo load this file, and two copies reject each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/support/neo4j/setup.ts',
    setupFiles: 'tests/support/setup.ts',
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    // Test files of one worker share loaded modules: loading them again for each file took a tenth of the run.
    isolate: false,
    testTimeout: 60_000,
    // Machines stall, and thousands of tests use servers, processes and a browser: a failed test is run once more, and reported as such.
    retry: 1,
    hookTimeout: 120_000,
  },
});
