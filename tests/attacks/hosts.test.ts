import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { hostCheck } from '../../src/http/limits/hosts.ts';
import { serveFew, type TestServer } from '../api/access/support/served.ts';
import { findBrowser, NO_BROWSER } from '../support/browser.ts';
import { raw } from './support/raw.ts';

const OWN = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'localhost:4000', '127.0.0.1', '127.0.0.1:4000', '127.8.9.10'],
  ...['[::1]', '[::1]:4000', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]:4000'],
];
const FOREIGN = [
  'evil.example',
  'evil.example:4000',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1:4000.evil.example',
  'evil.example@localhost',
  'localhost@evil.example',
  'localhost/evil.example',
  'app.localhost',
  '0.0.0.0',
  '192.168.1.5',
  '[::]',
  '[::2]',
  '[::ffff:192.168.1.5]',
  '[::1%25lo]',
  '127.999.999.999',
  '127.0.0.1.2',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  'localhost, evil.example',
  'localhost:',
  'localhost:x',
  '',
  ' ',
];

describe('the names of a server', () => {
  const isRefused = (check: ReturnType<typeof hostCheck>, host: string, url = '/') =>
    check({ headersDistinct: { host: [host] }, url }) !== null;
  test.each(['127.0.0.1', 'localhost', '::1', '::ffff:127.0.0.1', '0:0:0:0:0:0:0:1'])('on %s are those of this machine', (listensOn) => {
    const check = hostCheck(listensOn, null);
    expect(OWN.filter((host) => isRefused(check, host))).toEqual([]);
    expect(FOREIGN.filter((host) => !isRefused(check, host))).toEqual([]);
    expect(check({ headersDistinct: {}, url: '/' })).toContain('ALLEGIANCE_HOSTS');
  });

  test('and those that are listed, with any port or the given one', () => {
    const check = hostCheck('0.0.0.0', ['graph.example.org', 'Other.example:8443']);
    expect(
      [...OWN, 'graph.example.org', 'GRAPH.example.org.', 'graph.example.org:1', 'other.example:8443'].filter((host) =>
        isRefused(check, host),
      ),
    ).toEqual([]);
    expect([...FOREIGN, 'other.example', 'other.example:1', 'x.graph.example.org'].filter((host) => !isRefused(check, host))).toEqual([]);
  });

  test('are all where * is listed, and where other machines reach it and none is listed', () => {
    expect(isRefused(hostCheck('127.0.0.1', ['*']), 'evil.example')).toBe(false);
    expect(isRefused(hostCheck('0.0.0.0', null), 'graph.example.org')).toBe(false);
  });

  test('count in an absolute target as in the header', () => {
    const check = hostCheck('127.0.0.1', null);
    expect(isRefused(check, 'localhost', 'http://evil.example/graphql')).toBe(true);
    expect(isRefused(check, 'evil.example', 'http://localhost/graphql')).toBe(true);
    expect(isRefused(check, 'localhost', 'http://localhost:4000/graphql')).toBe(false);
  });
});

test.each(['LOCALHOST', '127.1', '2130706433', '::ffff:127.0.0.1'])(
  'a server that listens on %s, which is an address of this machine alone, refuses other names',
  async (host) => {
    const listening = await serveFew({ openReading: true, host });
    onTestFinished(() => listening.close());
    const { port } = new URL(listening.url);
    const statusFor = async (name: string) =>
      /^HTTP\/1\.1 (\d+)/.exec(
        await raw(`http://127.0.0.1:${port}`, `GET /health HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`).ended,
      )?.[1];
    expect([await statusFor('evil.example'), await statusFor('localhost')]).toEqual(['421', '200']);
  },
);

let served: TestServer;
let base: string;
beforeAll(async () => {
  served = await serveFew({ openReading: true, origins: ['*'] });
  base = served.url.replace('/graphql', '');
});
afterAll(async () => {
  await served.close();
});

const GRAPHQL = JSON.stringify({ query: '{ status { revision } }' });
const REQUESTS: readonly (readonly [what: string, head: string, body?: string])[] = [
  ['the explorer', 'GET / HTTP/1.1\r\nAccept: text/html'],
  ['the playground', 'GET /graphql HTTP/1.1\r\nAccept: text/html'],
  ['an asset', 'GET /explorer/assets/x.js HTTP/1.1'],
  ['the API', `POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${GRAPHQL.length}`, GRAPHQL],
  ['a preflight', 'OPTIONS /graphql HTTP/1.1\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST'],
  ['a stream', 'GET /graphql/stream?query=subscription%7BgraphChanged%7Brevision%7D%7D HTTP/1.1\r\nAccept: text/event-stream'],
  ['an export', 'GET /export/graph.jsonl HTTP/1.1'],
  ['metrics', 'GET /metrics HTTP/1.1'],
  ['a backup', 'GET /backup HTTP/1.1'],
  ['health', 'GET /health HTTP/1.1'],
  ['what is nowhere', 'GET /nowhere HTTP/1.1'],
  [
    'a WebSocket',
    'GET /graphql HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws',
  ],
];

test.each(REQUESTS)('%s is refused under the name of another site, without its contents', async (what, head, body = '') => {
  const connection = what === 'a WebSocket' ? 'Upgrade' : 'close';
  const received = await raw(base, `${head}\r\nHost: evil.example\r\nConnection: ${connection}\r\n\r\n${body}`).ended;
  expect(received).toMatch(/^HTTP\/1\.1 421 Misdirected Request\r\n/);
  expect(received).not.toMatch(/access-control-allow-origin/i);
  const { errors } = JSON.parse(received.split('\r\n\r\n')[1]!) as { errors: { message: string }[] };
  expect(errors[0]!.message).toContain('got "evil.example". ALLEGIANCE_HOSTS');
});

test.each([
  ['localhost', 'evil.example'],
  ['evil.example', 'localhost'],
])('of two hosts, %s and %s, each counts', async (one, other) => {
  const hosts = `Host: ${one}\r\nHost: ${other}\r\n`;
  expect(await raw(base, `GET /health HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`).ended).toMatch(/^HTTP\/1\.1 421 /);
  const upgrade = REQUESTS.find(([what]) => what === 'a WebSocket')![1];
  expect(await raw(base, `${upgrade}\r\n${hosts}Connection: Upgrade\r\n\r\n`).ended).toMatch(/^HTTP\/1\.1 421 /);
});

test('a WebSocket to localhost is accepted, and to a name that is listed', async () => {
  const listed = await serveFew({ openReading: true, hosts: ['graph.example.org'] });
  onTestFinished(() => listed.close());
  const outcome = (url: string, host?: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', host ? { headers: { host } } : {});
      onTestFinished(() => socket.terminate());
      socket.once('open', () => resolve('open')).once('error', (error) => resolve(error.message));
    });
  expect(await outcome(served.url)).toBe('open');
  expect(await outcome(served.url, 'graph.example.org')).toBe('Unexpected server response: 421');
  expect(await outcome(listed.url, 'graph.example.org')).toBe('open');
});

const browserPath = findBrowser();
test.skipIf(!browserPath)(
  `a page whose name is made to lead to this machine reads nothing (DNS rebinding)${browserPath ? '' : ` (${NO_BROWSER})`}`,
  async () => {
    // The name of the attacker's site leads to this machine, as after its DNS record has changed.
    const { port } = new URL(base);
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP evil.example 127.0.0.1'],
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const opened = await page.goto(`http://evil.example:${port}/`);
    expect(opened!.status()).toBe(421);
    const found = await page.evaluate(async () => {
      const read = async (path: string, init?: RequestInit) => {
        const response = await fetch(path, init);
        return [response.status, await response.text()] as const;
      };
      const socket = await new Promise<string>((resolve) => {
        const opening = new globalThis.WebSocket(`ws://${location.host}/graphql`, 'graphql-transport-ws');
        opening.onopen = () => resolve('open');
        opening.onerror = () => resolve('refused');
      });
      const query = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ status { revision } }"}' };
      return {
        read: [await read('/export/graph.jsonl'), await read('/metrics'), await read('/graphql', query), await read('/health')],
        socket,
      };
    });
    expect(found.read.map(([status]) => status)).toEqual([421, 421, 421, 421]);
    expect(found.read.map(([, text]) => JSON.parse(text))).toEqual(found.read.map(() => ({ errors: [expect.anything()] })));
    expect(found.socket).toBe('refused');
  },
);
