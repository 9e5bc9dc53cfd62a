import 'reflect-metadata';
import { parseArgs } from 'node:util';
import neo4j from 'neo4j-driver';
import type { View } from '../src/analysis/projection/view.ts';
import type { Engine } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { createServices, type Services } from '../src/graph/common/services.ts';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { serverOn } from '../tests/support/paths/server.ts';
import { loadEntities, loadTies } from '../tests/support/revisions/loadGraph.ts';
import { AT, writeRows } from '../tests/support/revisions/revisions.ts';
import { actors, tie } from '../tests/support/revisions/rows.ts';
import { growth } from './growth.ts';
import { fileGraph, type MadeGraph, randomGraph } from './madeGraph.ts';
import { Load } from './reads/load.ts';
import { ThreeWayComparison } from './threeWayComparison.ts';
import { mebibytes, Times } from './times.ts';

/**
 * npm run bench:paths [-- --actors 130000 --ties 840000 --pairs 100 --round 10 --warm 200 --degree 1,30 --file edges.tsv --uri bolt://… --ten-million --only growth|compare]
 *
 * Times path searches on the projection in process, over HTTP through our API with the names of all entities, and in native
 * Cypher through the bare driver: in turn on the same pairs, `--round` of them at a time, in one run on a real Neo4j. Also
 * measures how the projection grows. Random graphs are deterministic; a file has lines of `from<TAB>to<TAB>sign`. With `--uri`
 * an empty Neo4j without a password is filled and measured, else one is started.
 */
const { values } = parseArgs({
  options: {
    actors: { type: 'string', default: '130000' },
    ties: { type: 'string', default: '840000' },
    pairs: { type: 'string', default: '100' },
    degree: { type: 'string', default: '1' },
    round: { type: 'string', default: '10' },
    warm: { type: 'string', default: '200' },
    file: { type: 'string' },
    uri: { type: 'string' },
    only: { type: 'string' },
    'ten-million': { type: 'boolean', default: false },
  },
});
const NEO4J = NEO4J_RELEASES[0].version;
const DEGREES = values.degree.split(',').map(Number);
const options = {
  pairs: Number(values.pairs),
  round: Number(values.round),
  warm: Number(values.warm),
};
const WRITES = 30;
const SIZES = [10_000, 100_000, 1_000_000];

if (values.only !== 'growth')
  await compare(values.file ? await fileGraph(values.file) : randomGraph(Number(values.actors), Number(values.ties)));
if (values.only !== 'compare') {
  console.log('\nGrowth of the projection alone; p50 / p95, ms');
  console.log(await growth(values['ten-million'] ? [...SIZES, 10_000_000] : SIZES));
}

async function compare(graph: MadeGraph): Promise<void> {
  const { uri, stop } = values.uri ? { uri: values.uri, stop: async () => undefined } : await startNeo4j(NEO4J, { memory: 2048 });
  const engine = openNeo4j({ uri, user: null, password: null, database: null, timeout: 60_000 });
  const driver = neo4j.driver(uri);
  try {
    console.log(`${graph.title}; Neo4j ${await engine.version()}, Node ${process.version}`);
    await load(engine, graph);
    const shape = createServices(engine);
    const view = await build(shape);
    const server = await serverOn(engine, {});
    const api = new Load(Number(new URL(server.url).port));
    for (const degree of DEGREES) {
      console.log(`\nends of at least ${degree} ties\n${await new ThreeWayComparison(view, api, driver).compare({ ...options, degree })}`);
    }
    api.close();
    console.log(`\none tie applied: ${await follow(engine, shape)} ms (p50 / p95, with the read from the store)`);
    await server.close();
  } finally {
    await driver.close();
    await engine.close();
    await stop();
  }
}

async function load(engine: Engine, graph: MadeGraph): Promise<void> {
  await migrate(engine, AT);
  const start = performance.now();
  for (const batch of graph.entities()) await inPieces(batch, (piece) => loadEntities(engine, piece));
  for (const batch of graph.ties()) await inPieces(batch, (piece) => loadTies(engine, piece));
  console.log(`loaded into Neo4j: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function inPieces<T>(batch: readonly T[], work: (piece: readonly T[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < batch.length; start += 5_000) await work(batch.slice(start, start + 5_000));
}

async function build({ projection }: Services): Promise<View> {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const view = await projection.view();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { rss } = process.memoryUsage();
  console.log(`projection read from Neo4j and built: ${seconds} s; process ${mebibytes(rss)}, before it ${mebibytes(before)}`);
  return view;
}

async function follow(engine: Engine, { clock, projection }: Services): Promise<Times> {
  const times = new Times();
  await writeRows(engine, actors(0, 2));
  for (let n = 0; n < WRITES; n++) {
    clock.revisionWritten(await writeRows(engine, tie(0, 1, { key: `followed:${n}` })));
    await times.measure(() => projection.view());
  }
  return times;
}
