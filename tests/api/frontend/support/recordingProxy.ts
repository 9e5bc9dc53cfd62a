import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A response that went through the proxy. `wait`: seconds that a rejected client was asked to wait, else null. */
export interface RecordedResponse {
  readonly requestedAt: number;
  readonly respondedAt: number;
  readonly status: number;
  readonly wait: number | null;
}

/** A proxy before a server, for HTTP and WebSockets, which records the responses to HTTP requests. */
export interface RecordingProxy {
  /** `http://127.0.0.1:…`. */
  readonly url: string;
  readonly responses: readonly RecordedResponse[];
  /** Number of requests, those included that were lost with their connection. */
  readonly requests: () => number;
  /** Breaks all open connections. */
  readonly disconnect: () => void;
  readonly close: () => Promise<void>;
}

/**
 * @param token A token that it adds to HTTP requests
 * @param before Runs before a request is forwarded; `number` counts from 1
 */
export async function recordingProxy(
  target: string,
  token: string,
  before: (number: number) => Promise<void> | undefined,
): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target);
  let requests = 0;
  const responses: RecordedResponse[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (incoming, outgoing) => {
    const requestedAt = performance.now();
    await before(++requests);
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    const forwarded = request({ hostname, port, path: incoming.url, method: incoming.method, headers }, (response) => {
      const { 'retry-after': wait } = response.headers;
      const status = response.statusCode ?? 0;
      responses.push({ requestedAt, respondedAt: performance.now(), status, wait: wait === undefined ? null : Number(wait) });
      outgoing.writeHead(status, response.headers);
      response.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', ({ method, url, rawHeaders }, socket, head) => {
    const upstream = connect(Number(port), hostname, () => {
      const lines = [`${method} ${url} HTTP/1.1`];
      for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
      upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const disconnect = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    responses,
    requests: () => requests,
    disconnect,
    close: async () => {
      disconnect();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Responses to requests that were sent before the end of the wait that the response before had asked for. */
export function sentTooEarly({ responses }: RecordingProxy): readonly RecordedResponse[] {
  return responses.filter(({ requestedAt }, at) => {
    const before = responses[at - 1];
    return before?.wait != null && requestedAt < before.respondedAt + before.wait * 1000;
  });
}
