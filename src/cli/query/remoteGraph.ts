import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { LEFT_OUT_HEADER, REVISION_HEADER } from '../../exchange/export/format.ts';
import type { Omission } from '../../exchange/export/leftOut.ts';
import { AllegianceError, type ErrorCode } from '../../model/errors.ts';
import { serverUrl } from '../../model/serverUrl.ts';
import type { GraphClient } from './graphClient.ts';

interface ErrorResponse {
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: ErrorCode } }[];
}

/**
 * Runs operations on a server through its public API.
 * @param url Address of the server, with or without `/graphql`.
 */
export function remoteGraph(url: string, token: string | null): GraphClient {
  const base = serverUrl(url);
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const get = (path: string) => fetchOk(base, `${base}${path}`, { headers });
  return {
    execute: async ({ text }, variables) => {
      const body = JSON.stringify({ query: text, variables });
      const request = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
      const { data, errors } = (await readJson(base, await fetchOk(base, `${base}/graphql`, request))) as { data: never } & ErrorResponse;
      if (errors) throw errorFrom(errors);
      return data;
    },
    exportFile: async (name, parameters) => {
      const response = await get(`/export/${name}?${new URLSearchParams(parameters)}`);
      const report = response.headers.get(LEFT_OUT_HEADER);
      return {
        pieces: bodyOf(base, response.body!),
        revision: Number(response.headers.get(REVISION_HEADER)),
        leftOut: async () => {
          if (report === null) return [];
          return ((await readJson(base, await get(report))) as { readonly leftOut: readonly Omission[] }).leftOut;
        },
      };
    },
    backup: async (file) => {
      const response = await get('/backup');
      await pipeline(bodyOf(base, response.body!), createWriteStream(file, { flags: 'wx' }));
    },
    close: async () => undefined,
  };
}

/** @throws AllegianceError with code and message of the server, or STORE_UNAVAILABLE where no server answers */
async function fetchOk(base: string, url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request).catch((error: unknown) => {
    throw new AllegianceError(
      'STORE_UNAVAILABLE',
      `No server answers at ${base}. Start one, or correct the address.`,
      {},
      { cause: error },
    );
  });
  if (response.ok) return response;
  const { errors } = (await readJson(base, response)) as ErrorResponse;
  throw errorFrom(errors ?? []);
}

async function readJson(base: string, response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    const message = `Expected an Allegiance server at ${base}; another program answered (HTTP ${response.status}).`;
    throw new AllegianceError('BAD_INPUT', message);
  }
}

function errorFrom([first]: NonNullable<ErrorResponse['errors']>): AllegianceError {
  return new AllegianceError(
    first?.extensions?.code ?? 'INTERNAL_SERVER_ERROR',
    first?.message ?? 'The server returned an error without a message.',
  );
}

async function* bodyOf(base: string, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const piece of body) yield piece;
  } catch (error) {
    throw new AllegianceError('STORE_UNAVAILABLE', `The response of ${base} was interrupted. Try again.`, {}, { cause: error });
  }
}
