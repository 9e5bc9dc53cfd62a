import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { OWN } from '../src/engine/neo4j/ownLabels.ts';
import { write } from '../src/write/write.ts';
import { withDriver } from '../tests/support/neo4j/driver.ts';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { ACTORS, fill } from './reads/graph.ts';
import { ReadBench } from './reads/readBench.ts';
import { type BenchServer, startServers } from './reads/servers.ts';
import { READ_SHAPES } from './reads/shapes.ts';

/**
 * npm run bench:reads [-- --seconds 2 --rounds 3 --warm 5 --only ours,floor --shapes 0,4 --uri bolt://… --pid N]
 *
 * Times nested reads through our API, through @neo4j/graphql (the rival: one concrete type is its best case, an interface
 * over six types the general one), and in handwritten Cypher over plain HTTP (the floor). On a real Neo4j that is started
 * here, each server in its own process, in turn on the same requests; the answers are checked to be equal. With `--uri` a
 * Neo4j on this machine is measured, whose process is `--pid`, and filled if it is empty. The CPU time is that of the server
 * and of Neo4j together. Of ours: questions that nobody asked before, on a server that has answered others; questions asked again while
 * others write elsewhere; asked again while nobody writes (`repeated`); and each made unique, of data that is cached. The rival is installed into its own folder when it is first measured.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    warm: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    shapes: { type: 'string', default: '' },
    uri: { type: 'string' },
    pid: { type: 'string' },
  },
});
const list = (text: string) => text.split(',').filter((part) => part !== '');
const NEO4J = NEO4J_RELEASES[0].version;
const NOT_OURS = { user: 'neo4j', password: '', stop: async () => undefined };

const neo4j =
  values.uri && values.pid ? { uri: values.uri, pid: Number(values.pid), ...NOT_OURS } : await startNeo4j(NEO4J, { memory: 1024 });
const servers: BenchServer[] = [];
const engine = openNeo4j({ uri: neo4j.uri, user: null, password: null, database: null, timeout: 60_000 });
try {
  await prepare();
  for await (const server of startServers(neo4j.uri, list(values.only))) servers.push(server);
  const timing = { seconds: Number(values.seconds), rounds: Number(values.rounds), warm: Number(values.warm) };
  let written = 0;
  const elsewhere = () => {
    const actors = [{ slug: 'elsewhere', kind: 'PERSON', name: 'Zz elsewhere', description: `As of write ${++written}` }];
    return write(engine, { actors }, { key: randomUUID(), by: 'bench', at: new Date() });
  };
  await elsewhere();
  const measured = new ReadBench(servers, neo4j.pid, timing, elsewhere);
  for (const [number, shape] of READ_SHAPES.entries()) {
    if (values.shapes !== '' && !list(values.shapes).includes(String(number))) continue;
    await measured.measure(shape, number);
  }
  console.log(`\n${measured.table()}`);
} finally {
  await engine.close();
  await Promise.all(servers.map((server) => server.stop()));
  await neo4j.stop();
}

async function prepare(): Promise<void> {
  await withDriver(neo4j, async (driver) => {
    const { records } = await driver.executeQuery(`MATCH (n:${OWN}Actor) RETURN n.id LIMIT 1`);
    if (records.length === 0) await fill(engine, async (text) => void (await driver.executeQuery(text)));
  });
  console.log(`${ACTORS} actors of six kinds, 120000 ties; Neo4j ${await engine.version()}, Node ${process.version}`);
}
