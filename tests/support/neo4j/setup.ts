import type { TestProject } from 'vitest/node';
import { sampleSeed } from '../sample.ts';
import { releasesOf } from '../scope.ts';
import type { ProvidedNeo4j } from './provided.ts';
import { openServerLock } from './serverLock.ts';
import { findTestServers, type TestServers } from './testServers.ts';

const NO_SERVERS: TestServers = { running: [], skipped: [] };

/** Vitest's global setup: starts the Neo4j releases that the run needs, lists them in the output, and provides them to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { running, skipped } = needsNeo4j(project.vitest) ? await findTestServers() : NO_SERVERS;
  for (const { title } of running) console.log(title);
  for (const reason of skipped) console.log(`Neo4j skipped: ${reason}`);
  const seed = sampleSeed();
  if (seed !== null)
    console.log(`Long tables are sampled: ALLEGIANCE_SAMPLE=${seed} repeats this sample, ALLEGIANCE_SAMPLE=all tests everything`);
  project.provide('sample', seed);
  const locks = await Promise.all(running.map(() => openServerLock()));
  const stop = async () => {
    for (const { close } of locks) close();
    await Promise.all(running.map((server) => server.stop()));
  };
  if (skipped.length > 0 && process.env.ALLEGIANCE_REQUIRE_NEO4J === '1') {
    await stop();
    throw new Error('ALLEGIANCE_REQUIRE_NEO4J requires every Neo4j, and one was skipped');
  }
  project.provide(
    'neo4j',
    running.map(
      ({ address, version }, index): ProvidedNeo4j => ({ ...address, name: `Neo4j ${version}`, version, lockPort: locks[index]!.port }),
    ),
  );
  return stop;
}

/** Whether any of the files or folders that the run names, or else of all, runs on Neo4j. */
function needsNeo4j(vitest: TestProject['vitest']): boolean {
  // Vitest marks this field as internal.
  const { filenamePattern = ['tests/neo4j'] } = vitest as unknown as { filenamePattern?: string[] };
  return filenamePattern.some((path) => releasesOf(path) !== 'none');
}
