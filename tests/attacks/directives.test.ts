import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { documentLimits } from '../../src/http/limits/document.ts';
import { REQUEST_LIMITS } from '../../src/http/limits/requestLimits.ts';
import { serveFew, type TestServer } from '../api/access/support/served.ts';
import { post, read } from './support/sent.ts';

const MAX_DIRECTIVES = REQUEST_LIMITS.directives;
const MESSAGE = 'Expected at most 5 directives at one location; got 6. Leave some out.';
const many = (count: number, directive = '@include(if: true)') => `${directive} `.repeat(count);

/** Every location of directives in a document, and a document with some there. */
const PLACES: Readonly<Record<string, (directives: string) => string>> = {
  'an operation': (directives) => `query ${directives} { status { revision } }`,
  'a field': (directives) => `{ status ${directives} { revision } }`,
  'a nested field': (directives) => `{ status { revision ${directives} } }`,
  'an inline fragment': (directives) => `{ ... on Query ${directives} { status { revision } } }`,
  'a fragment spread': (directives) => `{ ...F ${directives} } fragment F on Query { status { revision } }`,
  'a fragment': (directives) => `{ ...F } fragment F on Query ${directives} { status { revision } }`,
  'a variable': (directives) => `query ($n: Int ${directives}) { actors(first: $n) { totalCount } }`,
};

let served: TestServer;
let url: string;
beforeAll(async () => {
  served = await serveFew({ openReading: true });
  url = served.url.replace('/graphql', '');
});
afterAll(() => served.close());

/** Status and first error of a response. */
async function firstErrorOf(query: string): Promise<unknown> {
  const { status, text } = await post(url, query);
  const { errors } = JSON.parse(text) as { errors: { message: string; extensions: object }[] };
  return { status, message: errors[0]!.message, ...errors[0]!.extensions };
}

describe('directives at one location', () => {
  /** A repeatable directive. Those of our schema are not, so another rule rejects five of them. */
  const repeatable = buildSchema(
    'directive @d repeatable on QUERY | FIELD | INLINE_FRAGMENT | FRAGMENT_SPREAD | FRAGMENT_DEFINITION | VARIABLE_DEFINITION type Query { status: Status actors(first: Int): Status } type Status { revision: Int totalCount: Int }',
  );
  const messagesFor = (query: string) =>
    validate(repeatable, parse(query), [...specifiedRules, documentLimits]).map(({ message }) => message);

  test.each(Object.entries(PLACES))('five are allowed, six are not: %s', (_, document) => {
    expect(messagesFor(document(many(MAX_DIRECTIVES, '@d')))).toEqual([]);
    expect(messagesFor(document(many(MAX_DIRECTIVES + 1, '@d')))).toEqual([MESSAGE]);
  });

  test.each(Object.entries(PLACES))('are rejected by the server for their number if there are six: %s', async (_, document) => {
    const five = await post(url, document(many(MAX_DIRECTIVES)));
    expect([five.status, new Set(five.codes)]).toEqual([400, new Set(['GRAPHQL_VALIDATION_FAILED'])]);
    const six = { status: 400, message: MESSAGE, code: 'QUERY_TOO_COMPLEX', bound: 'directives', limit: 5, got: 6 };
    expect(await firstErrorOf(document(many(MAX_DIRECTIVES + 1)))).toEqual(six);
  });

  test('are counted per location', async () => {
    const both = '@skip(if: false) @include(if: true)';
    const { data } = await post(
      url,
      `{ status ${both} { revision ${both} actors ${both} } ... on Query ${both} { node(id: "x") ${both} { id } } }`,
    );
    expect(data).toMatchObject({ status: { revision: 1, actors: 4 } });
  });

  test('by the hundred are rejected with a short response', async () => {
    const { status, codes, data, text } = await post(url, `{ status { revision ${many(250)} } }`);
    expect([status, data, codes.length > 0, text.length < 5_000]).toEqual([400, undefined, true, true]);
  });

  test('are limited in subscriptions too, over server-sent events and WebSockets', async () => {
    const query = `subscription { graphChanged ${many(MAX_DIRECTIVES + 1)} { revision } }`;
    const stream = await read(
      await fetch(`${served.url}/stream?query=${encodeURIComponent(query)}`, { headers: { accept: 'text/event-stream' } }),
    );
    expect([stream.status, stream.codes.includes('QUERY_TOO_COMPLEX')]).toEqual([400, true]);
    expect(await errorsOverSocket(query)).toContain('QUERY_TOO_COMPLEX');
  });
});

/** Error codes of a subscription that is rejected over a WebSocket. */
async function errorsOverSocket(query: string): Promise<string[]> {
  const socket = new WebSocket(served.url.replace('http', 'ws'), 'graphql-transport-ws');
  const messageOf = (type: string) =>
    new Promise<{ payload: { extensions: { code: string } }[] }>((resolve) =>
      socket.on('message', (data) => {
        const message = JSON.parse(String(data));
        if (message.type === type) resolve(message);
      }),
    );
  await new Promise((resolve) => socket.once('open', resolve));
  const acknowledged = messageOf('connection_ack');
  socket.send('{"type": "connection_init"}');
  await acknowledged;
  const errorMessage = messageOf('error');
  socket.send(JSON.stringify({ type: 'subscribe', id: 'one', payload: { query } }));
  const { payload } = await errorMessage;
  socket.terminate();
  return payload.map(({ extensions }) => extensions.code);
}
