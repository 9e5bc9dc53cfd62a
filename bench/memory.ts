import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import { migrate } from '../src/engine/migrations.ts';
import { importInto } from '../src/exchange/import/run.ts';
import { storeTarget } from '../src/exchange/import/target/store.ts';
import { createServices } from '../src/graph/common/services.ts';
import { madeFormat } from './importRows.ts';
import { mebibytes, table } from './times.ts';

/**
 * npm run bench:memory [-- --sizes 10000,100000]
 *
 * Whose the memory of a process on the embedded engine is, by the size of the graph. A store is filled by an import, each
 * relationship with a passage, and closed. A new process opens it, then makes the projection, then reads the passages; after
 * each step it collects garbage and reports what it takes. What comes with opening is the engine's. Linux only.
 */
const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000' }, open: { type: 'string' } } });

if (values.open) await reportSteps(values.open);
else {
  const rows: string[][] = [];
  for (const size of values.sizes.split(',').map(Number)) rows.push([size.toLocaleString('en'), ...(await measure(size))]);
  console.log(table(['relationships', 'process without store', 'engine', 'projection', 'passages', 'of these JavaScript heap'], rows));
}

async function measure(size: number): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-memory-'));
  try {
    const engine = await openEmbedded(directory);
    await migrate(engine, new Date());
    await importInto(
      storeTarget(engine, () => new Date()),
      madeFormat(size),
      [],
    );
    await engine.close();
    const child = fork(fileURLToPath(import.meta.url), ['--open', directory], { execArgv: ['--expose-gc'] });
    const [[steps]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
    const { start, opened, projected, withPassages, heap } = steps as Steps;
    return [start, opened - start, projected - opened, withPassages - projected, heap].map(mebibytes);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Bytes of the process after each step, and of its JavaScript heap after the last. */
interface Steps {
  readonly start: number;
  readonly opened: number;
  readonly projected: number;
  readonly withPassages: number;
  readonly heap: number;
}

async function reportSteps(directory: string): Promise<void> {
  const start = await memory();
  const engine = await openEmbedded(directory);
  const opened = await memory();
  const { projection } = createServices(engine);
  await projection.view();
  const projected = await memory();
  await projection.viewWithPassages();
  const withPassages = await memory();
  process.send!({ start, opened, projected, withPassages, heap: process.memoryUsage().heapUsed } satisfies Steps);
  await engine.close();
}

async function memory(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    globalThis.gc!();
    await new Promise((later) => setTimeout(later, 100));
  }
  return process.memoryUsage().rss;
}
