import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NEO4J_RELEASES } from '../support/neo4j/releases.ts';
import { startNeo4j } from '../support/neo4j/server.ts';
import { Followers } from './soak/followers.ts';
import { Mixed } from './soak/mixed.ts';
import { served } from './soak/served.ts';
import { verdictOn } from './soak/verdict.ts';
import { Watch } from './soak/watch.ts';

/**
 * npm run soak [-- --seconds 300 --rate 20 --neo4j]
 *
 * Is a server stable under a steady load? Reads, paths, searches and writes are sent at a fixed rate (open loop), while
 * subscriptions open and close. Every half minute it reports memory, latency from when each request was due, errors by code,
 * and the lag of the event loop. At the end comes a verdict: exit code 1 where there were errors, or where memory grew in the
 * last half. On the embedded store, or on a real Neo4j that is started here.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    rate: { type: 'string', default: '20' },
    neo4j: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(values.seconds);
const WARM_ROUNDS = 30;

const directory = await mkdtemp(join(tmpdir(), 'allegiance-soak-'));
const neo4j = values.neo4j ? await startNeo4j(NEO4J_RELEASES[0].version) : null;
let stopped: () => Promise<number | null> = async () => 0;
try {
  const server = await served(directory, neo4j?.uri ?? null);
  stopped = server.stop;
  const load = new Mixed(server, Number(values.rate));
  await load.warm(WARM_ROUNDS);
  const followers = new Followers(server);
  const watch = new Watch(server, load, followers);
  console.log(
    `${values.rate} requests a second for ${SECONDS} s on ${neo4j ? `Neo4j ${NEO4J_RELEASES[0].version}` : 'the embedded store'}, Node ${process.version}`,
  );
  await Promise.all([load.run(SECONDS), followers.run(SECONDS), watch.run(SECONDS)]);
  const { sentences, passed } = verdictOn(watch.samples, load, followers);
  console.log(sentences.join('\n'));
  process.exitCode = passed && (await stopped()) === 0 ? 0 : 1;
} finally {
  await stopped();
  await neo4j?.stop();
  await rm(directory, { recursive: true, force: true });
}
