import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_SUBSCRIPTIONS_PER_CONNECTION } from '../../src/http/operations/webSocket.ts';
import { serveFew, type TestServer } from '../api/access/support/served.ts';
import { raw } from './support/raw.ts';
import { read } from './support/sent.ts';

const FOLLOW = 'subscription { graphChanged { revision } }';
const MAX_SUBSCRIPTIONS = 150;

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

type Errors = readonly { readonly extensions: { readonly code: string } }[];

async function served(): Promise<TestServer> {
  const server = await serveFew({ openReading: true, maxSubscriptions: MAX_SUBSCRIPTIONS });
  onTestFinished(async () => {
    await server.close();
  });
  return server;
}

/** An accepted connection, and the messages it receives. */
async function connected({ url }: TestServer): Promise<{ socket: WebSocket; received: Message[] }> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const received: Message[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data)) as Message)).on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('{"type": "connection_init"}');
  await expect.poll(() => received.splice(0).map(({ type }) => type)).toEqual(['connection_ack']);
  return { socket, received };
}

function follow(socket: WebSocket, count: number): void {
  for (let n = 0; n < count; n++) socket.send(JSON.stringify({ type: 'subscribe', id: `s${n}`, payload: { query: FOLLOW } }));
}

/** Error codes of subscriptions that were rejected, by `error` or by `next` with errors. */
function errorCodesOf(received: readonly Message[]): string[] {
  return received.flatMap(({ type, payload }) => {
    const errors = type === 'error' ? (payload as Errors) : ((payload as { errors?: Errors } | undefined)?.errors ?? []);
    return errors.map(({ extensions }) => extensions.code);
  });
}
const expectAlive = async (server: TestServer) => expect((await server.execute('{ status { revision } }')).status).toBe(200);

test('a flood over one connection: as many as allowed are open, the rest is rejected, and other clients can subscribe', async () => {
  const server = await served();
  const { socket, received } = await connected(server);
  follow(socket, 1_000);
  await expect.poll(() => errorCodesOf(received).length, { timeout: 10_000 }).toBe(1_000 - MAX_SUBSCRIPTIONS_PER_CONNECTION);
  expect(new Set(errorCodesOf(received))).toEqual(new Set(['TOO_MANY_SUBSCRIPTIONS']));
  const other = await connected(server);
  follow(other.socket, 1);
  const { data } = await server.execute(
    'mutation { upsertActors(rows: [{ slug: "new", kind: PERSON, name: "New" }]) { revision } }',
    server.tokenOf.editor,
  );
  expect(data).toEqual({ upsertActors: { revision: 2 } });
  await expect.poll(() => other.received.map(({ type }) => type)).toEqual(['next']);
  await expect.poll(() => received.filter(({ type }) => type === 'next').length).toBe(MAX_SUBSCRIPTIONS_PER_CONNECTION);
});

test('a flood over many connections and transports: as many as the server allows, and all are released when they disconnect', async () => {
  const server = await served();
  const connections = await Promise.all(Array.from({ length: 6 }, () => connected(server)));
  for (const { socket } of connections) follow(socket, 50);
  await expect
    .poll(() => connections.flatMap(({ received }) => errorCodesOf(received)).length, { timeout: 10_000 })
    .toBe(6 * 50 - MAX_SUBSCRIPTIONS);
  const stream = await fetch(`${server.url}/stream?query=${encodeURIComponent(FOLLOW)}`, { headers: { accept: 'text/event-stream' } });
  const rejected = await read(stream);
  expect([rejected.status, rejected.codes]).toEqual([429, ['TOO_MANY_SUBSCRIPTIONS']]);
  await expectAlive(server);

  for (const { socket } of connections) socket.terminate();
  const after = await connected(server);
  await expect
    .poll(async () => {
      after.received.length = 0;
      follow(after.socket, 1);
      await sleep(100);
      const isFree = errorCodesOf(after.received).length === 0;
      after.socket.send('{"type": "complete", "id": "s0"}');
      return isFree;
    })
    .toBe(true);
});

test('hundreds of short subscriptions leave nothing behind', { timeout: 60_000 }, async () => {
  const server = await served();
  for (let round = 0; round < 5; round++) {
    const { socket } = await connected(server);
    follow(socket, 90);
    if (round % 2) await sleep(20);
    socket.terminate();
  }
  const { socket, received } = await connected(server);
  await sleep(300);
  follow(socket, 90);
  await sleep(500);
  expect(errorCodesOf(received)).toEqual([]);
});

test('a client that keeps sending and never reads is disconnected before it fills the memory', { timeout: 60_000 }, async () => {
  const server = await served();
  const { socket } = await connected(server);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.pause();
  const before = process.memoryUsage().rss;
  const ping = JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(200_000) } });
  let sent = 0;
  for (; sent < 1_000 && socket.readyState === WebSocket.OPEN; sent++) {
    await Promise.race([new Promise<void>((resolve) => socket.send(ping, () => resolve())), sleep(1_000)]);
    if (sent % 20 === 0) await sleep(5);
  }
  socket.resume();
  await closed;
  expect(sent).toBeLessThan(1_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  await expectAlive(server);
});

test('a client that subscribes by server-sent events and never reads does not fill it either', async () => {
  const server = await served();
  const path = `/graphql/stream?query=${encodeURIComponent('subscription { graphChanged(since: 0) { revision entities { description } } }')}`;
  const { socket } = raw(server.url, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n`);
  onTestFinished(() => void socket.destroy());
  socket.pause();
  const before = process.memoryUsage().external;
  const write =
    'mutation ($slug: String!, $text: String!) { upsertActors(rows: [{ slug: $slug, kind: PERSON, name: "L", description: $text }]) { revision } }';
  for (let n = 0; n < 200; n++) {
    const { status } = await server.execute(write, server.tokenOf.editor, { slug: `long-${n}`, text: 'x'.repeat(10_000) });
    expect(status).toBe(200);
  }
  expect(process.memoryUsage().external - before).toBeLessThan(30_000_000);
  await expectAlive(server);
});
