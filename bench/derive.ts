/**
 * npm run bench:derive [-- --sizes 10000,100000,1000000 --uri bolt://…]
 *
 * How fast the stored values of an earlier version are derived again at a start: each of the relationships has a passage, and a
 * third are at hubs. `again` is a second start that finds everything right, as after one that was killed at the end. In an
 * embedded store on disk, or in an empty Neo4j without a password.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import type { Engine } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { importInto } from '../src/exchange/import/run.ts';
import { storeTarget } from '../src/exchange/import/target/store.ts';
import { prepareStore } from '../src/write/derive/derive.ts';
import { makeOutdated, setNotDerived } from '../tests/support/write/outdated.ts';
import { madeFormat } from './importRows.ts';
import { mebibytes, table } from './times.ts';

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000' }, uri: { type: 'string' } } });
const TIMEOUT = 600_000;
const rows: string[][] = [];
for (const size of values.sizes.split(',').map(Number)) {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-bench-'));
  const engine = values.uri
    ? openNeo4j({ uri: values.uri, user: null, password: null, database: null, timeout: TIMEOUT, responseTimeout: 60_000 })
    : await openEmbedded(directory, TIMEOUT);
  rows.push(await measured(engine, size));
  await engine.close();
  rmSync(directory, { recursive: true });
}
console.log(table(['relationships', 'seconds', 'CPU', 'per second', 'per CPU second', 'again', 'CPU', 'heap', 'memory'], rows));

async function measured(engine: Engine, size: number): Promise<string[]> {
  await migrate(engine, new Date());
  await importInto(
    storeTarget(engine, () => new Date()),
    madeFormat(size),
    [],
  );
  await makeOutdated(engine);
  let heap = 0;
  const watch = setInterval(() => {
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }, 100);
  const first = await secondsOf(() => prepareStore(engine, new Date(), console.log));
  await setNotDerived(engine);
  const again = await secondsOf(() => prepareStore(engine, new Date(), () => {}));
  clearInterval(watch);
  const memory = process.memoryUsage().rss;
  return [
    size.toLocaleString('en'),
    ...[first.elapsed, first.cpu].map((seconds) => seconds.toFixed(1)),
    ...[first.elapsed, first.cpu].map((seconds) => Math.round(size / seconds).toLocaleString('en')),
    ...[again.elapsed, again.cpu].map((seconds) => seconds.toFixed(1)),
    ...[heap, memory].map(mebibytes),
  ];
}

/** Elapsed, and of the CPU, which other load on the machine changes less. */
async function secondsOf(work: () => Promise<void>): Promise<{ elapsed: number; cpu: number }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { elapsed: (performance.now() - began) / 1_000, cpu: (user + system) / 1_000_000 };
}
