import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer as serve } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { type Answering, contextFor, type Origin } from './contexts.ts';
import { log } from './log.ts';
import { addressOf, comesFromAllowedOrigin } from './origins.ts';
import { refuseSocket } from './refuseSocket.ts';
import { type Seats, tooMany } from './seats.ts';
import { ServedSocket } from './servedSocket.ts';
import { readSubscription, runSubscription, type Subscribing, shownError, shownResult, wrapped } from './subscription.ts';

/** WebSocket close code "Try again later" (IANA registry of RFC 6455). */
const TRY_AGAIN_LATER = 1013;
/** Maximum size of a close reason in bytes (RFC 6455 §5.5). */
const LONGEST_REASON = 123;

/** Maximum size of buffered messages, in bytes, for a client that keeps sending without reading. */
export const MOST_UNTAKEN = 4 * 1024 * 1024;

/** Maximum number of subscriptions over one connection. */
export const MOST_PER_CONNECTION = 100;

/** Grace period: milliseconds that clients have to close their connections when the server stops. */
const GRACE = 1_000;

const CLOSE_CODES: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: CloseCode.Unauthorized,
  FORBIDDEN: CloseCode.Forbidden,
  RATE_LIMITED: TRY_AGAIN_LATER,
  TOO_MANY_SUBSCRIPTIONS: TRY_AGAIN_LATER,
  STORE_UNAVAILABLE: TRY_AGAIN_LATER,
};

export interface SocketSettings {
  readonly schema: GraphQLSchema;
  readonly origins: readonly string[] | null;
  readonly proxies: readonly string[];
  /** Maximum size of a message in bytes. */
  readonly largest: number;
  /** Its maximum is also that of open connections. */
  readonly seats: Seats;
}

/** State of a connection, beside its socket. */
type Kept = { origin?: Origin; ended?: AbortController };

/**
 * Serves subscriptions over WebSockets at `/graphql` (graphql-transport-ws).
 * @returns A function that closes all connections.
 */
export function serveSockets(
  server: Server,
  answering: Answering,
  { schema, origins, proxies, largest, seats }: SocketSettings,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largest, WebSocket: ServedSocket });
  sockets.on('wsClientError', (_error, socket) =>
    refuseSocket(socket, 400, 'Expected a WebSocket handshake (RFC 6455); got something else.'),
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node hands the socket over without an error handler; a reset by the client must not end the process.
    socket.on('error', () => socket.destroy());
    if (pathOf(request) !== '/graphql') return refuseSocket(socket, 404, 'Not found. The API is at /graphql.');
    if (!comesFromAllowedOrigin(request, origins))
      return refuseSocket(
        socket,
        403,
        'Expected a page of an allowed origin; got another one. ALLEGIANCE_ORIGINS lists the allowed origins.',
      );
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const { dispose } = serve<Record<string, unknown>, Kept>(
    {
      onConnect: async ({ connectionParams, extra }) => {
        extra.origin = {
          authorization: authorizationOf(connectionParams) ?? extra.request.headers.authorization,
          address: addressOf(extra.request, proxies),
        };
        extra.ended = new AbortController();
        try {
          if (sockets.clients.size > seats.most) throw tooMany(seats.most);
          await contextFor(answering, extra.origin, extra.ended.signal);
        } catch (error) {
          close(extra.socket, error);
          return false;
        }
      },
      onSubscribe: ({ subscriptions }, _id, asked) => {
        if (Object.keys(subscriptions).length > MOST_PER_CONNECTION) return [wrapped(tooMany(MOST_PER_CONNECTION))];
        const read = readSubscription(schema, asked, answering.tellsSchema);
        return 'document' in read ? (read as ExecutionArgs) : read;
      },
      context:
        ({ extra }) =>
        () =>
          contextFor(answering, extra.origin!, extra.ended!.signal),
      subscribe: ({ contextValue, ...subscribing }: ExecutionArgs) =>
        runSubscription(subscribing as Subscribing & ExecutionArgs, contextValue as Parameters<typeof runSubscription>[1], {
          seats,
          limits: answering.limits,
        }),
      onNext: (_connection, _id, _asked, _args, result) => shownResult(result),
      onError: (_connection, _id, _asked, errors) => errors.map(shownError),
      onDisconnect: ({ extra }) => extra.ended?.abort(),
      isProd: true,
    },
    sockets,
  );
  sockets.on('connection', (socket) => {
    // Without this, graphql-ws prints an error for every frame that violates the protocol; the connection is closed in any case.
    socket.removeAllListeners('error').on('error', () => log.info('a client violated the WebSocket protocol'));
    const endWhereUnread = () => {
      if (socket.bufferedAmount > MOST_UNTAKEN) socket.terminate();
    };
    socket.on('message', endWhereUnread).on('ping', endWhereUnread);
  });
  return async () => {
    const patience = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, GRACE);
    await dispose();
    clearTimeout(patience);
  };
}

/** Path of the URL; null if the URL is invalid. */
function pathOf({ url = '/' }: IncomingMessage): string | null {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : null;
}

/**
 * Credentials in the connection parameters: `{ authorization: 'Bearer …' }` or `{ token: '…' }`.
 * A value that is not a string counts as an invalid token.
 */
function authorizationOf(parameters: Record<string, unknown> | undefined): string | undefined {
  const { authorization, Authorization = authorization, token } = parameters ?? {};
  if (Authorization !== undefined) return typeof Authorization === 'string' ? Authorization : '';
  if (token === undefined) return undefined;
  return typeof token === 'string' ? `Bearer ${token}` : '';
}

/** Closes a connection with the message of an error as the close reason. */
function close(socket: WebSocket, error: unknown): void {
  const known = error instanceof AllegianceError ? error : null;
  if (!known) log.error('WebSocket connection failed', error);
  const code = (known && CLOSE_CODES[known.code]) ?? CloseCode.InternalServerError;
  socket.close(code, known ? cut(known.message) : 'Internal server error');
}

function cut(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= LONGEST_REASON
    ? reason
    : `${bytes
        .subarray(0, LONGEST_REASON - 3)
        .toString('utf8')
        .replace(/\ufffd+$/, '')}…`;
}
