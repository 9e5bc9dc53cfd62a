import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseSocket } from '../refuseSocket.ts';

/** Milliseconds that a client has to send a request, so that slow ones cannot hold all connections. */
export interface Patience {
  /** For all headers. */
  readonly headers: number;
  /** For headers and body. */
  readonly request: number;
}

export const USUAL_PATIENCE: Patience = { headers: 10_000, request: 30_000 };
/** Milliseconds that a connection may be silent while an answer is under way: longer than any answer takes, and than signs of life. */
const SILENCE = 120_000;
/** Header lines of a request. */
export const MOST_HEADERS = 200;
/** Bytes of all header lines together, with the address. */
const LARGEST_HEADERS = 16 * 1024;

/** A server that waits only so long for a request, and refuses what is no HTTP in GraphQL's form. */
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
    const [status, message] = REFUSALS[error.code ?? ''] ?? [400, 'Expected a request as HTTP has it; got something else.'];
    refuseSocket(socket, status, message);
  });
  return server;
}

const REFUSALS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, `Expected an address and headers of at most ${LARGEST_HEADERS / 1024} kB. Send a long query by POST.`],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Expected the whole request sooner; the connection is closed.'],
};
