import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

/** Milliseconds to wait for output of a process. */
const OUTPUT_LIMIT = 20_000;
const ROOT = resolve(import.meta.dirname, '../../../..');

/** A process of the built server, as started by `npm start`. */
export class ServerProcess {
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private text = '';
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;

  constructor(environment: Readonly<Record<string, string>>, parameters: readonly string[]) {
    const env = { PATH: process.env.PATH, PORT: '0', ...environment };
    this.child = spawn(process.execPath, ['scripts/start.mjs', ...parameters], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (chunk: Buffer) => (this.text += chunk));
    this.ended = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** Everything that it has written to standard output and standard error. */
  get output(): string {
    return this.text;
  }

  get pid(): number {
    return this.child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until its output matches. Throws with its output if it ends before, or after 20 seconds. */
  async waitForOutput(pattern: RegExp): Promise<RegExpExecArray> {
    const deadline = Date.now() + OUTPUT_LIMIT;
    for (;;) {
      const match = pattern.exec(this.text);
      if (match) return match;
      if (this.child.exitCode !== null || Date.now() > deadline) throw new Error(`The output did not match ${pattern}:\n${this.text}`);
      await new Promise((soon) => setTimeout(soon, 5));
    }
  }

  /** `http://127.0.0.1:port`, as printed. */
  async url(): Promise<string> {
    return (await this.waitForOutput(/(http:\S+)\/graphql/))[1]!;
  }
}

/** Starts a server, which is killed when the test is over. */
export function launch(environment: Readonly<Record<string, string>>, ...parameters: string[]): ServerProcess {
  const launched = new ServerProcess(environment, parameters);
  onTestFinished(async () => {
    launched.kill('SIGKILL');
    await launched.ended;
  });
  return launched;
}

/** Sends SIGINT, as Ctrl-C does; returns the exit code. */
export async function interrupt(launched: ServerProcess): Promise<number | null> {
  launched.kill('SIGINT');
  return (await launched.ended).code;
}
