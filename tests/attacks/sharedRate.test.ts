import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { REQUEST_LIMITS } from '../../src/http/limits/requestLimits.ts';
import { serveFew, type TestServer } from '../api/access/support/served.ts';
import { unsettled } from '../support/unsettled.ts';

/** Requests of one caller share one rate limit, over all routes. */

const EXPENSIVE = unsettled(
  '{ actors(first: 90) { nodes { backs(first: 90) { nodes { ... on Actor { fights(first: 50) { nodes { id } } } } } } } }',
);
const FOLLOW = 'subscription { graphChanged { revision } }';

async function served(rate: number): Promise<TestServer> {
  const server = await serveFew({ rate });
  onTestFinished(async () => {
    await server.close();
  });
  return server;
}

/** Sends queries until the rate limit is used up. */
async function useUpRate({ execute, tokenOf }: TestServer): Promise<void> {
  while ((await execute(EXPENSIVE, tokenOf.reader)).status === 200);
}

/** Sends an expensive query. Returns for how long it must wait if it is rejected, else 0. */
async function secondsToWait({ execute, tokenOf }: TestServer): Promise<number> {
  const { errors } = await execute(EXPENSIVE, tokenOf.reader);
  return (
    errors?.map(({ extensions }) => Number((extensions as { retryAfter?: number }).retryAfter ?? 0)).find((seconds) => seconds > 0) ?? 0
  );
}

const get = (url: string, token: string, accept = '*/*') => fetch(url, { headers: { authorization: `Bearer ${token}`, accept } });
const streamUrl = (url: string) => `${url}/stream?query=${encodeURIComponent(FOLLOW)}`;
const write = ({ execute, tokenOf }: TestServer) =>
  execute('mutation { upsertActors(rows: [{ slug: "one", kind: PERSON, name: "One" }]) { created } }', tokenOf.editor);

test('a caller whose rate limit is used up gets no export, and others do', async () => {
  const server = await served(1);
  await useUpRate(server);
  const graph = server.url.replace('/graphql', '/export/graph.jsonl');
  const rejected = await get(graph, server.tokenOf.reader);
  expect(rejected.status).toBe(429);
  expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(1);
  expect(await rejected.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  expect((await get(graph, server.tokenOf.editor)).status).toBe(200);
});

test('nor can it subscribe, by server-sent events or a WebSocket', async () => {
  const server = await served(1);
  await useUpRate(server);
  const rejected = await get(streamUrl(server.url), server.tokenOf.reader, 'text/event-stream');
  expect(rejected.status).toBe(429);
  expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(1);
  const socket = new WebSocket(server.url.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const received: unknown[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token: server.tokenOf.reader } }));
  await expect.poll(() => JSON.stringify(received)).toContain('connection_ack');
  socket.send(JSON.stringify({ type: 'subscribe', id: 'one', payload: { query: FOLLOW } }));
  await expect.poll(() => JSON.stringify(received)).toMatch(/"type":"error".*"code":"RATE_LIMITED"/);
});

test('an open subscription whose caller has used up its rate limit receives a change later', async () => {
  const server = await served(REQUEST_LIMITS.cost / 5);
  const stream = await get(streamUrl(server.url), server.tokenOf.reader, 'text/event-stream');
  while ((await secondsToWait(server)) < 2);
  const spent = performance.now();
  expect((await write(server)).status).toBe(200);
  for await (const piece of stream.body as unknown as AsyncIterable<Uint8Array>)
    if (Buffer.from(piece).toString().includes('revision')) break;
  expect(performance.now() - spent).toBeGreaterThan(1_000);
});
