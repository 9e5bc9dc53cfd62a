import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { MixedLoad } from './soak/mixedLoad.ts';
import { startServer } from './soak/serverProcess.ts';
import { Subscribers } from './soak/subscribers.ts';
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
let stop: () => Promise<number | null> = async () => 0;
try {
  const server = await startServer(directory, neo4j?.uri ?? null);
  stop = server.stop;
  const load = new MixedLoad(server, Number(values.rate));
  await load.warm(WARM_ROUNDS);
  const subscribers = new Subscribers(server);
  const watch = new Watch(server, load, subscribers);
  console.log(
    `${values.rate} requests a second for ${SECONDS} s on ${neo4j ? `Neo4j ${NEO4J_RELEASES[0].version}` : 'the embedded store'}, Node ${process.version}`,
  );
  await Promise.all([load.run(SECONDS), subscribers.run(SECONDS), watch.run(SECONDS)]);
  const { sentences, passed } = verdictOn(watch.samples, load, subscribers);
  console.log(sentences.join('\n'));
  process.exitCode = passed && (await stop()) === 0 ? 0 : 1;
} finally {
  await stop();
  await neo4j?.stop();
  await rm(directory, { recursive: true, force: true });
}
