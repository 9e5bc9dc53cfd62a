import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { type RunningServer, startServer } from '../../../src/http/server.ts';
import { OPEN_READING } from '../../support/admission.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { postQuery, read, send } from './support/request.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const NAME = '{ actor(id: "iran") { name } }';

let engine: Engine;
let server: RunningServer;

const serve = (over: Engine) =>
  startServer(over, { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1_000_000, searchTime: 5_000 }, OPEN_READING);

beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithSeed(engine);
  server = await serve(engine);
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

describe('a valid request', () => {
  test('works by POST', async () => {
    expect((await postQuery(server.url, NAME)).body).toEqual({ data: { actor: { name: 'Iran' } }, extensions: { revision: 1 } });
  });

  test('works by GET', async () => {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(NAME)}`, {
      headers: { 'content-type': 'application/json' },
    });
    expect((await read(response)).body).toEqual({ data: { actor: { name: 'Iran' } }, extensions: { revision: 1 } });
  });

  test('may have nearly 256 kB', async () => {
    const query = `${NAME} # ${'x'.repeat(250 * 1024)}`;
    expect((await postQuery(server.url, query)).body).toEqual({ data: { actor: { name: 'Iran' } }, extensions: { revision: 1 } });
  });
});

describe('an invalid request gets an error as JSON, not as HTML', () => {
  const problem = ({ status, type, body }: Awaited<ReturnType<typeof send>>) => ({
    status,
    type,
    errors: body.errors?.map(({ message, extensions }) => [extensions.code, message]),
  });

  test('not JSON', async () => {
    const message = 'Expected a JSON body such as {"query": "{ status { revision } }"}; got something that is not JSON.';
    expect(problem(await send(server.url, '{"query": '))).toEqual({ status: 400, type: JSON_TYPE, errors: [['BAD_REQUEST', message]] });
  });

  test('more than 256 kB', async () => {
    const message = 'Expected a request body of at most 256 kB; got more. Split it into several requests.';
    const reply = await send(server.url, JSON.stringify({ query: NAME, padding: 'x'.repeat(256 * 1024) }));
    expect(problem(reply)).toEqual({ status: 413, type: JSON_TYPE, errors: [['BAD_REQUEST', message]] });
  });

  test('a form or plain text, which pages of other origins can send without a preflight request', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const { status, body } = await send(server.url, JSON.stringify({ query: NAME }), type);
      expect([type, status >= 400 && status < 500, body.data]).toEqual([type, true, undefined]);
    }
  });

  test('a GET that pages of other origins can send without a preflight request', async () => {
    const { status, body } = await read(await fetch(`${server.url}/graphql?query=${encodeURIComponent(NAME)}`));
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('no query', async () => {
    const { status, body } = await send(server.url, '{}');
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('a query with an unknown field', async () => {
    const { status, body } = await postQuery(server.url, '{ actor(id: "iran") { nme } }');
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        message: 'Cannot query field "nme" on type "Actor". Did you mean "name"?',
        locations: [{ line: 1, column: 23 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  test.each([
    ['an unknown path', '/nowhere', 'GET'],
    ['an export that is put', '/export/graph.gexf', 'PUT'],
  ])('%s', async (_, path, method) => {
    const { status, body } = await read(await fetch(`${server.url}${path}`, { method }));
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([404, 'BAD_REQUEST']);
    expect(body.errors?.[0]?.message).toContain('Not found. GraphQL is at /graphql: ');
  });
});

describe('internal errors are masked', () => {
  /** A real error of a real store, with the message of the store. */
  const failing: Engine['read'] = (statement, parameters) =>
    engine.read({ name: statement.name, text: 'MATCH (secretOfTheStore' }, parameters);

  test('neither the message of the store nor a stack trace reaches the client', async () => {
    const broken = await serve({ ...engine, read: failing });
    const { body, text } = await postQuery(broken.url, NAME);
    await broken.close();
    expect(body.errors).toEqual([
      {
        message: 'Something went wrong on our side. It has been logged; try again, and report it if it stays.',
        locations: [{ line: 1, column: 3 }],
        path: ['actor'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    expect(text).not.toMatch(/secretOfTheStore|MATCH|stack|\.ts|node_modules|entity\./);
  });

  test('a closed store is STORE_UNAVAILABLE, with our message', async () => {
    const closed = await openEmbedded(null);
    await closed.close();
    const over = await serve(closed);
    const { body, text } = await postQuery(over.url, NAME);
    await over.close();
    expect(body.errors?.map(({ extensions, message }) => [extensions.code, message])).toEqual([
      ['STORE_UNAVAILABLE', 'The store is closed. Start the server again.'],
    ]);
    expect(text).not.toMatch(/stack|\.ts|node_modules/);
  });
});
