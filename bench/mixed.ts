import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import type { Engine } from '../src/engine/engine.ts';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { loadEntities, loadTies } from '../tests/support/revisions/loadGraph.ts';
import { randomGraph } from './madeGraph.ts';
import { DENSITY } from './madeLargeStore.ts';
import { importBeside } from './mixed/importBeside.ts';
import { Meter, type Phase } from './mixed/meter.ts';
import { Readers } from './mixed/readers.ts';
import { Writer } from './mixed/writer.ts';
import { cpuOf } from './reads/cpu.ts';
import { newTokens } from './soak/newTokens.ts';
import { AS_STARTED, type ServerProcess, startServer } from './soak/serverProcess.ts';
import { mebibytes, table } from './times.ts';

/**
 * npm run bench:mixed [-- --size 20000 --seconds 15 --reads 45 --writes 0,1,10 --rows 20000 --neo4j | --data DIRECTORY]
 *
 * What reads cost while others write. The built server holds the seed and a made graph of `size` relationships. Reads of the seed
 * come at a fixed rate (open loop), and beside them writes about made actors, which the reads never touch; then an import of `rows`
 * relationships, as `allegiance import --url` sends them. It prints the CPU time of a read (of the server, and of Neo4j), without what the same writes take
 * alone; latencies, measured by a process of their own; the growth of memory; and the longest pause of the event loop. With `--data`, on a copy of a large store that
 * `bench:largeStore` made with `size` relationships. Linux only.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '15' },
    reads: { type: 'string', default: '45' },
    writes: { type: 'string', default: '0,1,10' },
    rows: { type: 'string', default: '20000' },
    neo4j: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
});
const SIZE = Number(values.size);
const SECONDS = Number(values.seconds);
const RATE = Number(values.reads);
const WRITES = values.writes.split(',').map(Number);
const ACTORS = Math.ceil(SIZE / DENSITY);

const directory = await mkdtemp(join(tmpdir(), 'allegiance-mixed-'));
const neo4j = values.neo4j ? await startNeo4j(NEO4J_RELEASES[0].version, { memory: 1024 }) : null;
let server: ServerProcess | null = null;
try {
  server = await prepared();
  await run(server);
} finally {
  await server?.stop();
  await neo4j?.stop();
  await rm(directory, { recursive: true, force: true });
}

/** A server over a store with the seed and the made graph, which is written past the server, since that is faster. */
async function prepared(): Promise<ServerProcess> {
  if (values.data) {
    await cp(values.data, directory, { recursive: true });
    const [editor] = await newTokens(directory, ['editor']);
    return startServer(directory, null, {}, AS_STARTED, editor);
  }
  const uri = neo4j?.uri ?? null;
  const { token, stop } = await startServer(directory, uri);
  await stop();
  await fill(
    uri === null
      ? await openEmbedded(directory, 600_000)
      : openNeo4j({ uri, user: null, password: null, database: null, timeout: 600_000, responseTimeout: 60_000 }),
  );
  return startServer(directory, uri, {}, AS_STARTED, token);
}

async function fill(engine: Engine): Promise<void> {
  const graph = randomGraph(ACTORS, SIZE);
  // Their names come last, so that no page of the reads shows them.
  for (const batch of graph.entities())
    await loadEntities(
      engine,
      batch.map((one) => ({ ...one, name: `zz ${one.id}` })),
    );
  for (const batch of graph.ties()) await loadTies(engine, batch);
  await engine.close();
}

async function run(on: ServerProcess): Promise<void> {
  const where = neo4j ? `Neo4j ${NEO4J_RELEASES[0].version}` : 'the embedded store';
  console.log(`${RATE} reads a second of the seed beside ${SIZE} relationships, ${SECONDS} s each, on ${where}, Node ${process.version}`);
  const readers = new Readers(on);
  const writer = new Writer(on, ACTORS);
  const meter = new Meter(on, () => cpuOf(on.pid) + (neo4j ? cpuOf(neo4j.pid) : 0));
  await readers.warm();
  await writer.write(20);

  const alone = new Map<number, number>();
  for (const rate of WRITES.filter((one) => one > 0)) {
    const { cpu } = await meter.during(() => writer.run(rate, SECONDS));
    alone.set(rate, cpu);
  }
  const rows: string[][] = [];
  let idle = Number.NaN;
  for (const rate of WRITES) {
    const phase = await meter.during(() => Promise.all([readers.run(RATE, SECONDS), rate > 0 ? writer.run(rate, SECONDS) : null]));
    const read = (phase.cpu - (alone.get(rate) ?? 0)) / (RATE * SECONDS);
    if (rate === 0) idle = read;
    rows.push([
      `${rate} writes a second`,
      read.toFixed(2),
      (read / idle).toFixed(2),
      (phase.cpu / (RATE * SECONDS)).toFixed(2),
      ...shown(phase),
    ]);
  }
  let imported = 0;
  const phase = await meter.during(async () => {
    // A process of its own, as that of an import is: the reads would wait for what it does.
    const writing = importBeside(on, ACTORS, Number(values.rows)).then((rate) => {
      imported = rate;
    });
    while (imported === 0) await Promise.race([writing, readers.run(RATE, 1)]);
    await writing;
  });
  rows.push([`import of ${values.rows} rows, ${Math.round(imported)} a second`, '–', '–', '–', ...shown(phase)]);
  const head = ['', 'CPU a read, ms', '÷ none', 'with writes', 'p50, ms', 'p99, ms', 'longest pause, ms', 'memory', 'growth'];
  console.log(table(head, rows));
  readers.close();
  if (readers.errors.size > 0) console.log([...readers.errors].map(([what, count]) => `${count} × ${what}`).join('\n'));

  function shown({ pause, before, after }: Phase): string[] {
    const times = readers.takeTimes();
    return [times.at(0.5).toFixed(1), times.at(0.99).toFixed(1), pause.toFixed(0), mebibytes(after), mebibytes(after - before)];
  }
}
