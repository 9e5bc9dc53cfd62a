/**
 * npm run bench:recovery [-- --sizes 10000,100000 --times 3]
 *
 * From the start of the built server on an embedded store to its first response: after it was closed, when the store's file is opened
 * as it is, and after it was killed, when the store is built again from its snapshot and the log. By the number of relationships.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../tests/support/root.ts';
import { fillEmbedded } from './madeStore.ts';
import { Times, table } from './times.ts';

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000' }, times: { type: 'string', default: '3' } } });

const directory = await mkdtemp(join(tmpdir(), 'allegiance-recovery-'));
try {
  const rows: string[][] = [];
  for (const size of values.sizes.split(',').map(Number)) {
    const data = join(directory, String(size));
    await fillEmbedded(data, size);
    const [closed, killed] = [new Times(), new Times()];
    for (let time = 0; time < Number(values.times); time++) {
      closed.add(await firstResponse(data, 'SIGKILL'));
      killed.add(await firstResponse(data, 'SIGINT'));
    }
    rows.push([size.toLocaleString('en'), closed.at(0.5).toFixed(0), killed.at(0.5).toFixed(0)]);
  }
  console.log(`${values.times} starts each; milliseconds until the first response, median`);
  console.log(table(['relationships', 'after it was closed', 'after it was killed'], rows));
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Milliseconds from the start of the server to its first response. Then it ends by this signal. */
async function firstResponse(data: string, end: 'SIGINT' | 'SIGKILL'): Promise<number> {
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
  const query = JSON.stringify({ query: '{ actors(first: 1) { nodes { name } } }' });
  for (;;) {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: query });
    if (response.ok) break;
  }
  const elapsed = performance.now() - start;
  child.kill(end);
  await ended;
  return elapsed;
}
