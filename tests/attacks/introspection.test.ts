import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { fillWithFew } from '../api/access/support/served.ts';
import { OPEN_READING } from '../support/admission.ts';
import { post, read, type Sent } from './support/sent.ts';

const REJECTED = 'GRAPHQL_VALIDATION_FAILED';

let engine: Engine;
let server: RunningServer;
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithFew(engine);
  server = await startServer(engine, readConfig({ ALLEGIANCE_INTROSPECTION: '0', PORT: '0' }), OPEN_READING);
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

const send = (query: string, variables = {}) => post(server.url, query, variables);
const get = async (path: string, headers: Record<string, string>): Promise<Sent> => read(await fetch(`${server.url}${path}`, { headers }));

function expectRejected({ status, codes, data, text }: Sent): void {
  expect([status, new Set(codes), data]).toEqual([400, new Set([REJECTED]), undefined]);
  expect(text).not.toMatch(/"(queryType|fields|types)":/);
}

test('ALLEGIANCE_INTROSPECTION=0 switches introspection off; it is on by default', () => {
  expect([{}, { ALLEGIANCE_INTROSPECTION: '1' }].map((set) => readConfig(set).introspection)).toEqual([true, true]);
  expect(readConfig({ ALLEGIANCE_INTROSPECTION: '0' }).introspection).toBe(false);
  expect(() => readConfig({ ALLEGIANCE_INTROSPECTION: 'no' })).toThrow(/ALLEGIANCE_INTROSPECTION/);
});

describe('with ALLEGIANCE_INTROSPECTION=0', () => {
  test.each([
    ['the introspection query of tools', getIntrospectionQuery()],
    ['__schema', '{ __schema { queryType { name } } }'],
    ['__type', '{ __type(name: "Actor") { fields { name } } }'],
    ['__schema with an alias', '{ status: __schema { types { name } } }'],
    ['__schema next to an ordinary field', '{ status { revision } __schema { types { name } } }'],
    ['__schema that is skipped', '{ status { revision } __schema @skip(if: true) { types { name } } }'],
    ['__type within inline fragments', '{ ... on Query { ... { __type(name: "Actor") { fields { name } } } } }'],
    ['__schema in a fragment', '{ ...F } fragment F on Query { __schema { types { name } } }'],
  ])('is rejected, by POST and by GET: %s', async (_, query) => {
    expectRejected(await send(query));
    expectRejected(await get(`/graphql?query=${encodeURIComponent(query)}`, { 'apollo-require-preflight': '1' }));
  });

  test('is rejected in an operation that is not executed', async () => {
    const query = 'query A { status { revision } } query B { __schema { types { name } } }';
    const headers = { 'apollo-require-preflight': '1' };
    expectRejected(await get(`/graphql?operationName=A&query=${encodeURIComponent(query)}`, headers));
  });

  test.each(['{ __schema { types { name } } }', 'subscription { __schema { types { name } } }'])(
    'is rejected over server-sent events: %s',
    async (query) => {
      const sent = await get(`/graphql/stream?query=${encodeURIComponent(query)}`, { accept: 'text/event-stream' });
      expect([sent.status, sent.data]).toEqual([400, undefined]);
      expect(sent.codes.every((code) => [REJECTED, 'BAD_REQUEST'].includes(code))).toBe(true);
    },
  );

  test('__typename works, at the root and below', async () => {
    const query = '{ __typename status { __typename } actor(id: "red") { __typename backs { edges { relationship { __typename } } } } }';
    expect((await send(query)).data).toEqual({
      __typename: 'Query',
      status: { __typename: 'GraphStatus' },
      actor: { __typename: 'Actor', backs: { edges: [{ relationship: { __typename: 'Backs' } }] } },
    });
  });

  test('ordinary queries work, with fragments and variables', async () => {
    const query =
      'query ($id: ID!) { status { revision } actor(id: $id) { ...Named ... on Actor { backs { nodes { ...Named } } } } } fragment Named on Actor { name }';
    expect((await send(query, { id: 'red' })).data).toEqual({
      status: { revision: 1 },
      actor: { name: 'Red', backs: { nodes: [{ name: 'Green' }] } },
    });
  });

  test.each([
    ['of a field', '{ actr(id: "red") { name } }', {}],
    ['of a nested field', '{ actor(id: "red") { nam } }', {}],
    ['of an argument', '{ actor(idd: "red") { name } }', {}],
    ['of a type', '{ node(id: "x") { ... on Actr { name } } }', {}],
    ['of a value of an enum', '{ actors(filter: { kinds: [STAT] }) { totalCount } }', {}],
    [
      'of a value of an enum in a variable',
      'query ($kinds: [ActorKind!]) { actors(filter: { kinds: $kinds }) { totalCount } }',
      { kinds: ['STAT'] },
    ],
    ['of a field of an input', '{ actors(filter: { kind: [STATE] }) { totalCount } }', {}],
  ])('errors suggest no names, which would reveal the schema piece by piece: %s', async (_, query, variables) => {
    const { status, codes, messages } = await send(query, variables);
    expect([status >= 400, codes.length > 0]).toEqual([true, true]);
    expect(messages.filter((message) => message.includes('Did you mean'))).toEqual([]);
  });

  test('nor do errors of a subscription', async () => {
    const { messages } = await get('/graphql/stream?query=subscription{graphChangd{revision}}', { accept: 'text/event-stream' });
    expect(messages.length).toBe(1);
    expect(messages[0]).not.toContain('Did you mean');
  });
});
