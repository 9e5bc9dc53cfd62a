import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import { fillWithFew, type Served, serve } from '../access/support/served.ts';
import { following, overSocket, overStream, TRANSPORTS } from './support/followers.ts';

const MOST = 2;

async function served(): Promise<Served> {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  const server = await serve(engine, { subscriptions: MOST });
  onTestFinished(async () => {
    await server.close();
    await engine.close();
  });
  return server;
}

test.each(TRANSPORTS)('an ended subscription makes room for another, %s; one beyond the limit is rejected', async (_, transport) => {
  const server = await served();
  const seated = [overSocket(server, following()), overStream(server, following())];
  for (const one of seated) await expect.poll(() => one.told.length).toBe(1);

  const late = transport(server, following());
  await expect.poll(() => late.ended()).not.toBeNull();
  expect(late.told).toEqual([]);
  await late.stop();

  for (const one of seated) {
    await one.stop();
    await expect
      .poll(async () => {
        const next = transport(server, following());
        await expect.poll(() => next.told.length > 0 || next.ended() !== null).toBe(true);
        await next.stop();
        return next.told.length;
      })
      .toBe(1);
  }
});

test('over a WebSocket the error has a code and the limit', async () => {
  const server = await served();
  const seated = [overStream(server, following()), overStream(server, following())];
  for (const one of seated) await expect.poll(() => one.told.length).toBe(1);
  const late = overSocket(server, following());
  await expect.poll(() => late.ended()).not.toBeNull();
  expect(late.ended()).toMatchObject([
    { message: /^Expected at most 2 subscriptions at once/, extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
  ]);
  await Promise.all([...seated, late].map((one) => one.stop()));
});

test('over server-sent events the status is 429, with the same code', async () => {
  const server = await served();
  const seated = [overStream(server, following()), overStream(server, following())];
  for (const one of seated) await expect.poll(() => one.told.length).toBe(1);
  const answer = await fetch(`${server.url}/stream?query=${encodeURIComponent(following())}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${server.tokenOf.reader}` },
  });
  expect(answer.status).toBe(429);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit: MOST } }] });
  await Promise.all(seated.map((one) => one.stop()));
});

test('connections without a subscription count too: one beyond the limit is closed with 1013', async () => {
  const server = await served();
  const sockets = Array.from({ length: MOST + 1 }, () => new WebSocket(server.url.replace('http', 'ws'), 'graphql-transport-ws'));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
  const last = sockets.at(-1)!;
  const closed = new Promise<[number, string]>((resolve) => last.once('close', (code, reason) => resolve([code, String(reason)])));
  last.send(JSON.stringify({ type: 'connection_init', payload: { token: server.tokenOf.reader } }));
  expect(await closed).toEqual([1013, 'Expected at most 2 subscriptions at once. End one, or try again later.']);
  for (const socket of sockets) socket.terminate();
});
