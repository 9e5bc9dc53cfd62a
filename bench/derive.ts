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
console.log(table(['relationships', 'seconds', 'per second', 'again, seconds', 'heap', 'memory'], rows));

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
    first.toFixed(1),
    Math.round(size / first).toLocaleString('en'),
    again.toFixed(1),
    mebibytes(heap),
    mebibytes(memory),
  ];
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
