import { isUtf8 } from 'node:buffer';
import { createServer, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';

/** Milliseconds that a client has, so that slow clients cannot occupy all connections. */
export interface Timeouts {
  /** To send all headers. */
  readonly headers: number;
  /** To send headers and body. */
  readonly request: number;
  /** To take more of a response that has begun, or to send anything: longer than any keep-alive interval. */
  readonly idle: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { headers: 10_000, request: 30_000, idle: 120_000 };
/** Maximum number of headers of a request. */
export const MAX_HEADERS = 200;
/** Maximum size of the request line and all headers, in bytes. */
const MAX_HEADERS_SIZE = 16 * 1024;

/** An HTTP server with these timeouts, which rejects invalid HTTP with JSON in the form of a GraphQL error. */
export function createHttpServer(listener: RequestListener, { headers, request, idle }: Timeouts = DEFAULT_TIMEOUTS): Server {
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
  const responses = new WeakMap<Socket, ServerResponse>();
  server.on('request', (received, response) => responses.set(received.socket, response));
  server.setTimeout(idle, (socket) => {
    const response = responses.get(socket);
    // How long an answer may take is for the limits of its operation to say.
    const isAwaited = response !== undefined && !response.headersSent && !response.writableEnded;
    if (!isAwaited) socket.destroy();
  });
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

/** Writes an HTTP error to a raw socket, as JSON in the form of a GraphQL error, and closes it. */
export function rejectSocket(socket: Duplex, status: number, message: string): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(badRequest(message));
  const headerLines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${headerLines.join('\r\n')}\r\n\r\n${body}`);
}

/** The body of a response to a request that does not reach GraphQL, in the form of a GraphQL response. */
export function badRequest(message: string, code = 'BAD_REQUEST'): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** Maximum size of a request body in bytes, after decompression. */
export const MAX_BODY_SIZE = 256 * 1024;

/** Parses a JSON body, compressed or not. Invalid UTF-8 is rejected instead of replaced, so that no text is changed silently. */
export function jsonBody(limit: number): RequestHandler {
  return express.json({
    limit,
    verify: (_request, _response, bytes, charset) => {
      if (charset === 'utf-8' && !isUtf8(bytes)) throw Object.assign(new Error('no UTF-8'), { type: 'no.utf8' });
    },
  });
}

/** Parses the body of an operation. */
export const parseBody = jsonBody(MAX_BODY_SIZE);

/** Rejects a request with too many headers, of which Node drops the rest. */
export const checkHeaderCount: RequestHandler = ({ rawHeaders }, response, next) => {
  if (rawHeaders.length < 2 * MAX_HEADERS) return next();
  const message = `Expected fewer than ${MAX_HEADERS} headers; got more. Leave some out.`;
  response.status(431).json(badRequest(message));
};

interface BodyParserError {
  readonly status?: number;
  readonly type?: string;
  /** The limit in bytes that a body exceeds. */
  readonly limit?: number;
}

/** Responds to a request that cannot be parsed with JSON in the form of a GraphQL error, not with an HTML page. */
export const badRequestHandler: ErrorRequestHandler = (error: BodyParserError, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error.type === 'no.utf8' ? 400 : (error.status ?? 500);
  const message = error.type === 'entity.too.large' ? tooLarge(error.limit ?? MAX_BODY_SIZE) : MESSAGES[error.type ?? ''];
  if (status < 500) response.status(status).json(badRequest(message ?? NOT_JSON));
  else response.status(status).json(badRequest('Something went wrong on our side.', 'INTERNAL_SERVER_ERROR'));
};

const NOT_JSON = 'Expected a JSON body such as {"query": "{ status { revision } }"}; got something that is not JSON.';

function tooLarge(limit: number): string {
  return `Expected a request body of at most ${limit / 1024} kB; got more. Split it into several requests.`;
}

const MESSAGES: Readonly<Record<string, string>> = {
  'no.utf8': 'Expected a JSON body in UTF-8; got bytes that are not valid UTF-8.',
  'charset.unsupported': 'Expected a JSON body in UTF-8; got another charset in the header `Content-Type`.',
  'encoding.unsupported':
    'Expected an uncompressed body, or one compressed with gzip, deflate or br; got another encoding in the header `Content-Encoding`.',
};
