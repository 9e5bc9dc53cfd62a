import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { pipeline as pipe } from 'node:stream/promises';
import { createMcpHandler } from '@modelcontextprotocol/server';
import cors from 'cors';
import { type Request as ExpressRequest, type Response as ExpressResponse, Router, raw } from 'express';
import { createMcpServer } from '../../mcp/server.ts';
import { AllegianceError } from '../../model/errors.ts';
import { MAX_BODY_SIZE } from '../limits/connection.ts';
import { callerGraph, type GraphCall } from '../operations/callerGraph.ts';
import { allowedOrigins, clientInfoOf } from '../operations/client.ts';
import { createContext, type ServerContext } from '../operations/context.ts';
import { handler } from '../operations/errors.ts';
import type { Pipeline } from '../operations/pipeline.ts';
import { log } from '../telemetry/log.ts';

/** Headers of the protocol that a page of another origin may send and read. */
const PROTOCOL_HEADERS = ['Mcp-Protocol-Version', 'Mcp-Session-Id', 'Last-Event-Id', 'Mcp-Method', 'Mcp-Name'];

/** Cost of a message itself, beside the operations that its tool runs. */
const MESSAGE_COST = 0;

/** The tools for assistants over HTTP, and what ends them. */
export interface AssistantRoutes {
  readonly router: Router;
  /** Ends the messages in progress. */
  readonly close: () => Promise<void>;
}

/** Who sent a message, where the server is for them, and what went wrong with it. */
interface Call extends GraphCall {
  readonly errors: Error[];
}

/**
 * `POST /mcp`: the tools for assistants, by the Model Context Protocol over Streamable HTTP, without sessions. Each message needs what
 * a request to `/graphql` needs, and each operation of a tool goes through the same pipeline: token, role, limits, cost, rate, log.
 */
export function assistantRoutes(server: ServerContext, pipeline: Pipeline): AssistantRoutes {
  const { origins } = server.settings;
  const calls = new AsyncLocalStorage<Call>();
  const mcp = createMcpHandler(() => createMcpServer(callerGraph(server, pipeline, calls.getStore()!), { onError }), {
    onerror: (error) => calls.getStore()?.errors.push(error),
  });
  const corsHandler = cors({ origin: allowedOrigins(origins), exposedHeaders: PROTOCOL_HEADERS });
  const respond = handler('assistant', async (request, response, signal) => {
    expectAllowedOrigin(request, origins);
    const client = clientInfoOf(request);
    const { clientKey } = await createContext(server, client, signal);
    server.limits.charge(clientKey, MESSAGE_COST);
    const call: Call = { client, signal, address: `${request.protocol}://${request.headers.host ?? 'localhost'}`, errors: [] };
    const answer = await calls.run(call, () => mcp.fetch(webRequest(request, call)));
    if (answer.status >= 500) onError(call.errors[0]);
    await sendWebResponse(answer, response);
  });
  const parse = raw({ type: () => true, limit: MAX_BODY_SIZE });
  return { router: Router().use('/mcp', corsHandler).all('/mcp', parse, respond), close: mcp.close };
}

function onError(error: unknown): void {
  log.error('a message of an assistant failed', error);
}

/**
 * Browsers name the origin of the page that sends a message. A page whose host name an attacker makes point to this machine has
 * the origin of the attacker, so that the address of the server itself does not count as one.
 * @throws FORBIDDEN
 */
function expectAllowedOrigin({ headers: { origin } }: ExpressRequest, origins: readonly string[] | null): void {
  if (origin === undefined) return;
  const allowed = allowedOrigins(origins);
  if (allowed instanceof RegExp ? allowed.test(origin) : allowed === '*' || allowed.includes(origin)) return;
  throw new AllegianceError(
    'FORBIDDEN',
    'Expected a page of an allowed origin; got another. Administrators allow one with ALLEGIANCE_ORIGINS.',
  );
}

/** Headers that describe a body as it was sent, before it was read and unpacked. */
const BODY_HEADERS = ['content-encoding', 'content-length', 'transfer-encoding'];

/** A request of Express, whose body was read, as a web request. */
function webRequest({ method, headers: sent, body, originalUrl }: ExpressRequest, { address, signal }: Call): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent)) {
    if (value !== undefined && !BODY_HEADERS.includes(name)) headers.set(name, [value].flat().join(', '));
  }
  return new Request(`${address}${originalUrl}`, {
    method,
    headers,
    signal,
    ...(Buffer.isBuffer(body) ? { body: new Uint8Array(body) } : {}),
  });
}

async function sendWebResponse({ status, headers, body }: Response, response: ExpressResponse): Promise<void> {
  response.status(status);
  for (const [name, value] of headers) response.setHeader(name, value);
  if (body === null) return void response.end();
  response.flushHeaders();
  await pipe(Readable.fromWeb(body as never), response);
}
