/**
 * npm run bench:start [-- STARTS]: default is 5 starts
 *
 * From the start of the built server to its first response: elapsed time, and CPU time of the process. Linux only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstResponse } from './firstResponse.ts';
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
