import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launch, type ServerProcess } from './support/launch.ts';

/** Milliseconds until data that was sent has arrived. */
const ARRIVAL = 200;

function launched(environment: Record<string, string> = {}): ServerProcess {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-drain-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return launch({ ALLEGIANCE_DATA: directory, ...environment });
}

const arrival = () => new Promise((later) => setTimeout(later, ARRIVAL));

test('a server that receives SIGTERM responds to the requests in progress, then exits with code 0', async () => {
  const server = launched();
  const { hostname, port } = new URL(await server.url());
  const body = JSON.stringify({ query: '{ actor(id: "iran") { name } }' });
  const socket = connect(Number(port), hostname);
  let response = '';
  socket.on('data', (chunk: Buffer) => (response += chunk));
  const headers = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  socket.write(headers + body.slice(0, 10));
  await arrival();
  server.kill('SIGTERM');
  await arrival();
  const newcomer = connect(Number(port), hostname);
  await expect(once(newcomer, 'connect')).rejects.toThrow('ECONNREFUSED');
  socket.write(body.slice(10));
  await once(socket, 'close');
  expect(response).toMatch(/^HTTP\/1\.1 200 /);
  expect(response).toContain('{"data":{"actor":{"name":"Iran"}},"extensions":{"revision":1}}');
  expect(await server.ended).toEqual({ code: 0, signal: null });
});

test('the log contains the values of variables if configured, and never a token', async () => {
  const server = launched({ ALLEGIANCE_LOG_LEVEL: 'info', ALLEGIANCE_LOG_VARIABLES: '1' });
  const url = await server.url();
  const { 1: token } = await server.waitForOutput(/Editor token: (\S+)/);
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: 'query ($id: ID!) { actor(id: $id) { name } }', variables: { id: 'value-of-a-variable' } }),
  });
  const { 0: line } = await server.waitForOutput(/^.*"message":"request".*$/m);
  expect(JSON.parse(line!)).toMatchObject({ variables: { id: 'value-of-a-variable' } });
  expect(server.output.split(token!)).toHaveLength(2);
});
