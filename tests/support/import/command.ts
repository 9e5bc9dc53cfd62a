import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

const PROGRAM = resolve(import.meta.dirname, '../../../scripts/start.mjs');

/** Builds the program that these tests run. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** A directory with files and a store, in which commands run. It is deleted after the test. */
export class CommandDirectory {
  readonly directory = mkdtempSync(join(tmpdir(), 'allegiance-command-'));

  constructor(
    files: Readonly<Record<string, string | Uint8Array>> = {},
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 }));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(this.directory, name), bytes);
  }

  get data(): string {
    return join(this.directory, 'data');
  }

  private get options() {
    return { cwd: this.directory, env: { PATH: process.env.PATH, ALLEGIANCE_DATA: this.data, PORT: '0', ...this.environment } };
  }

  /** Runs `allegiance` and waits until it ends. */
  run(parameters: readonly string[], input: string | Uint8Array = ''): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [PROGRAM, ...parameters], { ...this.options, input, encoding: 'utf8' });
  }

  /** Starts `allegiance`. It is killed after the test. */
  start(parameters: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
    const child = spawn(process.execPath, [PROGRAM, ...parameters], { ...this.options, stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  /** Starts `allegiance`, and waits until its output matches a pattern. */
  async startAndWait(parameters: readonly string[], pattern: RegExp): Promise<{ child: ChildProcess; found: RegExpExecArray }> {
    const child = this.start(parameters);
    let output = '';
    const found = await new Promise<RegExpExecArray>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream!.on('data', (chunk: Buffer) => {
          output += chunk;
          const match = pattern.exec(output);
          if (match) resolve(match);
        });
      }
      child.once('close', () => reject(new Error(`Expected output that matches ${pattern}; got:\n${output}`)));
    });
    return { child, found };
  }
}

/** Sends a signal to a process. Returns its exit code. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const closed = once(child, 'close');
  child.kill(signal);
  return (await closed)[0] as number | null;
}
