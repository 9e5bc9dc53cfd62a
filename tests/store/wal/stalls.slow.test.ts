import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { embeddedEngine } from '../../../src/engine/embedded/embedded.ts';
import { openFile } from '../../../src/engine/embedded/grafeo.ts';
import { openWriteAheadLog } from '../../../src/engine/embedded/wal/writeAheadLog.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { snapshotIn } from './damage.ts';
import { temporaryDirectory } from './stores.ts';

const NODES = 240_000;
const BATCH = 2_000;
/** Nodes of a commit while pauses are measured: a large one takes long itself. */
const SMALL = 100;
const LATER = 4_000;
const FILL = { name: 'test.fill', text: 'UNWIND $rows AS n CREATE (:Made {id: toString(n), name: $name, other: $name})' };
const COUNT = { name: 'test.count', text: 'MATCH (n:Made) RETURN count(n)' };

async function fill(engine: Engine, from: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => from + n);
  await engine.write(async (transaction) => {
    await transaction.run(FILL, { rows, name: 'a name that is somewhat longer than most' });
    return { commit: true, value: null };
  });
}

/** The longest pause of the event loop while something runs, in milliseconds. */
async function pauseDuring(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  await work();
  delays.disable();
  return delays.max / 1e6;
}

test('neither a backup nor a new snapshot of the log stops the event loop', async () => {
  const directory = temporaryDirectory();
  const log = await openWriteAheadLog(directory, { segmentSize: 20_000, serves: true });
  const engine = embeddedEngine(log);
  const pauses: number[] = [];
  for (let from = 0; from < NODES; from += BATCH) await fill(engine, from, BATCH);

  const [backup, saved] = ['backup.grafeo', 'saved.grafeo'].map((name) => join(directory, name)) as [string, string];
  pauses.push(await pauseDuring(() => engine.backup!(backup)));
  const snapshot = snapshotIn(directory);
  pauses.push(
    await pauseDuring(async () => {
      for (let from = NODES; from < NODES + LATER; from += SMALL) await fill(engine, from, SMALL);
      await expect.poll(() => snapshotIn(directory), { timeout: 60_000 }).not.toBe(snapshot);
    }),
  );
  const start = performance.now();
  log.database.save(saved);
  const blocking = performance.now() - start;
  expect(Math.max(...pauses)).toBeLessThan(blocking / 2);

  const copy = openFile(backup);
  expect((await copy.executeCypher(COUNT.text, {})).rows()).toEqual([[NODES]]);
  copy.close();
  expect(await engine.read(COUNT)).toEqual([[NODES + LATER]]);
  await engine.close();
});
