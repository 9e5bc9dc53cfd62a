// npm run bench:journal -- [TIES]: the cost of the write-ahead log, and the time to open the store with it
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedEngine, openEmbedded, withoutWriteAheadLog } from '../src/engine/embedded/embedded.ts';
import type { Engine } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import type { BatchRows } from '../src/write/validate/validate.ts';
import { write } from '../src/write/write.ts';
import { mebibytes, Times, table } from './times.ts';

/** The batch size of imports. */
const BATCH = 2_000;
const ACTORS = 10_000;
const NOW = new Date('2026-01-31T12:00:00.000Z');
const ties = Number(process.argv[2] ?? 100_000);
const directory = mkdtempSync(join(tmpdir(), 'allegiance-bench-'));
const [stored, copied] = [join(directory, 'stored'), join(directory, 'copied')];

const engines = [await openEmbedded(stored), embeddedEngine(withoutWriteAheadLog(join(directory, 'without-log.grafeo')))] as const;
const times = engines.map(() => ({ batches: new Times(), edits: new Times() }));
for (const engine of engines) await fill(engine);
for (let batch = 0; batch < ties / BATCH; batch++) {
  // In turn, so that other load on the machine affects both.
  for (const index of batch % 2 === 0 ? [0, 1] : [1, 0]) {
    await times[index]!.batches.measure(() => say(engines[index]!, `batch ${batch}`, { relationships: tiesOf(batch) }));
    await times[index]!.edits.measure(() => say(engines[index]!, `edit ${batch}`, { actors: [actor(batch, 'edited')] }));
  }
}
const columns = (which: 'batches' | 'edits') => {
  const [withJournal, without] = times.map((each) => each[which]) as [Times, Times];
  return [String(withJournal), String(without), (withJournal.at(0.5) / without.at(0.5)).toFixed(2)];
};
console.log(`${ties} ties; milliseconds, median / 95 of 100`);
console.log(
  table(
    ['', 'with log', 'without', 'ratio'],
    [
      [`commit of ${BATCH} ties`, ...columns('batches')],
      ['edit of one actor', ...columns('edits')],
    ],
  ),
);

cpSync(stored, copied, { recursive: true });
const steps = [
  ['close', () => engines[0].close()],
  ['open after a clean close', async () => (await openEmbedded(stored)).close()],
  ['open after a crash', async () => console.log((await reopened(copied)).notice)],
] as const;
for (const [title, work] of steps) {
  const start = performance.now();
  await work();
  console.log(`${title}: ${(performance.now() - start).toFixed(0)} ms`);
}
for (const name of readdirSync(stored)) console.log(`  ${name} ${mebibytes(statSync(join(stored, name)).size)}`);
await engines[1].close();
rmSync(directory, { recursive: true });

async function reopened(where: string): Promise<Engine> {
  const engine = await openEmbedded(where);
  await engine.close();
  return engine;
}

async function fill(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
  for (let from = 0; from < ACTORS; from += BATCH) {
    await say(engine, `actors ${from}`, { actors: Array.from({ length: BATCH }, (_, number) => actor(from + number, 'made')) });
  }
}

async function say(engine: Engine, key: string, rows: Record<string, unknown[]>): Promise<void> {
  const report = await write(engine, rows as BatchRows, { key, by: 'bench', at: NOW, action: 'IMPORTED', summary: key });
  if (report.problems.length > 0) throw new Error(report.problems[0]!.message);
}

function actor(number: number, name: string) {
  return { slug: `actor-${number}`, kind: 'ARMED_GROUP', name: `${name} ${number}` };
}

function tiesOf(batch: number) {
  return Array.from({ length: BATCH }, (_, number) => {
    const n = batch * BATCH + number;
    const from = (n * 7_919) % ACTORS;
    const to = (from + 1 + (n % (ACTORS - 1))) % ACTORS;
    return { key: `tie ${n}`, type: 'BACKS', from: `actor-${from}`, to: `actor-${to}`, start: String(1990 + (n % 30)), end: '2020' };
  });
}
