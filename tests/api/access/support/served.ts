import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authenticator } from '../../../../src/access/authenticator.ts';
import { fileTokens } from '../../../../src/access/fileTokens.ts';
import type { JwtVerifier } from '../../../../src/access/jwt.ts';
import { mintToken, type TokenStore } from '../../../../src/access/token.ts';
import { openEmbedded } from '../../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../../src/engine/engine.ts';
import { migrate } from '../../../../src/engine/migrations.ts';
import type { ServerSettings } from '../../../../src/http/operations/context.ts';
import { startServer } from '../../../../src/http/server.ts';
import { ROLES, type Role } from '../../../../src/model/caller.ts';
import { write } from '../../../../src/write/write.ts';

/** The response to a GraphQL request. */
export interface ExecutedResponse {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A server on a free port, with a token for each role. */
export interface TestServer {
  /** `http://127.0.0.1:…/graphql`. */
  readonly url: string;
  readonly tokens: TokenStore;
  readonly tokenOf: Readonly<Record<Role, string>>;
  /** Sends a query by POST, with a token or without. */
  readonly execute: (query: string, token?: string | null, variables?: object) => Promise<ExecutedResponse>;
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  readonly openReading?: boolean;
  readonly jwt?: JwtVerifier | null;
  readonly origins?: readonly string[] | null;
  /** What it listens on; default: 127.0.0.1. */
  readonly host?: string;
  /** Host names of the server, beside localhost. */
  readonly hosts?: readonly string[] | null;
  readonly maxSubscriptions?: number;
  /** Cost that a caller may spend per second; default: unlimited. */
  readonly rate?: number;
  /** Default: a free one. */
  readonly port?: number;
}

export async function serve(
  engine: Engine,
  {
    openReading = false,
    jwt = null,
    origins = null,
    host = '127.0.0.1',
    hosts = null,
    maxSubscriptions,
    rate,
    port = 0,
  }: ServeOptions = {},
): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-access-'));
  const tokens = fileTokens(directory);
  const tokensByRole = ROLES.map((role) => [role, mintToken(`the ${role}`, role, new Date())] as const);
  for (const [, { record }] of tokensByRole) await tokens.add(record);
  const settings: ServerSettings = {
    host,
    port,
    origins,
    hosts,
    searchSteps: 1_000_000,
    searchTime: 5_000,
    maxSubscriptions,
    rate,
  };
  const server = await startServer(engine, settings, {
    readiness: () => null,
    authenticator: new Authenticator({ tokens, jwt, openReading }),
  });
  const url = `${server.url}/graphql`;
  return {
    url,
    tokens,
    tokenOf: Object.fromEntries(tokensByRole.map(([role, { token }]) => [role, token])) as Record<Role, string>,
    execute: (query, token, variables) => post(url, query, token, variables),
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** A server on an embedded store of its own with a few records; closing it closes the store too. */
export async function serveFew(options: ServeOptions = {}): Promise<TestServer & { readonly engine: Engine }> {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  const served = await serve(engine, options);
  const close = async () => {
    await served.close();
    await engine.close();
  };
  return { ...served, engine, close };
}

async function post(url: string, query: string, token?: string | null, variables?: object): Promise<ExecutedResponse> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return { status: response.status, ...((await response.json()) as object) };
}

/** Three actors, a place, a source, a tie and an event. */
export async function fillWithFew(engine: Engine): Promise<void> {
  await migrate(engine, new Date());
  const actor = (slug: string, name: string) => ({ slug, name, kind: 'STATE' as const });
  const rows = {
    sources: [{ key: 'a-source', title: 'A source', reliability: 'B' }],
    places: [{ slug: 'the-town', name: 'The town', kind: 'TOWN' }],
    actors: [actor('red', 'Red'), actor('green', 'Green'), actor('blue', 'Blue'), actor('grey', 'Grey')],
    relationships: [
      { type: 'BACKS', from: 'red', to: 'green', start: '2011', evidence: [{ source: 'a-source', quote: 'Red backs Green.' }] },
    ],
    events: [{ key: 'a-battle', kind: 'BATTLE', title: 'A battle', start: '2012', participants: [{ actor: 'red', role: 'SIDE_A' }] }],
  };
  const options = { key: 'few', by: 'tests', at: new Date(), action: 'IMPORTED' as const, summary: 'A few' };
  const report = await write(engine, rows, options);
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems));
}
