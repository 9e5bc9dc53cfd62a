/**
 * npm run bench:lag [-- --writes 50]
 *
 * How far a server lags behind another on the same Neo4j, which is started here: milliseconds from the acknowledgement of a write by
 * one to the message that a subscriber of the other receives, and how many first reads at the other, sent after the acknowledgement,
 * lack the write. The writes come at random times.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { seeded } from './random.ts';
import { type ServerProcess, startServer } from './soak/serverProcess.ts';
import { Times, table } from './times.ts';

const { values } = parseArgs({ options: { writes: { type: 'string', default: '50' } } });
/** Milliseconds between two writes, at most. */
const PAUSE_LIMIT = 1_000;

const mutationOf = (description: string): string =>
  `mutation { upsertActors(rows: [{ slug: "lagging", kind: PERSON, name: "Lagging", description: "${description}" }]) { revision } }`;

const directory = await mkdtemp(join(tmpdir(), 'allegiance-lag-'));
const neo4j = await startNeo4j(NEO4J_RELEASES[0].version);
const servers: ServerProcess[] = [];
try {
  const one = await startServer(directory, neo4j.uri);
  servers.push(one);
  const { token } = one;
  const other = await startServer(directory, neo4j.uri, {}, [], token);
  servers.push(other);
  const received = new Map<number, number>();
  const client = createClient({ url: `${other.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { token } });
  const followed = (async () => {
    for await (const { data } of client.iterate<{ graphChanged: { revision: number } }>({
      query: 'subscription { graphChanged { revision } }',
    }))
      received.set(data!.graphChanged.revision, performance.now());
  })();
  followed.catch((error: unknown) => console.error(error));
  // The subscription has begun once a message has come.
  for (let number = 0; received.size === 0; number++) {
    await send(one, mutationOf(`Before, ${number}`));
    await delay(PAUSE_LIMIT);
  }
  const random = seeded(1);
  const [pushed, read] = [new Times(), new Times()];
  let missed = 0;
  for (let number = 0; number < Number(values.writes); number++) {
    await delay(PAUSE_LIMIT * random());
    const description = `As of write ${number}`;
    const { upsertActors } = await send<{ upsertActors: { revision: number } }>(one, mutationOf(description));
    const acknowledged = performance.now();
    const { actor } = await send<{ actor: { description: string } }>(other, '{ actor(id: "lagging") { description } }');
    read.add(performance.now() - acknowledged);
    if (actor.description !== description) missed++;
    while (!received.has(upsertActors.revision)) await delay(1);
    pushed.add(Math.max(0, received.get(upsertActors.revision)! - acknowledged));
  }
  await client.dispose();
  console.log(`Neo4j ${NEO4J_RELEASES[0].version}, ${values.writes} writes; milliseconds after a write was acknowledged by the one server`);
  const rows = [
    ['the message of the other', pushed.at(0.5).toFixed(0), pushed.at(0.99).toFixed(0), pushed.at(1).toFixed(0), ''],
    ['a read at the other', read.at(0.5).toFixed(0), read.at(0.99).toFixed(0), read.at(1).toFixed(0), String(missed)],
  ];
  console.log(table(['', 'p50', 'p99', 'longest', 'without the write'], rows));

  async function send<T>({ url }: ServerProcess, query: string): Promise<T> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  await neo4j.stop();
  await rm(directory, { recursive: true, force: true });
}
