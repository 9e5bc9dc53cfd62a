import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { interrupt, ServerProcess } from './support/launch.ts';
import { read } from './support/request.ts';
import { makeDirectory } from './support/status.ts';

/** An operation sent where it is not accepted gets a message that says where. The server logs nothing of it. */

const FOLLOW = 'subscription { graphChanged { revision } }';
const QUERY = '{ status { revision } }';
const WRITE = 'mutation { retract(id: "iran", reason: "a test") { revision } }';
const JSON_TYPE = { 'content-type': 'application/json' };

const { directory, remove } = makeDirectory();
let server: ServerProcess;
let url: string;
beforeAll(async () => {
  server = new ServerProcess({ ALLEGIANCE_DATA: directory }, []);
  url = await server.url();
});
afterAll(async () => {
  server.kill('SIGKILL');
  await server.ended;
  remove();
});

interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly allow: string | null;
}

async function refusalOf(path: string, request: RequestInit): Promise<Refusal> {
  const response = await fetch(`${url}${path}`, request);
  const { body, status } = await read(response);
  const [error] = body.errors ?? [];
  return { status, code: error?.extensions.code, message: error?.message, allow: response.headers.get('allow') };
}

const post = (path: string, body: object, headers: Record<string, string> = JSON_TYPE) =>
  refusalOf(path, { method: 'POST', headers, body: JSON.stringify(body) });
const get = (path: string, query: string, headers: Record<string, string> = JSON_TYPE) =>
  refusalOf(`${path}?query=${encodeURIComponent(query)}`, { headers });
const STREAM = { ...JSON_TYPE, accept: 'text/event-stream' };

describe('a subscription', () => {
  const SUBSCRIBE =
    'Subscribe over a WebSocket at /graphql (protocol graphql-transport-ws) or by POST /graphql/stream (server-sent events).';

  test('by POST /graphql is referred to the two ways to subscribe, whatever the client accepts', async () => {
    const message = `Expected a query or a mutation; got a subscription. ${SUBSCRIBE}`;
    for (const accept of ['*/*', 'application/json', 'application/graphql-response+json', 'text/event-stream, application/json']) {
      const answer = await post('/graphql', { query: FOLLOW }, { ...JSON_TYPE, accept });
      expect(answer).toMatchObject({ status: 400, code: 'BAD_INPUT', message });
    }
  });

  test('that is one of several operations is referred to so too', async () => {
    const query = `query A ${QUERY} subscription B { graphChanged { revision } }`;
    expect(await post('/graphql', { query, operationName: 'B' })).toMatchObject({ status: 400, code: 'BAD_INPUT' });
    expect(await post('/graphql', { query, operationName: 'A' })).toMatchObject({ status: 200, code: undefined });
  });

  test('by GET /graphql is referred to them', async () => {
    const message = `Expected a query; got a subscription by GET. ${SUBSCRIBE}`;
    expect(await get('/graphql', FOLLOW)).toEqual({ status: 400, code: 'BAD_INPUT', message, allow: null });
  });
});

describe('a query or a mutation', () => {
  test.each([
    ['query', QUERY],
    ['mutation', WRITE],
  ])('as a stream is referred to POST /graphql: %s', async (kind, query) => {
    const message = `Expected one subscription; got a ${kind}. Queries and mutations go to POST /graphql.`;
    const answer = { status: 400, code: 'BAD_INPUT', message, allow: null };
    expect(await post('/graphql/stream', { query }, STREAM)).toEqual(answer);
    expect(await get('/graphql/stream', query, STREAM)).toEqual(answer);
  });

  test('a mutation by GET is referred to POST', async () => {
    const message = 'Expected a query; got a mutation by GET. Send it by POST /graphql.';
    expect(await get('/graphql', WRITE)).toEqual({ status: 405, code: 'BAD_INPUT', message, allow: 'POST' });
  });

  test('a GET without a header that a page must ask for is referred to which', async () => {
    const { status, code, message } = await get('/graphql', QUERY, {});
    expect([status, code]).toEqual([400, 'BAD_REQUEST']);
    expect(message).toContain('`Apollo-Require-Preflight: true`');
    for (const name of ['apollo-require-preflight', 'x-apollo-operation-name'])
      expect((await get('/graphql', QUERY, { [name]: 'x' })).status).toBe(200);
    expect((await get('/graphql', QUERY)).status).toBe(200);
  });
});

describe('another method or form', () => {
  test.each(['PUT', 'DELETE', 'PATCH'])('%s is referred to the methods that there are', async (method) => {
    const answer = await refusalOf('/graphql', { method, headers: JSON_TYPE, body: JSON.stringify({ query: QUERY }) });
    const message = `Expected POST, or GET for a query; got "${method}". Queries and mutations go to POST /graphql.`;
    expect(answer).toEqual({ status: 405, code: 'BAD_REQUEST', message, allow: 'GET, POST' });
  });

  test('the single connection of graphql-sse, which begins with PUT, is referred to to use one stream for each subscription', async () => {
    const { status, message } = await refusalOf('/graphql/stream', { method: 'PUT', headers: { accept: 'text/event-stream' } });
    expect([status, message]).toEqual([405, expect.stringContaining('leave `singleConnection` at false')]);
  });

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/graphql',
    'nothing at all',
  ])('%s is referred to JSON, at both addresses', async (type) => {
    for (const path of ['/graphql', '/graphql/stream']) {
      const { status, code, message } = await post(path, { query: QUERY }, { 'content-type': type });
      expect([status, code]).toEqual([415, 'BAD_REQUEST']);
      expect(message).toContain(`Expected the header \`Content-Type: application/json\` and a body such as`);
      expect(message).toContain(`got "${type}"`);
    }
  });

  test('a body without a type is referred to JSON', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.end(`POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 415 [\s\S]*got none\./);
  });
});

describe('another path', () => {
  test.each(['/', '/api', '/query', '/graphql/v1', '/graphql/subscriptions', '/graphql/stream/1', '/v1/graphql', '/subscriptions'])(
    'GraphQL by POST %s is referred to /graphql',
    async (path) => {
      const message =
        'Not found. GraphQL is at /graphql: queries and mutations by POST, subscriptions over a WebSocket at /graphql (protocol graphql-transport-ws) or by POST /graphql/stream (server-sent events).';
      const { allow: _, ...answer } = await post(path, { query: QUERY });
      expect(answer).toEqual({ status: 404, code: 'BAD_REQUEST', message });
    },
  );

  test('with a slash at the end is the same', async () => {
    expect((await post('/graphql/', { query: QUERY })).status).toBe(200);
  });
});

/** How the server ends a WebSocket: the status and body of a refused handshake, or the code and reason of the close frame. */
function ended(path: string, protocols: string[]): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocols);
    onTestFinished(() => socket.terminate());
    socket.on('error', reject).once('close', (code, reason) => resolve([code, String(reason)]));
    socket.once('unexpected-response', (_request, response) => {
      let body = '';
      response
        .on('data', (chunk) => (body += chunk))
        .once('end', () => resolve([response.statusCode!, JSON.parse(body).errors[0].message]));
    });
  });
}

describe('a WebSocket', () => {
  test.each(['/', '/subscriptions', '/graphql/stream', '/graphql/ws'])('at %s is referred to /graphql', async (path) => {
    const message = 'Not found. WebSockets are at /graphql, with the subprotocol graphql-transport-ws.';
    expect(await ended(path, ['graphql-transport-ws'])).toEqual([404, message]);
  });

  test.each([
    [['graphql-ws'], '"graphql-ws"'],
    [['chat', 'x'], '"chat,x"'],
    [[], 'none'],
    [['a-very-long-name-of-a-subprotocol-that-nobody-uses'], '"a-very-long-name-of-"'],
  ])('of the subprotocols %j is closed with 4406 and a reason that names the right one', async (offered, got) => {
    const reason = `Expected the subprotocol graphql-transport-ws (package graphql-ws); got ${got}.`;
    expect(await ended('/graphql', offered)).toEqual([4406, reason]);
  });

  test('a query over it is referred to POST /graphql', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql/`, ['graphql-ws', 'graphql-transport-ws']);
    onTestFinished(() => socket.terminate());
    const next = () =>
      new Promise<{ type: string; payload: unknown }>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{"type":"connection_init"}');
    expect((await next()).type).toBe('connection_ack');
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: QUERY } }));
    const message = 'Expected one subscription; got a query. Queries and mutations go to POST /graphql.';
    expect(await next()).toMatchObject({ type: 'error', payload: [{ message, extensions: { code: 'BAD_INPUT' } }] });
  });
});

test('none of it is a fault of the server: it logs nothing, and stops cleanly', async () => {
  const lines = () => server.output.split('\n').filter((line) => line.startsWith('{') || /^\s+at /.test(line));
  expect(lines()).toEqual([]);
  expect(await interrupt(server)).toBe(0);
  expect(lines()).toEqual([]);
});
