import type { Request, RequestHandler, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { type Answering, contextFor } from './contexts.ts';
import { httpOf } from './errors.ts';
import { originOf } from './origins.ts';
import type { Seats } from './seats.ts';
import {
  type Asked,
  isStream,
  type Results,
  readSubscription,
  refusedByRate,
  runSubscription,
  shownError,
  shownResult,
} from './subscription.ts';

/** Milliseconds between keep-alive comments, without which proxies close an idle stream. */
const SIGN_OF_LIFE = 12_000;
/** Milliseconds after which the connection of a client that reads nothing is closed. */
const PATIENCE = 30_000;

const STATUS: Partial<Record<ErrorCode, number>> = { TOO_MANY_SUBSCRIPTIONS: 429, STORE_UNAVAILABLE: 503 };

export interface Streams {
  /** Handles a subscription over server-sent events. */
  readonly handler: RequestHandler;
  /** Ends all open streams. */
  readonly end: () => void;
}

/**
 * Subscriptions over server-sent events (graphql-sse, distinct connections): POST a JSON body, or GET with `query`,
 * `variables` and `operationName`. Each message is written after the one before was flushed, so that nothing piles up.
 */
export function streams(answering: Answering, schema: GraphQLSchema, seats: Seats): Streams {
  const open = new Set<AbortController>();
  const handler: RequestHandler = async (request, response) => {
    if (!request.accepts('text/event-stream'))
      return refuse(response, 406, [badRequest('Expected a request with `Accept: text/event-stream`; got another `Accept` header.')]);
    const read = readSubscription(schema, askedBy(request), answering.tellsSchema);
    if (!('document' in read)) return refuse(response, 400, read);
    const ended = new AbortController();
    response.once('close', () => ended.abort());
    const contextNow = () => contextFor(answering, originOf(request), ended.signal);
    const refusal = await contextNow()
      .then(() => seats.expectFree())
      .catch((error: unknown) => error);
    if (refusal instanceof Error) return refuseFor(response, refusal);
    open.add(ended);
    const results = await runSubscription(read, contextNow, { seats, limits: answering.limits });
    const limited = isStream(results) ? undefined : refusedByRate(results);
    if (limited) refuseFor(response, limited);
    else await tell(response, isStream(results) ? results : only(results), ended.signal);
    open.delete(ended);
  };
  const end = () => {
    for (const one of open) one.abort();
  };
  return { handler, end };
}

function askedBy({ method, query, body }: Request): Asked {
  if (method !== 'GET') return (body ?? {}) as Asked;
  return { ...query, variables: typeof query.variables === 'string' ? readJson(query.variables) : undefined };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuseFor(response: Response, error: Error): void {
  const http = error instanceof AllegianceError ? (httpOf(error) ?? { status: STATUS[error.code] ?? 500, headers: {} }) : null;
  refuse(response.set(http?.headers ?? {}), http?.status ?? 500, [error]);
}

function refuse(response: Response, status: number, errors: readonly unknown[]): void {
  response.status(status).json({ errors: errors.map(shownError) });
}

function badRequest(message: string): AllegianceError {
  return new AllegianceError('BAD_INPUT', message);
}

/** Writes all results, and the error that ends them, if there is one. */
async function tell(response: Response, results: Results, ended: AbortSignal): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  const stop = () => void results.return?.();
  ended.addEventListener('abort', stop, { once: true });
  const signs = setInterval(() => response.writableLength === 0 && response.write(':\n\n'), SIGN_OF_LIFE);
  try {
    await write(response, ':\n\n');
    for await (const result of results) await write(response, event('next', shownResult(result)));
  } catch (error) {
    if (!response.destroyed) await write(response, event('next', { errors: [shownError(error)] })).catch(() => undefined);
  }
  clearInterval(signs);
  ended.removeEventListener('abort', stop);
  response.end(event('complete'));
}

async function* only<T>(value: T): AsyncGenerator<T, void> {
  yield value;
}

function event(name: 'next' | 'complete', data?: object): string {
  return `event: ${name}\ndata:${data ? ` ${JSON.stringify(data)}` : ''}\n\n`;
}

/** Resolves when the text has been handed over to the operating system, or rejects if the client disconnects. */
function write(response: Response, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => response.destroy(new Error('the client does not read')), PATIENCE);
    const settle = (error?: Error | null) => {
      clearTimeout(patience);
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
