import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { serveFew, type TestServer } from '../access/support/served.ts';

/** Operations take one way through the server, whatever their transport: each is refused with the same errors. */

interface Refusal {
  readonly status: number | string;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

interface Operation {
  readonly query: string;
  readonly variables?: object;
}

let served: TestServer;
beforeAll(async () => {
  served = await serveFew();
});
afterAll(() => served.close());

async function byHttp(path: string, accept: string, operation: Operation): Promise<Refusal> {
  const headers = { 'content-type': 'application/json', accept, authorization: `Bearer ${served.tokenOf.reader}` };
  const response = await fetch(`${served.url}${path}`, { method: 'POST', headers, body: JSON.stringify(operation) });
  return { status: response.status, errors: ((await response.json()) as Refusal).errors };
}

/** The type of the message is the status. */
async function byWebSocket(operation: Operation): Promise<Refusal> {
  const socket = new WebSocket(served.url.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const received: { type: string; payload?: unknown }[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token: served.tokenOf.reader } }));
  socket.once('message', () => socket.send(JSON.stringify({ type: 'subscribe', id: 'one', payload: operation })));
  await expect.poll(() => received.length, { timeout: 5_000 }).toBeGreaterThan(1);
  const { type, payload } = received[1]!;
  return { status: type, errors: payload as Refusal['errors'] };
}

const nested = (depth: number): string => (depth === 0 ? 'id' : `backs(first: 100) { nodes { ... on Actor { ${nested(depth - 1)} } } }`);
const following = (selection: string) => `subscription { graphChanged { ${selection} } }`;
const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)]);

const REFUSED: readonly (readonly [what: string, operation: Operation, code: string])[] = [
  ['no GraphQL', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
  ['more than 2,000 tokens', { query: following('revision '.repeat(2_000)) }, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', { query: following('revisio') }, 'GRAPHQL_VALIDATION_FAILED'],
  ['31 aliases', { query: following(Array.from({ length: 31 }, (_, n) => `a${n}: revision`).join(' ')) }, 'QUERY_TOO_COMPLEX'],
  ['6 directives', { query: following(`revision ${'@include(if: true) '.repeat(6)}`) }, 'QUERY_TOO_COMPLEX'],
  ['too many objects', { query: following(`entities { ... on Actor { ${nested(5)} } }`) }, 'QUERY_TOO_COMPLEX'],
  [
    'nested variables',
    { query: 'subscription ($of: [ID!]) { graphChanged(involving: $of) { revision } }', variables: { of: deep(30) } },
    'QUERY_TOO_COMPLEX',
  ],
];

describe.each(REFUSED)('%s', (_, operation, code) => {
  test(`is refused with ${code} by each transport, with the same errors`, async () => {
    const { status, errors } = await byHttp('', '*/*', operation);
    expect([status, errors[0]!.extensions.code]).toEqual([400, code]);
    expect(await byHttp('/stream', 'text/event-stream', operation)).toEqual({ status, errors });
    expect(await byWebSocket(operation)).toEqual({ status: 'error', errors });
  });
});
