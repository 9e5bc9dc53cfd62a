import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { program, type Run } from './program.ts';

export interface Starts {
  /** The store of a test. */
  readonly data: () => string;
  /** Starts a server on it, which is stopped after the test. */
  readonly start: (environment?: NodeJS.ProcessEnv) => Run;
  /** Runs a command on it to its end. */
  readonly command: (...args: string[]) => Run['ended'];
}

/** A store of its own for each test of a file, and servers on it. */
export function startsFor(): Starts {
  let data: string;
  let running: Run[];
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'allegiance-start-'));
    running = [];
  });
  afterEach(async () => {
    for (const run of running) await run.stop();
    rmSync(data, { recursive: true });
  });
  return {
    data: () => data,
    start: (environment = {}) => {
      const run = program([], { ALLEGIANCE_DATA: data, ...environment });
      running.push(run);
      return run;
    },
    command: (...args) => program(args, { ALLEGIANCE_DATA: data }).ended,
  };
}

export const urlOf = async (run: Run): Promise<string> =>
  (await run.waitForOutput(/http:\/\/\S+\/graphql/))[0].replace('0.0.0.0', '127.0.0.1');

/** The HTTP status of a query with this token. */
export async function statusOf(url: string, token?: string): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return (await fetch(url, { method: 'POST', headers, body: '{"query":"{ status { revision } }"}' })).status;
}
