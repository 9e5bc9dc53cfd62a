import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

/** Milliseconds to wait for output of a process. */
const LIMIT = 20_000;
/** Milliseconds of a clock tick, in which Linux counts the CPU time of processes. */
const CLOCK_TICK = 10;
const ROOT = resolve(import.meta.dirname, '../../..');

/** A process of the built server, as started by `npm start`. */
export class Launched {
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private readonly start = performance.now();
  private said = '';
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;

  constructor(environment: Readonly<Record<string, string>>, parameters: readonly string[]) {
    const env = { PATH: process.env.PATH, PORT: '0', ...environment };
    this.child = spawn(process.execPath, ['scripts/start.mjs', ...parameters], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (chunk: Buffer) => (this.said += chunk));
    this.ended = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** Everything that it has written to standard output and standard error. */
  get output(): string {
    return this.said;
  }

  /**
   * CPU milliseconds used so far, which do not depend on the load of the machine; elapsed milliseconds on systems without /proc.
   */
  get work(): number {
    const file = `/proc/${this.child.pid}/stat`;
    if (!existsSync(file)) return performance.now() - this.start;
    const [user, system] = readFileSync(file, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) * CLOCK_TICK;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until its output matches. Throws with its output if it ends before, or after 20 seconds. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    const over = Date.now() + LIMIT;
    for (;;) {
      const match = words.exec(this.said);
      if (match) return match;
      if (this.child.exitCode !== null || Date.now() > over) throw new Error(`The output did not match ${words}:\n${this.said}`);
      await new Promise((soon) => setTimeout(soon, 5));
    }
  }

  /** `http://127.0.0.1:port`, as printed. */
  async url(): Promise<string> {
    return (await this.says(/(http:\S+)\/graphql/))[1]!;
  }
}

/** Starts a server, which is killed when the test is over. */
export function launch(environment: Readonly<Record<string, string>>, ...parameters: string[]): Launched {
  const launched = new Launched(environment, parameters);
  onTestFinished(async () => {
    launched.kill('SIGKILL');
    await launched.ended;
  });
  return launched;
}

/** Sends SIGINT, as Ctrl-C does; returns the exit code. */
export async function interrupt(launched: Launched): Promise<number | null> {
  launched.kill('SIGINT');
  return (await launched.ended).code;
}
