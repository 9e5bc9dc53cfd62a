import { afterEach, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { editor } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { serverOn } from '../../support/paths/server.ts';
import { failing } from '../../support/revisions/failingEngine.ts';
import { readForCached, recording } from '../../support/revisions/recordingEngine.ts';
import { serve } from '../access/support/served.ts';

const NESTED = `query Nested($id: ID!) {
  actor(id: $id) { name description relationships(first: 5) { totalCount nodes { statement evidence { nodes { quote } } } } }
}
query Other($id: ID!) { actor(id: $id) { slug } }`;
const OMAN = `mutation {
  upsertActors(rows: [{ slug: "oman", kind: STATE, name: "Oman", description: "A sultanate" }]) { revision }
}`;
const PATHS = '{ paths(from: "iran", to: "israel", filter: { at: "2016" }) { stoppedBy paths { statement } } }';

const running: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** A server over an engine that counts statements. */
async function startCounted(engine: Engine) {
  const { engine: reader, statements } = recording(engine);
  const server = await serverOn(reader, {});
  running.push(server);
  const send = async (body: object | string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    return (
      await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
    ).text();
  };
  // Nothing is cached until the server knows the latest revision.
  for (let times = 0; times < 3; times++) await send({ query: '{ actor(id: "russia") { name } }' });
  statements.length = 0;
  return { statements, send };
}

describeEachEngine((engine) => {
  test.each([
    ['nested lists', { query: NESTED, operationName: 'Nested', variables: { id: 'iran' } }],
    ['paths, with their revision', { query: PATHS }],
  ])('a query is served from the cache the third time, with one statement at most: %s', async (_, body) => {
    const { send, statements } = await startCounted(engine());
    const first = await send(body);
    expect(JSON.parse(first).errors).toBeUndefined();
    expect(await send(body)).toBe(first);
    statements.length = 0;
    expect(await send(body)).toBe(first);
    expect(statements).toEqual(readForCached(engine()));
  });

  test('another operation, other variables or another text have another cache key', async () => {
    const { send } = await startCounted(engine());
    const data = async (body: object) => JSON.parse(await send(body)).data;
    const iran = { query: NESTED, operationName: 'Nested', variables: { id: 'iran' } };
    for (let times = 0; times < 3; times++) await data(iran);
    expect((await data({ ...iran, variables: { id: 'russia' } })).actor.name).toBe('Russia');
    expect(await data({ ...iran, operationName: 'Other' })).toEqual({ actor: { slug: 'iran' } });
    expect((await data(iran)).actor.name).toBe('Iran');
  });

  test('a write, by this process or another, is visible in the next response', async () => {
    const [here, there] = [await startCounted(engine()), await startCounted(engine())];
    const body = { query: '{ actor(id: "jordan") { description } }' };
    for (const description of ['first', 'second', 'third']) {
      await editor(engine()).upsertActors([{ slug: 'jordan', kind: 'STATE', name: 'Jordan', description }]);
      for (const { send } of [here, there, here, there, here, there])
        expect(JSON.parse(await send(body)).data).toEqual({ actor: { description } });
    }
  });

  test('a response of a projection that lags behind another process is not served from the cache', async () => {
    const [{ send }, there] = [await startCounted(engine()), editor(engine())];
    const actors = ['cached-a', 'cached-b', 'cached-c', 'cached-d'];
    await there.upsertActors(actors.map((slug) => ({ slug, kind: 'ARMED_GROUP', name: slug })));
    for (const to of actors.slice(1)) {
      const found = async () => JSON.parse(await send({ query: `{ paths(from: "cached-a", to: "${to}", maxDepth: 1) { count } }` })).data;
      expect(await found()).toEqual({ paths: { count: 0 } });
      await there.recordRelationships([{ type: 'BACKS', from: 'cached-a', to, key: 'cached' }]);
      // This query makes the server see the new revision before its projection is updated.
      await send({ query: '{ actor(id: "russia") { name } }' });
      for (let times = 0; times < 2; times++) await found();
      await new Promise((later) => setTimeout(later, 600));
      expect(await found()).toEqual({ paths: { count: 1 } });
    }
  });

  test('errors are not cached', async () => {
    const { send } = await startCounted(engine());
    const body = { query: '{ paths(from: "cached-late", to: "iran") { count } }' };
    expect(JSON.parse(await send(body)).errors[0].extensions.code).toBe('UNKNOWN_ENTITY');
    await editor(engine()).upsertActors([{ slug: 'cached-late', kind: 'PERSON', name: 'Cached Late' }]);
    expect(JSON.parse(await send(body)).data).toEqual({ paths: { count: 0 } });
  });

  test.each([
    ['without an operation', { query: 'query A { actor(id: "iran") { id } } query B { __typename }' }, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'with a number beyond the range of JSON',
      '{"query":"query($n: Int) { actors(first: $n) { totalCount } }","variables":{"n":1e400}}',
      'BAD_USER_INPUT',
    ],
  ])('a query %s is rejected, also after similar ones were cached', async (_, body, code) => {
    const { send } = await startCounted(engine());
    for (let times = 0; times < 3; times++) {
      await send({ query: 'query($n: Int) { actors(first: $n) { totalCount } }', variables: { n: null } });
      expect(JSON.parse(await send(body)).errors[0].extensions.code).toBe(code);
    }
  });

  test('without a store: cached queries that need none are served, others fail', async () => {
    const store = failing(engine());
    const { send } = await startCounted(store.engine);
    const [plain, dependent] = [{ query: '{ __typename vocabulary { type } }' }, { query: '{ actor(id: "iran") { name } }' }];
    const first = await send(plain);
    expect(JSON.parse(first).errors).toBeUndefined();
    for (let times = 0; times < 3; times++) for (const body of [plain, dependent]) await send(body);
    store.isDown = true;
    expect(await send(plain)).toBe(first);
    expect(JSON.parse(await send(dependent))).toMatchObject({ data: { actor: null }, errors: [{ path: ['actor'] }] });
    store.isDown = false;
    expect(JSON.parse(await send(dependent)).data).toEqual({ actor: { name: 'Iran' } });
  });

  test('writes are executed each time', async () => {
    const { execute, tokenOf, close } = await serve(engine());
    const write = () => execute(OMAN, tokenOf.editor);
    const description = async () => (await execute('{ actor(id: "oman") { description } }', tokenOf.reader)).data;
    for (let times = 0; times < 3; times++) {
      expect((await write()).errors).toBeUndefined();
      expect(await description()).toEqual({ actor: { description: 'A sultanate' } });
      await editor(engine()).upsertActors([{ slug: 'oman', kind: 'STATE', name: 'Oman', description: 'A state' }]);
      expect(await description()).toEqual({ actor: { description: 'A state' } });
    }
    await close();
  });

  test('a cached response is not served to a client that may not read', async () => {
    const { execute, tokenOf, tokens, close } = await serve(engine());
    const read = (token: string | null) => execute('{ actor(id: "iran") { name } }', token);
    for (let times = 0; times < 3; times++) expect((await read(tokenOf.reader)).data).toEqual({ actor: { name: 'Iran' } });
    expect((await read(null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await tokens.revoke('the reader', new Date());
    expect((await read(tokenOf.reader)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await close();
  });
}, fillWithSeed);
