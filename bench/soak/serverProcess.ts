import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../tests/support/root.ts';

/** The released server in its own process, with the seed in its store. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** A token of an editor. */
  readonly token: string;
  /** Collects its garbage, where it was started so that it can. */
  collectGarbage(): void;
  /** Sends SIGINT; returns the exit code. */
  stop(): Promise<number | null>;
}

/** Options of Node.js with which `npm start` runs a server. */
export const AS_STARTED = ['--max-semi-space-size=32'];

/** Options of Node.js with which a server can collect its garbage. */
export const COLLECTING = ['--expose-gc', '--import', 'data:text/javascript,process.on("SIGUSR2", () => globalThis.gc())'];

/** Milliseconds: the seed is written to a Neo4j that has just started, in one transaction; a store of a million relationships is opened. */
const START_LIMIT = 600_000;

/**
 * @param settings Settings beside those of every run.
 * @param options Options of Node.js.
 * @param known The token, where another server has made it on the same store; else the one that this server prints.
 */
export async function startServer(
  directory: string,
  uri: string | null,
  settings: Record<string, string> = {},
  options: readonly string[] = [],
  known: string | null = null,
): Promise<ServerProcess> {
  const store = uri === null ? { ALLEGIANCE_DATA: directory } : { NEO4J_URI: uri };
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: '0',
    ALLEGIANCE_RATE: '0',
    ALLEGIANCE_QUERY_TIMEOUT_MS: '60000',
    ...store,
    ...settings,
  };
  const parameters = [...options, join(ROOT, 'dist/server/main.js'), ...(uri === null ? [] : ['--seed'])];
  const child = spawn(process.execPath, parameters, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  const waitFor = async (pattern: RegExp): Promise<string> => {
    for (const over = Date.now() + START_LIMIT; Date.now() < over && child.exitCode === null; ) {
      const found = pattern.exec(output)?.[1];
      if (found) return found;
      await new Promise((soon) => setTimeout(soon, 20));
    }
    child.kill('SIGKILL');
    throw new Error(`the server did not print ${pattern}, but:\n${output}`);
  };
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
    return child.exitCode;
  };
  const collectGarbage = () => void child.kill('SIGUSR2');
  const url = await waitFor(/(http:\S+)\/graphql/);
  return { pid: child.pid!, collectGarbage, url, token: known ?? (await waitFor(/Editor token: (\S+)/)), stop };
}
