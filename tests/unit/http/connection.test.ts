import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpServer, DEFAULT_TIMEOUTS } from '../../../src/http/limits/connection.ts';

const IDLE = 100;

async function listening(listener: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createHttpServer(listener, { ...DEFAULT_TIMEOUTS, idle: IDLE }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('an answer may take longer than a connection may be idle, also the second of a connection', async () => {
  const port = await listening(async (_, response) => {
    await sleep(4 * IDLE);
    response.end('found');
  });
  for (let request = 0; request < 2; request++) expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('found');
});

test('who stops taking an answer that has begun is left after that time', async () => {
  const port = await listening((_, response) => {
    response.write('x'.repeat(50_000_000));
  });
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  await sleep(4 * IDLE);
  const closed = once(socket, 'close');
  socket.on('error', () => undefined).resume();
  await closed;
  expect(socket.bytesRead).toBeLessThan(50_000_000);
});

test('who sends nothing is left after that time', async () => {
  const port = await listening(() => undefined);
  const socket = connect(port, '127.0.0.1').resume();
  await once(socket, 'close');
  expect(socket.bytesRead).toBe(0);
});
