import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_UNREAD_REVISIONS } from '../../../src/revisions/revisionStream.ts';
import { serveFew, type TestServer } from '../access/support/served.ts';

/** Large enough that the buffers of the sockets hold only a small part of all messages: a message with 20 of these has 200 kB. */
const LONG = 'x'.repeat(10_000);
const FIELDS = Array.from({ length: 20 }, (_, number) => `a${number}: entities { description }`).join(' ');

let served: TestServer;

beforeAll(async () => {
  served = await serveFew({ openReading: true });
});
afterAll(() => served.close());

let written = 0;

async function writeMany(count: number): Promise<void> {
  const mutation = `mutation ($slug: String!, $text: String!) {
    upsertActors(rows: [{ slug: $slug, kind: PERSON, name: "Long", description: $text }]) { revision }
  }`;
  for (let number = 0; number < count; number++) {
    await served.execute(mutation, served.tokenOf.editor, { slug: `long-${written++}`, text: LONG });
  }
}

test('a client that reads nothing is disconnected with an error, and nothing is buffered for it meanwhile', {
  timeout: 60_000,
}, async () => {
  const socket = new WebSocket(served.url.replace('http', 'ws'), 'graphql-transport-ws');
  const messages: { type: string; payload?: unknown }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await expect.poll(() => messages.at(-1)?.type).toBe('connection_ack');
  // From the latest revision on: one that still catches up may be further behind.
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: `subscription { graphChanged { revision ${FIELDS} } }` } }));
  const writeAndSee = () => writeMany(1).then(() => messages.at(-1)?.type);
  await expect.poll(writeAndSee).toBe('next');

  socket.pause();
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  await writeMany(MAX_UNREAD_REVISIONS + 150);
  expect(process.memoryUsage().arrayBuffers + process.memoryUsage().external - before).toBeLessThan(60_000_000);
  socket.resume();

  await expect.poll(() => messages.at(-1)?.type, { timeout: 10_000 }).toBe('error');
  expect(messages.at(-1)!.payload).toMatchObject([
    {
      message: expect.stringMatching(/^Expected at most 1000 unread revisions; you are at \d+ of \d+\./),
      extensions: { code: 'TOO_SLOW' },
    },
  ]);
  expect(messages.length).toBeLessThan(150);
  socket.terminate();
});
