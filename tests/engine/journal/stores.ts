import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory, to be removed by the caller. */
export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'allegiance-journal-'));
}

/** A copy of a directory, deleted when the test is over. */
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
 * Starts a process that writes the history; `acknowledged` is the last revision that it has reported.
 * @param largestFile Maximum size of a file in bytes (ulimit); simulates a full disk.
 */
export function writerOn(directory: string, ending: 'close' | 'kill' | 'wait' | 'complain', largestFile?: number) {
  const program = [process.execPath, 'scripts/run.mjs', join(import.meta.dirname, 'writer.ts'), directory, ending];
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

/** A directory with the whole history, written by a process that ended in this way. */
export async function written(ending: 'close' | 'kill'): Promise<string> {
  const directory = temporary();
  const { code, signal, complaints } = await writerOn(directory, ending).ended;
  const isAsMeant = ending === 'close' ? code === 0 : signal === 'SIGKILL';
  if (!isAsMeant) throw new Error(`the writer ended with ${code ?? signal}:\n${complaints}`);
  return directory;
}
