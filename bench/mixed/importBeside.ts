import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ImportFormat, ImportItem } from '../../src/exchange/import/format.ts';
import { importInto } from '../../src/exchange/import/run.ts';
import { serverTarget } from '../../src/exchange/import/target/server.ts';
import type { ServerProcess } from '../soak/serverProcess.ts';
import { madeTie } from './writer.ts';

interface Task {
  readonly server: Pick<ServerProcess, 'url' | 'token'>;
  readonly actors: number;
  readonly count: number;
}

/** Numbers of made ties from here on are not those of other writers. */
const FIRST = 10_000_000;

/** Imports made ties in a process of its own, as `allegiance import --url` does. Returns the rows a second. */
export async function importBeside({ url, token }: ServerProcess, actors: number, count: number): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  const task: Task = { server: { url, token }, actors, count };
  child.send(task);
  const [rate] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the import ended'))),
  ]);
  child.kill();
  return rate as number;
}

async function importRows({ server, actors, count }: Task): Promise<number> {
  const start = performance.now();
  const read = async function* (): AsyncGenerator<ImportItem> {
    for (let line = 1; line <= count; line++) yield { kind: 'relationships', row: { ...madeTie(FIRST + line, actors) }, line };
  };
  const format: ImportFormat = { name: 'made', version: 1, summary: 'made ties', read };
  const { created } = await importInto(serverTarget(server), format, []);
  if (created !== count) throw new Error(`expected ${count} rows to be created, got ${created}`);
  return (count * 1000) / (performance.now() - start);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.once('message', async (task: Task) => process.send!(await importRows(task)));
