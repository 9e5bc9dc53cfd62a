import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { rejectSocket } from '../rejectSocket.ts';

/** Milliseconds that a client has to send a request, so that slow clients cannot occupy all connections. */
export interface Timeouts {
  /** For all headers. */
  readonly headers: number;
  /** For headers and body. */
  readonly request: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { headers: 10_000, request: 30_000 };
/** Milliseconds that a connection may be idle while it waits for a response: longer than any response and any keep-alive interval. */
const IDLE_TIMEOUT = 120_000;
/** Maximum number of headers of a request. */
export const MAX_HEADERS = 200;
/** Maximum size of the request line and all headers, in bytes. */
const MAX_HEADERS_SIZE = 16 * 1024;

/** An HTTP server with these timeouts, which rejects invalid HTTP with JSON in the form of a GraphQL error. */
export function createHttpServer(listener: RequestListener, { headers, request }: Timeouts = DEFAULT_TIMEOUTS): Server {
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: Math.min(1_000, headers),
      maxHeaderSize: MAX_HEADERS_SIZE,
    },
    listener,
  );
  server.maxHeadersCount = MAX_HEADERS;
  server.setTimeout(IDLE_TIMEOUT);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const [status, message] = CLIENT_ERRORS[error.code ?? ''] ?? [400, 'Expected an HTTP request; got something else.'];
    rejectSocket(socket, status, message);
  });
  return server;
}

const CLIENT_ERRORS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    `Expected a URL and headers of at most ${MAX_HEADERS_SIZE / 1024} kB together; got more. Send a long query by POST.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Expected the whole request within the time limit; the connection is closed. Send it again.'],
};
