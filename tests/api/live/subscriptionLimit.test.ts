import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { overSocket, overStream, subscriptionTo, TRANSPORTS } from '../../support/live/subscribers.ts';
import { serveFew, type TestServer } from '../access/support/served.ts';

const MAX_SUBSCRIPTIONS = 2;

async function served(): Promise<TestServer> {
  const server = await serveFew({ maxSubscriptions: MAX_SUBSCRIPTIONS });
  onTestFinished(async () => {
    await server.close();
  });
  return server;
}

test.each(TRANSPORTS)('an ended subscription makes room for another, %s; one beyond the limit is rejected', async (_, transport) => {
  const server = await served();
  const accepted = [overSocket(server, subscriptionTo()), overStream(server, subscriptionTo())];
  for (const one of accepted) await expect.poll(() => one.messages.length).toBe(1);

  const excess = transport(server, subscriptionTo());
  await expect.poll(() => excess.ended()).not.toBeNull();
  expect(excess.messages).toEqual([]);
  await excess.stop();

  for (const one of accepted) {
    await one.stop();
    await expect
      .poll(async () => {
        const next = transport(server, subscriptionTo());
        await expect.poll(() => next.messages.length > 0 || next.ended() !== null).toBe(true);
        await next.stop();
        return next.messages.length;
      })
      .toBe(1);
  }
});

test('over a WebSocket the error has a code and the limit', async () => {
  const server = await served();
  const accepted = [overStream(server, subscriptionTo()), overStream(server, subscriptionTo())];
  for (const one of accepted) await expect.poll(() => one.messages.length).toBe(1);
  const excess = overSocket(server, subscriptionTo());
  await expect.poll(() => excess.ended()).not.toBeNull();
  expect(excess.ended()).toMatchObject([
    { message: /^Expected at most 2 subscriptions at once/, extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
  ]);
  await Promise.all([...accepted, excess].map((one) => one.stop()));
});

test('over server-sent events the status is 429, with the same code', async () => {
  const server = await served();
  const accepted = [overStream(server, subscriptionTo()), overStream(server, subscriptionTo())];
  for (const one of accepted) await expect.poll(() => one.messages.length).toBe(1);
  const answer = await fetch(`${server.url}/stream?query=${encodeURIComponent(subscriptionTo())}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${server.tokenOf.reader}` },
  });
  expect(answer.status).toBe(429);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit: MAX_SUBSCRIPTIONS } }] });
  await Promise.all(accepted.map((one) => one.stop()));
});

test('connections without a subscription count too: one beyond the limit is closed with 1013', async () => {
  const server = await served();
  const sockets = Array.from(
    { length: MAX_SUBSCRIPTIONS + 1 },
    () => new WebSocket(server.url.replace('http', 'ws'), 'graphql-transport-ws'),
  );
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
  const last = sockets.at(-1)!;
  const closed = new Promise<[number, string]>((resolve) => last.once('close', (code, reason) => resolve([code, String(reason)])));
  last.send(JSON.stringify({ type: 'connection_init', payload: { token: server.tokenOf.reader } }));
  expect(await closed).toEqual([1013, 'Expected at most 2 subscriptions at once. End one, or try again later.']);
  for (const socket of sockets) socket.terminate();
});
