import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory, to be removed by the caller. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'allegiance-journal-'));
}

/** A copy of a directory, deleted when the test is over. */
export function copyOf(directory: string): string {
  const copy = temporaryDirectory();
  onTestFinished(() => remove(copy));
  cpSync(directory, copy, { recursive: true });
  return copy;
}

export function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/**
 * Starts a process that writes the history; `acknowledged` is the last revision that it has reported.
 * @param maxFileSize Maximum size of a file in bytes (ulimit); simulates a full disk.
 */
export function startWriter(directory: string, ending: 'close' | 'kill' | 'wait' | 'complain', maxFileSize?: number) {
  const program = [process.execPath, 'scripts/run.mjs', join(import.meta.dirname, 'writer.ts'), directory, ending];
  const limit = maxFileSize === undefined ? '' : `ulimit -f ${Math.floor(maxFileSize / 1_024)}; `;
  const child: ChildProcess = spawn('bash', ['-c', `${limit}exec "$@"`, 'bash', ...program], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errorOutput = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr!.on('data', (chunk: Buffer) => (errorOutput += chunk));
  return {
    ended: once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
      complaints: errorOutput,
    })),
    acknowledged: () => Number(output.match(/\d+(?=\n$)/)?.[0] ?? 0),
    kill: () => child.kill('SIGKILL'),
  };
}

/** A directory with the whole history, written by a process that ended in this way. */
export async function written(ending: 'close' | 'kill'): Promise<string> {
  const directory = temporaryDirectory();
  const { code, signal, complaints: errorOutput } = await startWriter(directory, ending).ended;
  const isExpected = ending === 'close' ? code === 0 : signal === 'SIGKILL';
  if (!isExpected) throw new Error(`the writer ended with ${code ?? signal}:\n${errorOutput}`);
  return directory;
}
