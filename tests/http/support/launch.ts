import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

/** How long a process may take to say or do what it is waited for. */
const LIMIT = 20_000;
/** Milliseconds, as Linux counts the time of processes. */
const CLOCK_TICK = 10;
const ROOT = resolve(import.meta.dirname, '../../..');

/** A process of the built server, as `npm start` runs it. It is killed when the test that launched it is over. */
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

  /** Everything it has written to either stream. */
  get output(): string {
    return this.said;
  }

  /**
   * Milliseconds of work it has done so far: what a start takes by itself, whatever else the machine is busy with. Where
   * the system does not tell, those that have passed.
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

  /** Waits until it has said something. Throws with all that it said when it ends before, or stays silent. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    const over = Date.now() + LIMIT;
    for (;;) {
      const match = words.exec(this.said);
      if (match) return match;
      if (this.child.exitCode !== null || Date.now() > over) throw new Error(`It never said ${words}, but:\n${this.said}`);
      await new Promise((soon) => setTimeout(soon, 5));
    }
  }

  /** `http://127.0.0.1:port`, as it was printed. */
  async url(): Promise<string> {
    return (await this.says(/(http:\S+)\/graphql/))[1]!;
  }
}

export function launch(environment: Readonly<Record<string, string>>, ...parameters: string[]): Launched {
  const launched = new Launched(environment, parameters);
  onTestFinished(async () => {
    launched.kill('SIGKILL');
    await launched.ended;
  });
  return launched;
}

/** Ends it as Ctrl-C does; its exit code. */
export async function interrupt(launched: Launched): Promise<number | null> {
  launched.kill('SIGINT');
  return (await launched.ended).code;
}
