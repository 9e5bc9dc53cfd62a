/**
 * npm run bench:start [-- STARTS --data DIRECTORY | --neo4j --size 1000000]: default is 5 starts
 *
 * From the start of the built server to its first response: elapsed time, and CPU time of the process. With `--data`, of a large store
 * that `bench:largeStore` made, or with `--neo4j` of the same in a Neo4j that is filled first, with so many relationships and events: until
 * the server answers at all, a distance, and a series of events, without the saved copy of the graph, then with it. The copy stays in the
 * directory. Linux only.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { ROOT } from '../tests/support/root.ts';
import { fillLargeStore } from './madeLargeStore.ts';
import { slugOf } from './powerLawGraph.ts';
import { cpuOf } from './reads/cpu.ts';
import { AS_STARTED, startServer } from './soak/serverProcess.ts';
import { Times, table } from './times.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, neo4j: { type: 'boolean', default: false }, size: { type: 'string', default: '1000000' } },
});
const STARTS = Number(positionals[0] ?? 5);
const QUERIES = {
  status: '{ status { revision } }',
  distance: `{ distance(from: "${slugOf(1)}", to: "${slugOf(2)}") }`,
  series: '{ eventSeries(by: YEAR) { start events } }',
};
const LIMIT_MS = 600_000;

/** Settings that name a store. */
type Store = Readonly<Record<string, string>>;

if (values.data) {
  rmSync(join(values.data, 'graph.columns'), { force: true });
  await startsOfLarge({ ALLEGIANCE_DATA: values.data });
} else if (values.neo4j) await startsOnNeo4j(Number(values.size));
else await startsOfSmall();

async function startsOnNeo4j(size: number): Promise<void> {
  const neo4j = await startNeo4j(NEO4J_RELEASES[0].version, { memory: 2_048 });
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-start-'));
  try {
    await (await startServer(directory, neo4j.uri)).stop();
    const { uri } = neo4j;
    const engine = openNeo4j({ uri, user: null, password: null, database: null, timeout: LIMIT_MS, responseTimeout: 60_000 });
    await fillLargeStore(engine, size, size);
    await engine.close();
    console.log(`${size} relationships and as many events in Neo4j ${NEO4J_RELEASES[0].version}`);
    await startsOfLarge({ NEO4J_URI: uri, ALLEGIANCE_GRAPH_DIRECTORY: directory });
  } finally {
    await neo4j.stop();
    rmSync(directory, { recursive: true });
  }
}

async function startsOfLarge(store: Store): Promise<void> {
  const rows: string[][] = [];
  for (const name of ['without a saved copy', ...Array(STARTS).fill('with it')]) rows.push([name, ...(await readyTimes(store))]);
  console.log(table(['milliseconds until', 'the first answer', 'a distance', 'a series of events', 'the server has stopped'], rows));
}

/** From the start of the process until it answers each of the questions, one after the other. */
async function readyTimes(store: Store): Promise<string[]> {
  const start = performance.now();
  const server = spawnServer(store);
  const url = await urlOf(server);
  const times: number[] = [];
  for (const query of Object.values(QUERIES)) {
    for (const over = start + LIMIT_MS; performance.now() < over; ) {
      const answer = await answerTo(url, query);
      if (!answer.includes('"errors"')) break;
      if (!/TIMEOUT|UNAVAILABLE/.test(answer)) throw new Error(answer);
    }
    times.push(performance.now() - start);
  }
  const stopping = performance.now();
  server.kill('SIGINT');
  await once(server, 'exit');
  return [...times, performance.now() - stopping].map((time) => time.toFixed(0));
}

async function startsOfSmall(): Promise<void> {
  const rows: string[][] = [];
  const filled = mkdtempSync(join(tmpdir(), 'allegiance-start-'));
  rows.push(await measure('an empty store, into which the seed is loaded', () => mkdtempSync(join(tmpdir(), 'allegiance-start-')), true));
  await firstResponse(filled);
  rows.push(await measure('a store that holds the seed', () => filled, false));
  rmSync(filled, { recursive: true });
  console.log(`${STARTS} starts each; milliseconds, median / 95th percentile\n`);
  console.log(table(['until the first response on', 'elapsed', 'CPU'], rows));
}

async function measure(name: string, directory: () => string, remove: boolean): Promise<string[]> {
  const [elapsed, cpu] = [new Times(), new Times()];
  for (let n = 0; n < STARTS; n++) {
    const data = directory();
    const one = await firstResponse(data);
    elapsed.add(one.elapsed);
    cpu.add(one.cpu);
    if (remove) rmSync(data, { recursive: true });
  }
  return [name, String(elapsed), String(cpu)];
}

async function firstResponse(data: string): Promise<{ elapsed: number; cpu: number }> {
  const start = performance.now();
  const server = spawnServer({ ALLEGIANCE_DATA: data });
  await answerTo(await urlOf(server), QUERIES.status);
  const result = { elapsed: performance.now() - start, cpu: cpuOf(server.pid!) };
  server.kill('SIGINT');
  await once(server, 'exit');
  return result;
}

function spawnServer(store: Store): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, [...AS_STARTED, join(ROOT, 'dist/server/main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', ALLEGIANCE_QUERY_TIMEOUT_MS: '600000', ...store },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function urlOf({ stdout }: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  let output = '';
  const read = (chunk: Buffer) => {
    output += String(chunk);
  };
  stdout.on('data', read);
  for (const over = Date.now() + LIMIT_MS; Date.now() < over; await new Promise((later) => setTimeout(later, 10))) {
    const url = /(http:\S+\/graphql)/.exec(output)?.[1];
    if (url) return url;
  }
  throw new Error(`the server did not print its URL, but:\n${output}`);
}

async function answerTo(url: string, query: string): Promise<string> {
  const body = JSON.stringify({ query });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  return response.text();
}
