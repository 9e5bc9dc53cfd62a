/**
 * npm run bench:overload [-- --size 110000 --readers 150 --writers 4 --seconds 10 --neo4j --impatient --data DIRECTORY]
 *
 * What is left for writers when many read: the rate of some writers alone, then beside readers who send one request after the other,
 * and what each waits. `--impatient`: readers do not wait as long as a refusal tells them to. On a made graph in the embedded store,
 * or in a Neo4j that is started here. With `--data` the embedded store is made there once, and each run uses a copy.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { actorsFor } from './importRows.ts';
import { fillEmbedded, fillNeo4j } from './madeStore.ts';
import { type Operation, type Outcome, sendWithoutPause } from './overload/clients.ts';
import { slugOf } from './powerLawGraph.ts';
import { startServer } from './soak/serverProcess.ts';
import { table } from './times.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '110000' },
    readers: { type: 'string', default: '150' },
    writers: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '10' },
    neo4j: { type: 'boolean', default: false },
    impatient: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
});
const [SIZE, READERS, WRITERS, SECONDS] = [values.size, values.readers, values.writers, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
];
const ACTORS = actorsFor(SIZE);
const someActor = (number: number): string => slugOf((number * 7_919) % ACTORS);

const READS: readonly Operation[] = [
  {
    query: `query ($id: ID!) { actor(id: $id) { name description fights(first: 10) { edges { node { name } relationship { statement confidence } } }
      backedBy(first: 10) { totalCount edges { node { name } relationship { validity { start } evidence(first: 2) { nodes { quote } } } } } } }`,
    variables: (number) => ({ id: someActor(number) }),
  },
  {
    query: 'query ($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxDepth: 3, maxPaths: 3) { paths { statement } } }',
    variables: (number) => ({ from: someActor(number), to: someActor(number * 3 + 1) }),
  },
  {
    query: 'query ($id: ID!) { actor(id: $id) { relationships(first: 20) { totalCount nodes { statement confidence } } } }',
    variables: (number) => ({ id: someActor(number) }),
  },
  {
    query: 'query ($text: String!) { search(text: $text, first: 10) { entity { name } } }',
    variables: (number) => ({ text: `actor ${number % ACTORS}` }),
  },
];
const WRITES: readonly Operation[] = [
  {
    query: `mutation ($from: ID!, $to: ID!, $key: String!) { recordRelationships(rows: [{ type: BACKS, from: $from, to: $to, start: "2020",
      key: $key, evidence: [{ source: "made-table", quote: "A passage." }] }]) { revision } }`,
    variables: (number) => ({
      from: someActor(number),
      to: someActor(number * 5 + 2),
      key: `overload ${process.pid} ${number} ${Date.now()}`,
    }),
  },
];

const directory = await mkdtemp(join(tmpdir(), 'allegiance-overload-'));
const made = values.data ?? join(directory, 'made');
const data = join(directory, 'data');
const neo4j = values.neo4j ? await startNeo4j(NEO4J_RELEASES[0].version) : null;
try {
  if (neo4j) await fillNeo4j(neo4j.uri, SIZE);
  else {
    await fillEmbedded(made, SIZE);
    await cp(made, data, { recursive: true });
  }
  const server = await startServer(data, neo4j?.uri ?? null);
  const send = (clients: number, operations: readonly Operation[], seconds = SECONDS) =>
    sendWithoutPause(server.url, server.token, clients, seconds, operations, !values.impatient);
  try {
    await send(2, READS, 3);
    await send(WRITERS, WRITES, 2);
    const alone = await send(WRITERS, WRITES);
    const readersAlone = await send(READERS, READS);
    const [writers, readers] = await Promise.all([send(WRITERS, WRITES), send(READERS, READS)]);
    const rows = [
      row(`${WRITERS} writers, nobody reads`, alone),
      row(`${READERS} readers, nobody writes`, readersAlone),
      row(`${WRITERS} writers beside ${READERS} readers`, writers),
      row(`${READERS} readers beside ${WRITERS} writers`, readers),
    ];
    console.log(`${SIZE} relationships in ${neo4j ? `Neo4j ${NEO4J_RELEASES[0].version}` : 'the embedded store'}; milliseconds`);
    console.log(table(['', 'a second', 'p50', 'p99', 'longest', 'refused', 'p99 of a refusal'], rows));
    console.log(`The writers keep ${((100 * writers.perSecond) / alone.perSecond).toFixed(1)} % of their rate.`);
  } finally {
    await server.stop();
  }
} finally {
  await neo4j?.stop();
  await rm(directory, { recursive: true, force: true });
}

function row(name: string, { perSecond, times, errors, refusals }: Outcome): string[] {
  const refused = [...errors].map(([code, count]) => `${count} ${code}`).join(', ');
  const milliseconds = [times.at(0.5), times.at(0.99), times.at(1), refusals.at(0.99)].map((time) =>
    Number.isNaN(time) ? '' : time.toFixed(0),
  );
  return [name, perSecond.toFixed(1), ...milliseconds.slice(0, 3), refused || '0', milliseconds[3]!];
}
