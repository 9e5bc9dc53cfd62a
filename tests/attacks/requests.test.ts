import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { DEFAULT_TIMEOUTS, MAX_HEADERS } from '../../src/http/limits/connection.ts';
import { startServer } from '../../src/http/server.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { OPEN_READING } from '../support/admission.ts';
import { digest } from '../support/engine/digest.ts';
import { partsOf, raw } from './support/raw.ts';
import { read, type Sent, send } from './support/sent.ts';

const QUERY = '{ status { revision } }';
const GOOD = JSON.stringify({ query: QUERY });
const WRITE = 'mutation { retract(id: "blue", reason: "an attack") { revision } }';

let engine: Engine;
let served: TestServer;
let url: string;
let before: string[];
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithFew(engine);
  served = await serve(engine, { openReading: true });
  url = served.url.replace('/graphql', '');
  before = await digest((statement) => engine.read(statement));
});
afterAll(async () => {
  await served.close();
  await engine.close();
});

const contents = () => digest((statement) => engine.read(statement));
const expectAlive = async () => expect((await send(url, GOOD)).data).toEqual({ status: { revision: 1 } });
const get = async (query: string, headers: Record<string, string> = {}): Promise<Sent> =>
  read(await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers }));

/** Expects an error for an invalid request, in GraphQL form. */
function expectRejected(sent: Sent, status: number, code = 'BAD_REQUEST'): void {
  expect([sent.status, sent.type, sent.codes, sent.data]).toEqual([status, 'application/json', [code], undefined]);
  expect(sent.messages[0]!.length).toBeGreaterThan(20);
}

describe('a page of another origin, in the browser of an editor', () => {
  const token = () => ({ authorization: `Bearer ${served.tokenOf.editor}` });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json'])(
    'cannot post a form or text: %s',
    async (type) => {
      for (const body of [
        JSON.stringify({ query: WRITE }),
        `query=${encodeURIComponent(WRITE)}`,
        `{"query": "${WRITE.replaceAll('"', '\\"')}", "x":"="}`,
      ])
        expectRejected(await send(url, body, { 'content-type': type, ...token() }), 415);
      expect(await contents()).toEqual(before);
    },
  );

  test('cannot write by GET, not even with a header that requires a preflight request', async () => {
    expectRejected(await get(WRITE, token()), 400);
    expectRejected(await get(WRITE, { ...token(), 'apollo-require-preflight': '1' }), 405, 'BAD_INPUT');
    expectRejected(await get(WRITE, { ...token(), 'content-type': 'application/json' }), 405, 'BAD_INPUT');
    expect(await contents()).toEqual(before);
  });

  test('cannot read by GET without that header', async () => {
    expectRejected(await get(QUERY), 400);
    expect((await get(QUERY, { 'apollo-require-preflight': '1' })).data).toEqual({ status: { revision: 1 } });
  });

  test('is not allowed by CORS', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const preflight = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const sent = await send(url, GOOD, { origin: 'https://evil.example' });
    expect([sent.headers.get('access-control-allow-origin'), sent.headers.get('access-control-allow-credentials')]).toEqual([null, null]);
  });

  test('cannot write by another method', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const headers = { 'content-type': 'application/json', ...token() };
      expectRejected(await read(await fetch(`${url}/graphql`, { method, headers, body: JSON.stringify({ query: WRITE }) })), 405);
    }
    expect(await contents()).toEqual(before);
  });
});

describe('an invalid body', () => {
  const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

  test.each<[string, string | Buffer<ArrayBuffer>, Record<string, string>, number]>([
    ['half an object', '{"query": ', {}, 400],
    ['two objects', GOOD + GOOD, {}, 400],
    ['a number', '1', {}, 400],
    ['null', 'null', {}, 400],
    ['nothing', '', {}, 400],
    ['a list', `[${GOOD}]`, {}, 400],
    ['a query that is an object', '{"query": {"a": 1}}', {}, 400],
    ['variables that are a list', '{"query": "{ status { revision } }", "variables": []}', {}, 400],
    ['bytes that are not UTF-8', bytes('{"query": "{ actor(id: \\"', [0xff, 0xfe, 0xc3], '\\") { name } }"}'), {}, 400],
    ['half a character in UTF-8', bytes('{"query": "', [0xe2, 0x80], '"}'), {}, 400],
    ['NUL', bytes('{"query": "', [0], '"}'), {}, 400],
    ['another charset', GOOD, { 'content-type': 'application/json; charset=ebcdic' }, 415],
    ['an unknown type', GOOD, { 'content-type': 'application/xml' }, 415],
    ['any type', GOOD, { 'content-type': '*/*' }, 415],
    ['no type', GOOD, { 'content-type': '' }, 415],
    ['a page', '<html><script>1</script>', { 'content-type': 'text/html', accept: 'text/html' }, 415],
    ['an unknown encoding', GOOD, { 'content-encoding': 'zzz' }, 415],
    ['an uncompressed body declared as gzip', GOOD, { 'content-encoding': 'gzip' }, 400],
    ['half of a compressed body', gzipSync(GOOD).subarray(0, 20), { 'content-encoding': 'gzip' }, 400],
    ['more than 256 kB', JSON.stringify({ query: QUERY, more: 'x'.repeat(256 * 1024) }), {}, 413],
  ])('is rejected with an error in GraphQL form: %s', async (_, body, headers, status) => {
    expectRejected(await send(url, body, headers), status);
    await expectAlive();
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('that decompresses to very much is rejected before it is decompressed: %s', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(100_000_000, ' '));
    expect(bomb.length).toBeLessThan(200_000);
    const memory = process.memoryUsage().arrayBuffers;
    expectRejected(await send(url, bomb, { 'content-encoding': encoding }), 413);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(20_000_000);
    expect((await send(url, pack(GOOD), { 'content-encoding': encoding })).data).toEqual({ status: { revision: 1 } });
  });

  test('compressed twice is rejected', async () => {
    expectRejected(await send(url, gzipSync(gzipSync(GOOD)), { 'content-encoding': 'gzip, gzip' }), 415);
  });
});

describe('lists and objects 20,000 deep', () => {
  const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);
  const OBJECTS = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const queries = [
    'query ($deep: [ID!]!) { nodes(ids: $deep) { id } }',
    'query ($deep: ID!) { node(id: $deep) { id } }',
    'query ($deep: PartialDate) { actors(filter: { activeAt: $deep }) { totalCount } }',
    'query ($deep: ActorFilter) { actors(filter: $deep) { totalCount } }',
    'query ($deep: [ActorKind!]) { actors(filter: { kinds: $deep }) { totalCount } }',
    'query ($deep: Int) { actors(first: $deep) { totalCount } }',
    QUERY,
  ];

  test.each(queries)('as a variable of %s', async (query) => {
    for (const deep of [DEEP, OBJECTS]) {
      const sent = await send(url, `{"query": ${JSON.stringify(query)}, "variables": {"deep": ${deep}}}`);
      expect([sent.status, sent.codes]).toEqual([400, ['QUERY_TOO_COMPLEX']]);
      expect(sent.text.length).toBeLessThan(5_000);
      expect(sent.text).not.toMatch(/stack|RangeError/);
      await expectAlive();
    }
  });

  test('as a variable of a subscription', async () => {
    const body = `{"query": "subscription ($deep: [ID!]) { graphChanged(involving: $deep) { revision } }", "variables": {"deep": ${DEEP}}}`;
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const sent = await read(await fetch(`${url}/graphql/stream`, { method: 'POST', headers, body }));
    expect([sent.status, sent.codes]).toEqual([400, ['QUERY_TOO_COMPLEX']]);
  });

  test.each([DEEP, `{"query": ${DEEP}}`, `{"query": "${QUERY}", "variables": ${DEEP}}`, `{"query": "${QUERY}", "operationName": ${DEEP}}`])(
    'as a part of the request',
    async (body) => expectRejected(await send(url, body), 400),
  );

  test('twenty deep is allowed', async () => {
    const twenty = JSON.parse('['.repeat(19) + ']'.repeat(19)) as unknown;
    expect((await send(url, JSON.stringify({ query: QUERY, variables: { twenty } }))).data).toEqual({ status: { revision: 1 } });
  });
});

test('persisted queries are not supported', async () => {
  const sent = await send(url, '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}}');
  expect(sent.codes).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
});

describe('invalid HTTP', () => {
  const post = (headers: string, body = GOOD) =>
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;
  const many = (count: number) => Array.from({ length: count }, (_, number) => `x-${number}: a\r\n`).join('');
  const upgrade = (path: string, more = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n') =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`;

  test.each<[string, string | Buffer, number]>([
    ['words', 'hello\r\n\r\n', 400],
    ['bytes', Buffer.from([0, 1, 2, 255, 13, 10, 13, 10]), 400],
    ['the beginning of TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
      400,
    ],
    ['a header with a line break in it', post('X-A: a\rb\r\n'), 400],
    ['headers of more than 16 kB', post(`X-A: ${'a'.repeat(20_000)}\r\n`), 431],
    ['a URL of more than 16 kB', `GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
    ['very many headers', post(`Connection: close\r\n${many(MAX_HEADERS)}`), 431],
    ['a WebSocket at an invalid URL', upgrade('//['), 404],
    ['a WebSocket at another path', upgrade('/elsewhere'), 404],
    ['a WebSocket without a key', upgrade('/graphql', 'Sec-WebSocket-Version: 13\r\n'), 400],
    [
      'a WebSocket of an old version',
      upgrade('/graphql', 'Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'),
      400,
    ],
    ['another protocol', 'GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n', 400],
  ])('is rejected with an error in GraphQL form: %s', async (_, bytes, status) => {
    const answer = partsOf(await raw(url, bytes).ended);
    expect(answer).toEqual({ status, type: 'application/json', codes: ['BAD_REQUEST'] });
    await expectAlive();
  });

  test('garbage after a request closes the connection, and is not parsed as a request', async () => {
    const received = await raw(url, `${post('')}\0\0${post('', JSON.stringify({ query: WRITE }))}`).ended;
    expect(received.match(/HTTP\/1\.1 \d+/g)!.at(-1)).toBe('HTTP/1.1 400');
    expect(received.match(/HTTP\/1\.1 \d+/g)!.length).toBeLessThanOrEqual(2);
    await expectAlive();
    expect(await contents()).toEqual(before);
  });

  test('pipelined requests are all answered', async () => {
    const received = await raw(url, post('').repeat(9) + post('Connection: close\r\n')).ended;
    expect(received.match(/"status":\{"revision":1\}/g)).toHaveLength(10);
  });

  test('connections that are reset at any time do not end the process', async () => {
    const cut = [
      upgrade('/elsewhere'),
      upgrade('/graphql'),
      upgrade('//['),
      post('').slice(0, -5),
      'GET / HT',
      `GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    ];
    for (let round = 0; round < 20; round++) {
      for (const bytes of cut) {
        const { socket, ended } = raw(url, bytes);
        if (round % 2) await sleep(2);
        socket.resetAndDestroy();
        await ended;
      }
    }
    await expectAlive();
  });
});

describe('a slow client', () => {
  test('has by default ten seconds for headers, thirty for the whole request', () => {
    expect(DEFAULT_TIMEOUTS).toEqual({ headers: 10_000, request: 30_000, idle: 120_000 });
  });

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\n', 'X-A: a\r\n'],
    ['a body', 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n', ' '],
    [
      'a body in chunks',
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      '1\r\n \r\n',
    ],
  ])('%s: the connection is closed, and others are served meanwhile', async (_, head, drop) => {
    const settings = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1e6, searchTime: 5_000 };
    const server = await startServer(engine, { ...settings, timeouts: { ...DEFAULT_TIMEOUTS, headers: 500, request: 800 } }, OPEN_READING);
    const slow = Array.from({ length: 200 }, () => raw(server.url, head));
    const drip = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write(drop);
    }, 50);
    expect((await send(server.url, GOOD)).status).toBe(200);
    const answers = await Promise.all(slow.map(({ ended }) => ended));
    clearInterval(drip);
    expect(new Set(answers.map((answer) => answer.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 408']));
    expect(partsOf(answers[0]!)).toEqual({ status: 408, type: 'application/json', codes: ['BAD_REQUEST'] });
    await server.close();
  });
});

test('no response is an HTML page except the playground, whatever the URL and the Accept header', async () => {
  for (const path of [
    '/nothing',
    '/%E0%A4%A',
    '/playground/assets/%E0%A4%A',
    '/playground/assets/..%2f..%2fpackage.json',
    '/playground/assets/none.js',
    '/graphql/nothing',
    '/health/x',
  ]) {
    const sent = await read(await fetch(`${url}${path}`, { headers: { accept: 'text/html' } }));
    expect([path, sent.type, sent.status >= 400 && sent.status < 500]).toEqual([path, 'application/json', true]);
  }
});
