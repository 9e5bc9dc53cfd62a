/**
 * npm run bench:start [-- STARTS]: default is 5 starts
 *
 * From the start of the built server to its first response: elapsed time, and CPU time of the process. Linux only.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../tests/support/root.ts';
import { cpuOf } from './reads/cpu.ts';
import { Times, table } from './times.ts';

const STARTS = Number(process.argv[2] ?? 5);

const rows: string[][] = [];
const filled = mkdtempSync(join(tmpdir(), 'allegiance-start-'));
rows.push(await measure('an empty store, into which the seed is loaded', () => mkdtempSync(join(tmpdir(), 'allegiance-start-')), true));
await firstResponse(filled);
rows.push(await measure('a store that holds the seed', () => filled, false));
rmSync(filled, { recursive: true });
console.log(`${STARTS} starts each; milliseconds, median / 95th percentile\n`);
console.log(table(['until the first response on', 'elapsed', 'CPU'], rows));

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
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', ALLEGIANCE_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (/http:\S+\/graphql/.test(output)) break;
  }
  const url = /(http:\S+\/graphql)/.exec(output)?.[1];
  if (!url) throw new Error(`the server did not print its URL, but:\n${output}`);
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ status { revision } }"}' });
  const result = { elapsed: performance.now() - start, cpu: cpuOf(child.pid!) };
  child.kill('SIGINT');
  await ended;
  return result;
}
