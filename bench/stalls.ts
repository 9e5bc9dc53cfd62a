/**
 * npm run bench:stalls [-- --size 110000 --data DIRECTORY]
 *
 * How long the process of an embedded store stands still while a backup is written, and while a new snapshot of its write-ahead log is
 * built: the longest pause of the event loop, and the longest read and write meanwhile, beside those of the same load without. With
 * `--data` the store is made there once, and each run uses a copy.
 */
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { embeddedEngine } from '../src/engine/embedded/embedded.ts';
import { openWriteAheadLog } from '../src/engine/embedded/wal/writeAheadLog.ts';
import { write } from '../src/write/write.ts';
import { actorsFor, slugOf } from './importRows.ts';
import { fillEmbedded } from './madeStore.ts';
import { mebibytes, Times, table } from './times.ts';

const { values } = parseArgs({ options: { size: { type: 'string', default: '110000' }, data: { type: 'string' } } });
const SIZE = Number(values.size);
const ACTORS = actorsFor(SIZE);
/** Milliseconds. */
const PAUSE = 20;
const READ = { name: 'bench.read', text: 'MATCH (e:Entity {slug: $slug}) RETURN e.name' };

const directory = await mkdtemp(join(tmpdir(), 'allegiance-stalls-'));
const made = values.data ?? join(directory, 'made');
const data = join(directory, 'data');
await fillEmbedded(made, SIZE);
await cp(made, data, { recursive: true });
// As small as possible, so that the next write starts a new segment.
const engine = embeddedEngine(await openWriteAheadLog(data, { segmentSize: 1, serves: true }));
const snapshotNow = async () => (await readdir(data)).filter((name) => name.startsWith('base-') && name.endsWith('.grafeo')).join();
let number = 0;

const before = await snapshotNow();
const rows = [await measured('load alone', () => delay(5_000))];
rows.push(await measured('a backup', () => engine.backup!(join(directory, 'backup.grafeo'))));
rows.push(
  await measured('a new snapshot', async () => {
    const { size } = await stat(join(data, before));
    for (const start = performance.now(); (await snapshotNow()) === before && performance.now() - start < 600_000; ) {
      await edit('x'.repeat(Math.min(100_000, size / 200)));
    }
  }),
);
console.log(`${SIZE} relationships, a store of ${mebibytes((await stat(join(directory, 'backup.grafeo'))).size)}; milliseconds`);
console.log(table(['', 'took', 'longest pause', 'longest read', 'p99', 'longest write', 'p99'], rows));
await engine.close();
await rm(directory, { recursive: true });

async function edit(description: string): Promise<void> {
  const actor = { slug: slugOf(number++ % ACTORS), kind: 'ARMED_GROUP', name: `Made actor ${number}`, description };
  const options = { key: `stalls ${number}`, by: 'bench', at: new Date(), action: 'UPDATED', summary: 'An edit' } as const;
  await write(engine, { actors: [actor] }, options);
}

async function measured(name: string, work: () => Promise<unknown>): Promise<string[]> {
  const [reads, writes] = [new Times(), new Times()];
  const delays = monitorEventLoopDelay({ resolution: 5 });
  let isOver = false;
  const reader = async () => {
    for (; !isOver; await delay(PAUSE)) await reads.measure(() => engine.read(READ, { slug: slugOf(number % ACTORS) }));
  };
  const writer = async () => {
    for (; !isOver; await delay(PAUSE)) await writes.measure(() => edit(`Edit ${number}`));
  };
  delays.enable();
  const start = performance.now();
  const load = [reader(), writer()];
  await work();
  isOver = true;
  await Promise.all(load);
  delays.disable();
  const times = [performance.now() - start, delays.max / 1e6, reads.at(1), reads.at(0.99), writes.at(1), writes.at(0.99)];
  return [name, ...times.map((time) => time.toFixed(0))];
}
