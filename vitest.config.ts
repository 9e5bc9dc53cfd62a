import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ALL } from './tests/support/scope.ts';

/** Tests of files named `*.slow.test.ts` run with `--all`, or where the file is named. */
const exclude = ALL || process.argv.some((argument) => argument.includes('.slow.')) ? [] : ['**/*.slow.test.ts'];

/** A project for each thing that tests need, so that a run of few of them starts only that. */
const PROJECTS: Record<string, readonly string[]> = {
  unit: ['tests/unit'],
  store: ['tests/store'],
  api: ['tests/api', 'tests/attacks'],
  web: ['tests/web'],
  neo4j: ['tests/neo4j', 'tests/faults'],
};

/**
 * Starts the longest file first, so that it is not what a run waits for at its end, and spreads those of Neo4j over the others: they
 * share a server, so that one that starts while another runs would only wait.
 */
class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => /(web\/explorer|neo4j\/statements)\.test/.test(moduleId);
    const inOrder = [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
    const [onNeo4j, others] = [true, false].map((neo4j) => inOrder.filter(({ project }) => (project.name === 'neo4j') === neo4j));
    const apart = Math.max(1, Math.floor(others!.length / (onNeo4j!.length + 1)));
    return [
      ...onNeo4j!.flatMap((file, at) => [file, ...others!.slice(at * apart, (at + 1) * apart)]),
      ...others!.slice(onNeo4j!.length * apart),
    ];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: Spread },
    globalSetup: 'tests/support/neo4j/setup.ts',
    maxWorkers: 2,
    projects: Object.entries(PROJECTS).map(([name, folders]) => ({
      // A single copy of graphql: type-graphql and Apollo load this file, and two copies reject each other's schemas.
      resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
      test: {
        name,
        include: folders.map((folder) => `${folder}/**/*.test.ts`),
        exclude,
        setupFiles: 'tests/support/setup.ts',
        environment: 'node',
        pool: 'forks' as const,
        // Test files of one worker share loaded modules: loading them again for each file took a tenth of the run.
        isolate: false,
        testTimeout: 60_000,
        hookTimeout: 120_000,
        // As long as the browser waits for an element: a poll ends when its value comes, and says nothing about speed.
        expect: { poll: { timeout: 10_000 } },
      },
    })),
  },
});
