import type { Request, RequestHandler, Response } from 'express';
import { AllegianceError, quoted } from '../../model/errors.ts';
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
 * `variables` and `operationName`. Each message is written after the one before was flushed, so that nothing piles up. Its id is
 * its revision; `Last-Event-ID` resumes after it. When the server stops, a stream ends without `complete`: clients connect again.
 */
export function sseStreams(subscribe: Subscribe): SseStreams {
  const open = new Set<AbortController>();
  let isEnding = false;
  const serve = async (request: Request, response: Response, disconnected: AbortSignal): Promise<void> => {
    if (!request.accepts('text/event-stream'))
      return sendRejection(response, { ...rejectionOf(new AllegianceError('BAD_INPUT', NOT_ACCEPTED)), status: 406 });
    if (isEnding) throw new AllegianceError('STORE_UNAVAILABLE', 'The server is stopping. Try again in a moment.');
    const resumeAfter = lastEventId(request);
    const closed = new AbortController();
    disconnected.addEventListener('abort', () => closed.abort(), { once: true });
    open.add(closed);
    const started = await subscribe({ ...operationOf(request), resumeAfter }, clientInfoOf(request), closed.signal);
    if ('results' in started) await writeResults(response, started.results, closed.signal);
    else sendRejection(response, started);
    open.delete(closed);
  };
  const end = () => {
    isEnding = true;
    for (const one of open) one.abort();
  };
  return { handler: handler('subscription', serve), end };
}

/** The revision after which a client resumes: the id of the last event that it has received. @throws BAD_INPUT if it is none */
function lastEventId({ headers }: Request): number | null {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return null;
  if (typeof id === 'string' && /^\d{1,10}$/.test(id)) return Number(id);
  const message = `Expected \`Last-Event-ID\` to be the id of an event of this stream, the number of a revision; got ${quoted(id)}.`;
  throw new AllegianceError('BAD_INPUT', message);
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

/** Writes all messages, and the error that ends them, if there is one. */
async function writeResults(response: Response, results: Results, closed: AbortSignal): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    // A client that connects again when the server stops must not be answered by the server that stops.
    Connection: 'close',
  });
  const stop = () => void results.return?.();
  closed.addEventListener('abort', stop, { once: true });
  if (closed.aborted) stop();
  const position = new Position();
  const keepAlive = setInterval(() => response.writableLength === 0 && response.write(position.event()), KEEP_ALIVE_INTERVAL);
  try {
    for await (const { revision, message } of results) {
      // What was read while the client disconnected or the server stopped may be incomplete.
      if (closed.aborted) break;
      position.pass(revision);
      if (message !== null) await write(response, event('next', message, position.take()));
      else if (position.isFirst) await write(response, position.event());
    }
  } catch (error) {
    if (!closed.aborted) await write(response, event('next', JSON.stringify({ errors: [error] }))).catch(() => undefined);
  }
  clearInterval(keepAlive);
  closed.removeEventListener('abort', stop);
  // The client may have disconnected before the first result.
  stop();
  response.end(closed.aborted ? position.event() : event('complete'));
}

/** The revision that a stream has passed, and the last one that its client knows as the id of an event. */
class Position {
  #passed: number | null = null;
  #known: number | null = null;

  /** Whether the client knows none. */
  get isFirst(): boolean {
    return this.#known === null;
  }

  pass(revision: number | null): void {
    this.#passed = revision ?? this.#passed;
  }

  /** The line with the id of the event that is written next; empty where the client knows it. */
  take(): string {
    if (this.#passed === this.#known) return '';
    this.#known = this.#passed;
    return `id: ${this.#passed}\n`;
  }

  /** An event without data, which gives the client only the id; a comment if it knows it. */
  event(): string {
    return `${this.take() || ':\n'}\n`;
  }
}

/** @param json One line of JSON. */
function event(name: 'next' | 'complete', json?: string, id = ''): string {
  return `${id}event: ${name}\ndata:${json ? ` ${json}` : ''}\n\n`;
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
