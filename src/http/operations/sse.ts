import type { Request, RequestHandler, Response } from 'express';
import { AllegianceError } from '../../model/errors.ts';
import { clientInfoOf } from './client.ts';
import type { Results } from './context.ts';
import { handler, rejectionOf, sendRejection } from './errors.ts';
import type { OperationRequest, Subscribe } from './pipeline.ts';

/** Milliseconds between keep-alive comments, without which proxies close an idle stream. */
const KEEP_ALIVE_INTERVAL = 12_000;
/** Milliseconds after which the connection of a client that reads nothing is closed. */
const WRITE_TIMEOUT = 30_000;

const NOT_ACCEPTED = 'Expected a request with `Accept: text/event-stream`; got another `Accept` header.';

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
export function sseStreams(subscribe: Subscribe): SseStreams {
  const open = new Set<AbortController>();
  const serve = async (request: Request, response: Response, disconnected: AbortSignal): Promise<void> => {
    if (!request.accepts('text/event-stream'))
      return sendRejection(response, { ...rejectionOf(new AllegianceError('BAD_INPUT', NOT_ACCEPTED)), status: 406 });
    const closed = new AbortController();
    disconnected.addEventListener('abort', () => closed.abort(), { once: true });
    open.add(closed);
    const started = await subscribe(operationOf(request), clientInfoOf(request), closed.signal);
    if ('results' in started) await writeResults(response, started.results, closed.signal);
    else sendRejection(response, started);
    open.delete(closed);
  };
  const end = () => {
    for (const one of open) one.abort();
  };
  return { handler: handler('subscription', serve), end };
}

function operationOf({ method, query, body }: Request): OperationRequest {
  if (method !== 'GET') return (body ?? {}) as OperationRequest;
  return { ...query, variables: typeof query.variables === 'string' ? readJson(query.variables) : undefined };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
    for await (const result of results) await write(response, event('next', result));
  } catch (error) {
    if (!response.destroyed) await write(response, event('next', { errors: [error] })).catch(() => undefined);
  }
  clearInterval(keepAlive);
  closed.removeEventListener('abort', stop);
  // The client may have disconnected before the first result.
  stop();
  response.end(event('complete'));
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
