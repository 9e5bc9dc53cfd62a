import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** A running process of the program, as started by `npm start -- …`. */
export interface Run {
  /** Resolves with the match on standard output; rejects if the program ends before. */
  readonly waitForOutput: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Exit code and output, when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  readonly stop: () => Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

const NOT_SET = { NEO4J_URI: '', ALLEGIANCE_OPEN_READING: '', ALLEGIANCE_JWKS_URL: '', HOST: '', PORT: '0' };

/** @param started Arguments of Node.js that start the program, and its working directory. */
export function program(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  started: { readonly node: readonly string[]; readonly cwd?: string } = { node: [resolve('scripts/start.mjs')] },
): Run {
  const env = { ...process.env, ...NOT_SET, ...environment };
  const child = spawn(process.execPath, [...started.node, ...args], { env, cwd: started.cwd });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<Awaited<Run['ended']>>((done) => child.once('close', (code) => done({ code, out, err })));
  const waitForOutput = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found, never) => {
      const check = () => {
        const match = pattern.exec(out);
        if (!match) return;
        child.stdout.off('data', check);
        found(match);
      };
      child.stdout.on('data', check);
      ended.then(() => never(new Error(`the program ended before it printed ${pattern}:\n${out}${err}`)));
      check();
    });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { waitForOutput, ended, stop };
}
