import type { TestProject } from 'vitest/node';
import { sampleSeed } from '../sample.ts';
import type { ProvidedNeo4j } from './provided.ts';
import { openServerLock } from './serverLock.ts';
import { findTestServers } from './testServers.ts';

/** Vitest's global setup: starts every Neo4j that this machine can run, lists them in the output, and provides them to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { running, skipped } = await findTestServers();
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
