import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { useServer as serve } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { MAX_BODY_SIZE, rejectSocket } from '../limits/connection.ts';
import { type HostCheck, MISDIRECTED } from '../limits/hosts.ts';
import { tooManySubscriptions } from '../limits/subscriptionLimit.ts';
import { log } from '../telemetry/log.ts';
import { type ClientInfo, clientAddressOf, isAllowedOrigin } from './client.ts';
import { createContext, type Results, type ServerContext } from './context.ts';
import { NO_WEB_SOCKET, SUBPROTOCOL, wrongSubprotocol } from './endpoints.ts';
import { ClientError, closeFrameOf, toClientError } from './errors.ts';
import type { Subscribe } from './pipeline.ts';

/** Maximum size of buffered messages, in bytes, for a client that keeps sending without reading. */
export const MAX_BUFFERED_SIZE = 4 * 1024 * 1024;

/** Maximum number of subscriptions over one connection. */
export const MAX_SUBSCRIPTIONS_PER_CONNECTION = 100;

/** Grace period: milliseconds that clients have to close their connections when the server stops. */
const GRACE_PERIOD = 1_000;

type Message = Parameters<WebSocket['send']>[0];

/** A WebSocket of the server. Errors of `send` are ignored: the client has disconnected, which the close event reports. */
class ServerWebSocket extends WebSocket {
  override send(data: Message, ...rest: unknown[]): void {
    const done = rest.at(-1);
    super.send(withPayload(data), () => {
      if (typeof done === 'function') done();
    });
  }
}

/**
 * A payload that is JSON text already, since many followers share it. graphql-ws writes a message as JSON and sends it at once; it
 * writes a mark for this payload, which `withPayload` replaces.
 */
class TextPayload {
  /** The text for which the last mark was written. */
  static last = '';

  constructor(private readonly text: string) {}

  toJSON(): string {
    TextPayload.last = this.text;
    return PAYLOAD_MARK;
  }
}

const PAYLOAD_MARK = '\0text';
/** How such a message ends. No client can make another one end so: what others repeat of a client is an object, and ends with two braces. */
const MARKED_END = `"payload":${JSON.stringify(PAYLOAD_MARK)}}`;

function withPayload(data: Message): Message {
  if (typeof data !== 'string' || !data.endsWith(MARKED_END)) return data;
  return `${data.slice(0, -MARKED_END.length)}"payload":${TextPayload.last}}`;
}

/** State of a connection, beside its socket. */
type ConnectionState = { client?: ClientInfo; ended?: AbortController };

/**
 * Serves subscriptions over WebSockets at `/graphql` (graphql-transport-ws).
 * @returns A function that closes all connections.
 */
export function serveWebSockets(httpServer: Server, server: ServerContext, subscribe: Subscribe, ownHost: HostCheck): () => Promise<void> {
  const { origins, trustedProxies } = server.settings;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_SIZE, WebSocket: ServerWebSocket });
  sockets.on('wsClientError', (_error, socket) =>
    rejectSocket(socket, 400, 'Expected a WebSocket handshake (RFC 6455); got something else.'),
  );
  httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node hands the socket over without an error handler; a reset by the client must not end the process.
    socket.on('error', () => socket.destroy());
    const misdirected = ownHost(request);
    if (misdirected !== null) return rejectSocket(socket, MISDIRECTED, misdirected);
    if (!/^\/graphql\/?$/.test(pathOf(request) ?? '')) return rejectSocket(socket, 404, NO_WEB_SOCKET);
    if (!isAllowedOrigin(request, origins))
      return rejectSocket(
        socket,
        403,
        'Expected a page of an allowed origin; got another one. ALLEGIANCE_ORIGINS lists the allowed origins.',
      );
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (opened.protocol === SUBPROTOCOL) return void sockets.emit('connection', opened, request);
      opened.on('error', () => opened.terminate()).close(...wrongSubprotocol(request.headers['sec-websocket-protocol']));
    });
  });
  const { dispose } = serve<Record<string, unknown>, ConnectionState>(
    {
      onConnect: async ({ connectionParams, extra }) => {
        extra.client = {
          authorization: authorizationOf(connectionParams) ?? extra.request.headers.authorization,
          address: clientAddressOf(extra.request, trustedProxies ?? []),
        };
        extra.ended = new AbortController();
        try {
          if (sockets.clients.size > server.subscriptionLimit.max) throw tooManySubscriptions(server.subscriptionLimit.max);
          await createContext(server, extra.client, extra.ended.signal);
        } catch (error) {
          extra.socket.close(...closeFrameOf(error));
          return false;
        }
      },
      onSubscribe: async ({ subscriptions, extra }, _id, request) => {
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS_PER_CONNECTION)
          return [new ClientError(toClientError(tooManySubscriptions(MAX_SUBSCRIPTIONS_PER_CONNECTION)))];
        const started = await subscribe(request, extra.client!, extra.ended!.signal);
        if ('results' in started) return { ...started.args, contextValue: started.results };
        return started.errors.map((error) => new ClientError(error));
      },
      // Its messages are texts already, so they are sent as they are.
      subscribe: ({ contextValue }) => messagesOf(contextValue as Results) as never,
      onNext: (_connection, _id, _request, _args, result) => result,
      onDisconnect: ({ extra }) => extra.ended?.abort(),
      isProd: true,
    },
    sockets,
  );
  // Of others the first is confirmed, as browsers require it of a socket that they open at all, and then it is closed with the reason.
  sockets.options.handleProtocols = (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false));
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

/** The messages of a subscription. The protocol has no form for a step without one. */
function messagesOf(results: Results): AsyncIterableIterator<TextPayload> {
  const messages: AsyncIterableIterator<TextPayload> = {
    next: async () => {
      for (;;) {
        const { done, value } = await results.next();
        if (done) return { done: true, value: undefined };
        if (value.message !== null) return { done: false, value: new TextPayload(value.message) };
      }
    },
    return: async () => {
      await results.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => messages,
  };
  return messages;
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
