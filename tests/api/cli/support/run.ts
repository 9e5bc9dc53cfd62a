import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { program, type Run } from '../../access/support/program.ts';

/** The exit code and output of a command. */
export type CommandResult = Awaited<Run['ended']>;

/** Runs a command and waits until it ends. Only variables that the test sets are set. */
export function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return program(args, { ALLEGIANCE_URL: '', ALLEGIANCE_TOKEN: '', FORCE_COLOR: undefined, NO_COLOR: undefined, ...environment }).ended;
}

/** A directory for a block of tests. */
export function directoryFor(): () => string {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'allegiance-cli-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return () => directory;
}

export interface ServedData {
  readonly url: string;
  /** Token of an editor, printed at the first start. */
  readonly token: string;
  readonly data: string;
}

/** A server on a store of its own with the seed. */
export function servedFor(directory: () => string): () => ServedData {
  let served: ServedData;
  let server: Run;
  beforeAll(async () => {
    const data = join(directory(), 'served');
    server = program(['start'], { ALLEGIANCE_DATA: data });
    const [, token] = await server.waitForOutput(/Editor token: (\S+)/);
    const [, url] = await server.waitForOutput(/(http:\S+)\/graphql/);
    served = { url: url!, token: token!, data };
  });
  afterAll(() => server.stop());
  return () => served;
}

/** Runs a GraphQL operation on a server. Throws the errors of the result. */
export async function queryServer<T>({ url, token }: ServedData, query: string): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
