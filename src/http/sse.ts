import type { Request, RequestHandler, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { createContext, type ServerContext } from './contexts.ts';
import { httpResponseOf } from './errors.ts';
import { clientInfoOf } from './origins.ts';
import {
  isStream,
  prepareSubscription,
  type Results,
  rateLimitErrorOf,
  runSubscription,
  type SubscriptionRequest,
  toClientError,
  toClientResult,
} from './subscription.ts';
import type { SubscriptionLimit } from './subscriptionLimit.ts';

/** Milliseconds between keep-alive comments, without which proxies close an idle stream. */
const KEEP_ALIVE_INTERVAL = 12_000;
/** Milliseconds after which the connection of a client that reads nothing is closed. */
const WRITE_TIMEOUT = 30_000;

const HTTP_STATUS: Partial<Record<ErrorCode, number>> = { TOO_MANY_SUBSCRIPTIONS: 429, STORE_UNAVAILABLE: 503 };

export interface SseStreams {
  /** Handles a subscription over server-sent events. */
  readonly handler: RequestHandler;
  /** Ends all open streams. */
  readonly end: () => void;
}

/**
 * Subscriptions over server-sent events (graphql-sse, distinct connections): POST a JSON body, or GET with `query`,
 * `variables` and `operationName`. Each message is written after the one before was flushed, so that nothing piles up.
 */
export function sseStreams(server: ServerContext, schema: GraphQLSchema, subscriptionLimit: SubscriptionLimit): SseStreams {
  const open = new Set<AbortController>();
  const handler: RequestHandler = async (request, response) => {
    if (!request.accepts('text/event-stream'))
      return sendErrors(response, 406, [badRequest('Expected a request with `Accept: text/event-stream`; got another `Accept` header.')]);
    const read = prepareSubscription(schema, subscriptionRequestOf(request), server.introspection);
    if (!('document' in read)) return sendErrors(response, 400, read);
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    const newContext = () => createContext(server, clientInfoOf(request), closed.signal);
    const rejection = await newContext()
      .then(() => subscriptionLimit.ensureAvailable())
      .catch((error: unknown) => error);
    if (rejection instanceof Error) return sendErrorFor(response, rejection);
    open.add(closed);
    const results = await runSubscription(read, newContext, { subscriptionLimit, limits: server.limits });
    const limited = isStream(results) ? undefined : rateLimitErrorOf(results);
    if (limited) sendErrorFor(response, limited);
    else await writeResults(response, isStream(results) ? results : singleResult(results), closed.signal);
    open.delete(closed);
  };
  const end = () => {
    for (const one of open) one.abort();
  };
  return { handler, end };
}

function subscriptionRequestOf({ method, query, body }: Request): SubscriptionRequest {
  if (method !== 'GET') return (body ?? {}) as SubscriptionRequest;
  return { ...query, variables: typeof query.variables === 'string' ? readJson(query.variables) : undefined };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendErrorFor(response: Response, error: Error): void {
  const http = error instanceof AllegianceError ? (httpResponseOf(error) ?? { status: HTTP_STATUS[error.code] ?? 500, headers: {} }) : null;
  sendErrors(response.set(http?.headers ?? {}), http?.status ?? 500, [error]);
}

function sendErrors(response: Response, status: number, errors: readonly unknown[]): void {
  response.status(status).json({ errors: errors.map(toClientError) });
}

function badRequest(message: string): AllegianceError {
  return new AllegianceError('BAD_INPUT', message);
}

/** Writes all results, and the error that ends them, if there is one. */
async function writeResults(response: Response, results: Results, closed: AbortSignal): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  const stop = () => void results.return?.();
  closed.addEventListener('abort', stop, { once: true });
  const keepAlive = setInterval(() => response.writableLength === 0 && response.write(':\n\n'), KEEP_ALIVE_INTERVAL);
  try {
    await write(response, ':\n\n');
    for await (const result of results) await write(response, event('next', toClientResult(result)));
  } catch (error) {
    if (!response.destroyed) await write(response, event('next', { errors: [toClientError(error)] })).catch(() => undefined);
  }
  clearInterval(keepAlive);
  closed.removeEventListener('abort', stop);
  response.end(event('complete'));
}

async function* singleResult<T>(value: T): AsyncGenerator<T, void> {
  yield value;
}

function event(name: 'next' | 'complete', data?: object): string {
  return `event: ${name}\ndata:${data ? ` ${JSON.stringify(data)}` : ''}\n\n`;
}

/** Resolves when the text has been handed over to the operating system, or rejects if the client disconnects. */
function write(response: Response, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => response.destroy(new Error('the client does not read')), WRITE_TIMEOUT);
    const settle = (error?: Error | null) => {
      clearTimeout(timeout);
      if (error) reject(error);
      else resolve();
    };
    response.once('close', settle);
    response.write(text, (error) => {
      response.off('close', settle);
      settle(error);
    });
  });
}
