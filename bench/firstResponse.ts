import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../tests/support/root.ts';
import { cpuOf } from './reads/cpu.ts';

/** Milliseconds from the start of the built server on a directory to its first response, and CPU time of the process. Then it ends by this signal. */
export async function firstResponse(data: string, end: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<{ elapsed: number; cpu: number }> {
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
  child.kill(end);
  await ended;
  return result;
}
