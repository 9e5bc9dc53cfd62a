import type { Engine } from '../../../src/engine/engine.ts';
import type { ServerSettings } from '../../../src/http/operations/context.ts';
import { type RunningServer, startServer } from '../../../src/http/server.ts';
import { OPEN_READING } from '../admission.ts';

/** The response to a request. */
export interface HttpAnswer<T> {
  readonly data: T;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly revision?: number };
}

export interface PostOptions {
  readonly variables?: Record<string, unknown>;
  readonly signal?: AbortSignal;
}

/** A server in this process, queried over HTTP. */
export interface QueriedServer {
  readonly url: string;
  post<T>(query: string, options?: PostOptions): Promise<HttpAnswer<T>>;
  close(): Promise<void>;
}

export async function serverOn(
  engine: Engine,
  limits: Partial<Pick<ServerSettings, 'searchSteps' | 'searchTime'>>,
): Promise<QueriedServer> {
  const settings = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1e12, searchTime: 60_000, ...limits };
  const { url, close }: RunningServer = await startServer(engine, settings, OPEN_READING);
  return {
    url,
    close,
    async post<T>(query: string, { variables, signal }: PostOptions = {}): Promise<HttpAnswer<T>> {
      const body = JSON.stringify({ query, variables });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body, ...(signal ? { signal } : {}) });
      return (await response.json()) as HttpAnswer<T>;
    },
  };
}
