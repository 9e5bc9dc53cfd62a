import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseSocket } from '../refuseSocket.ts';

/** Milliseconds that a client has to send a request, so that slow clients cannot occupy all connections. */
export interface Patience {
  /** For all headers. */
  readonly headers: number;
  /** For headers and body. */
  readonly request: number;
}

export const USUAL_PATIENCE: Patience = { headers: 10_000, request: 30_000 };
/** Milliseconds that a connection may be idle while it waits for a response: longer than any response and any keep-alive interval. */
const SILENCE = 120_000;
/** Maximum number of headers of a request. */
export const MOST_HEADERS = 200;
/** Maximum size of the request line and all headers, in bytes. */
const LARGEST_HEADERS = 16 * 1024;

/** An HTTP server with these timeouts, which rejects invalid HTTP with JSON in the form of a GraphQL error. */
export function patientServer(listener: RequestListener, { headers, request }: Patience = USUAL_PATIENCE): Server {
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: Math.min(1_000, headers),
      maxHeaderSize: LARGEST_HEADERS,
    },
    listener,
  );
  server.maxHeadersCount = MOST_HEADERS;
  server.setTimeout(SILENCE);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const [status, message] = REFUSALS[error.code ?? ''] ?? [400, 'Expected an HTTP request; got something else.'];
    refuseSocket(socket, status, message);
  });
  return server;
}

const REFUSALS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    `Expected a URL and headers of at most ${LARGEST_HEADERS / 1024} kB together; got more. Send a long query by POST.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Expected the whole request within the time limit; the connection is closed. Send it again.'],
};
