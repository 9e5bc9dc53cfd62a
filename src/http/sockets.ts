import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer as serve } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { AllegianceError, type ErrorCode } from '../model/errors.ts';
import { type ClientInfo, createContext, type ServerContext } from './contexts.ts';
import { log } from './log.ts';
import { clientAddressOf, isAllowedOrigin } from './origins.ts';
import { rejectSocket } from './rejectSocket.ts';
import { ServerWebSocket } from './serverWebSocket.ts';
import {
  type PreparedSubscription,
  prepareSubscription,
  runSubscription,
  toClientError,
  toClientResult,
  wrapError,
} from './subscription.ts';
import { type SubscriptionLimit, tooManySubscriptions } from './subscriptionLimit.ts';

/** WebSocket close code "Try again later" (IANA registry of RFC 6455). */
const TRY_AGAIN_LATER = 1013;
/** Maximum size of a close reason in bytes (RFC 6455 §5.5). */
const MAX_REASON_SIZE = 123;

/** Maximum size of buffered messages, in bytes, for a client that keeps sending without reading. */
export const MAX_BUFFERED_SIZE = 4 * 1024 * 1024;

/** Maximum number of subscriptions over one connection. */
export const MAX_SUBSCRIPTIONS_PER_CONNECTION = 100;

/** Grace period: milliseconds that clients have to close their connections when the server stops. */
const GRACE_PERIOD = 1_000;

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
  readonly trustedProxies: readonly string[];
  /** Maximum size of a message in bytes. */
  readonly maxMessageSize: number;
  /** Its maximum is also that of open connections. */
  readonly subscriptionLimit: SubscriptionLimit;
}

/** State of a connection, beside its socket. */
type ConnectionState = { client?: ClientInfo; ended?: AbortController };

/**
 * Serves subscriptions over WebSockets at `/graphql` (graphql-transport-ws).
 * @returns A function that closes all connections.
 */
export function serveWebSockets(
  server: Server,
  serverContext: ServerContext,
  { schema, origins, trustedProxies, maxMessageSize, subscriptionLimit }: SocketSettings,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageSize, WebSocket: ServerWebSocket });
  sockets.on('wsClientError', (_error, socket) =>
    rejectSocket(socket, 400, 'Expected a WebSocket handshake (RFC 6455); got something else.'),
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node hands the socket over without an error handler; a reset by the client must not end the process.
    socket.on('error', () => socket.destroy());
    if (pathOf(request) !== '/graphql') return rejectSocket(socket, 404, 'Not found. The API is at /graphql.');
    if (!isAllowedOrigin(request, origins))
      return rejectSocket(
        socket,
        403,
        'Expected a page of an allowed origin; got another one. ALLEGIANCE_ORIGINS lists the allowed origins.',
      );
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const { dispose } = serve<Record<string, unknown>, ConnectionState>(
    {
      onConnect: async ({ connectionParams, extra }) => {
        extra.client = {
          authorization: authorizationOf(connectionParams) ?? extra.request.headers.authorization,
          address: clientAddressOf(extra.request, trustedProxies),
        };
        extra.ended = new AbortController();
        try {
          if (sockets.clients.size > subscriptionLimit.max) throw tooManySubscriptions(subscriptionLimit.max);
          await createContext(serverContext, extra.client, extra.ended.signal);
        } catch (error) {
          close(extra.socket, error);
          return false;
        }
      },
      onSubscribe: ({ subscriptions }, _id, request) => {
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS_PER_CONNECTION)
          return [wrapError(tooManySubscriptions(MAX_SUBSCRIPTIONS_PER_CONNECTION))];
        const read = prepareSubscription(schema, request, serverContext.introspection);
        return 'document' in read ? (read as ExecutionArgs) : read;
      },
      context:
        ({ extra }) =>
        () =>
          createContext(serverContext, extra.client!, extra.ended!.signal),
      subscribe: ({ contextValue, ...prepared }: ExecutionArgs) =>
        runSubscription(prepared as PreparedSubscription & ExecutionArgs, contextValue as Parameters<typeof runSubscription>[1], {
          subscriptionLimit,
          limits: serverContext.limits,
        }),
      onNext: (_connection, _id, _request, _args, result) => toClientResult(result),
      onError: (_connection, _id, _request, errors) => errors.map(toClientError),
      onDisconnect: ({ extra }) => extra.ended?.abort(),
      isProd: true,
    },
    sockets,
  );
  sockets.on('connection', (socket) => {
    // Without this, graphql-ws prints an error for every frame that violates the protocol; the connection is closed in any case.
    socket.removeAllListeners('error').on('error', () => log.info('a client violated the WebSocket protocol'));
    const terminateIfUnread = () => {
      if (socket.bufferedAmount > MAX_BUFFERED_SIZE) socket.terminate();
    };
    socket.on('message', terminateIfUnread).on('ping', terminateIfUnread);
  });
  return async () => {
    const graceTimer = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, GRACE_PERIOD);
    await dispose();
    clearTimeout(graceTimer);
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
  socket.close(code, known ? truncateReason(known.message) : 'Internal server error');
}

function truncateReason(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= MAX_REASON_SIZE
    ? reason
    : `${bytes
        .subarray(0, MAX_REASON_SIZE - 3)
        .toString('utf8')
        .replace(/\ufffd+$/, '')}…`;
}
