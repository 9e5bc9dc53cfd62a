import type { TestProject } from 'vitest/node';
import { sampleSeed } from '../sample.ts';
import { neo4jLegs } from './legs.ts';
import type { ProvidedNeo4j } from './provided.ts';
import { openTurns } from './turns.ts';

/** Vitest's global set-up: every Neo4j that this machine can run, named in the output and provided to the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { running, skipped } = await neo4jLegs();
  for (const { title } of running) console.log(title);
  for (const reason of skipped) console.log(`Neo4j leg skipped: ${reason}`);
  const seed = sampleSeed();
  if (seed !== null)
    console.log(`Long tables are tried in part: ALLEGIANCE_SAMPLE=${seed} tries the same part, ALLEGIANCE_SAMPLE=all everything`);
  project.provide('sample', seed);
  const turns = await Promise.all(running.map(() => openTurns()));
  const stop = async () => {
    for (const { close } of turns) close();
    await Promise.all(running.map((leg) => leg.stop()));
  };
  if (skipped.length > 0 && process.env.ALLEGIANCE_REQUIRE_NEO4J === '1') {
    await stop();
    throw new Error('ALLEGIANCE_REQUIRE_NEO4J asks for every Neo4j, and one was skipped');
  }
  project.provide(
    'neo4j',
    running.map(({ address, version }, at): ProvidedNeo4j => ({ ...address, name: `Neo4j ${version}`, version, turns: turns[at]!.port })),
  );
  return stop;
}
