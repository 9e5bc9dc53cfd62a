import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory of its own, to be removed by whoever asked for it. */
export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'allegiance-journal-'));
}

/** A copy of a directory, gone when the test is over. */
export function copyOf(directory: string): string {
  const copy = temporary();
  onTestFinished(() => remove(copy));
  cpSync(directory, copy, { recursive: true });
  return copy;
}

export function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/**
 * Starts a process that writes the history; `acknowledged` is the last revision it said was done.
 * @param largestFile Bytes beyond which the system lets no file grow, as if the disk were full.
 */
export function writerOn(directory: string, ending: 'close' | 'kill' | 'wait' | 'complain', largestFile?: number) {
  const program = [process.execPath, 'scripts/run.mjs', 'tests/engine/journal/writer.ts', directory, ending];
  const limit = largestFile === undefined ? '' : `ulimit -f ${Math.floor(largestFile / 1_024)}; `;
  const child: ChildProcess = spawn('bash', ['-c', `${limit}exec "$@"`, 'bash', ...program], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complaints = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr!.on('data', (chunk: Buffer) => (complaints += chunk));
  return {
    ended: once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, complaints })),
    acknowledged: () => Number(said.match(/\d+(?=\n$)/)?.[0] ?? 0),
    kill: () => child.kill('SIGKILL'),
  };
}

/** A directory with the whole history, of which the process ended so. */
export async function written(ending: 'close' | 'kill'): Promise<string> {
  const directory = temporary();
  const { code, signal, complaints } = await writerOn(directory, ending).ended;
  const isAsMeant = ending === 'close' ? code === 0 : signal === 'SIGKILL';
  if (!isAsMeant) throw new Error(`the writer ended with ${code ?? signal}:\n${complaints}`);
  return directory;
}
