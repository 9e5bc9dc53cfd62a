import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { fillWithFew, serve, type TestServer } from './support/served.ts';

const RED = entityId('red');

const READING: Readonly<Record<string, string>> = {
  status: '{ status { revision } }',
  'a list': '{ actors { nodes { name } } }',
  node: `{ node(id: "${RED}") { id ... on Actor { name backs { nodes { name } } } } }`,
  nodes: `{ nodes(ids: ["${RED}"]) { id } }`,
  search: '{ search(text: "red") { matched } }',
  paths: '{ distance(from: "red", to: "green") }',
  history: `{ history(id: "${RED}") { number by summary } }`,
  revisions: '{ revisions { nodes { number by } } }',
  'the schema': '{ __schema { queryType { name } } }',
};

const report = '{ revision }';
const EDITING: Readonly<Record<string, string>> = {
  upsertActors: `mutation { upsertActors(rows: [{ slug: "new", kind: PERSON, name: "New" }]) ${report} }`,
  upsertPlaces: `mutation { upsertPlaces(rows: [{ slug: "new-place", kind: CITY, name: "New place" }]) ${report} }`,
  upsertSources: `mutation { upsertSources(rows: [{ key: "new-source", title: "New" }]) ${report} }`,
  upsertEvents: `mutation { upsertEvents(rows: [{ key: "new", kind: OTHER, title: "New", start: "2013", participants: [{ actor: "red", role: PARTY }] }]) ${report} }`,
  recordRelationships: `mutation { recordRelationships(rows: [{ type: BACKS, from: "green", to: "red" }]) ${report} }`,
  addEvidence: `mutation { addEvidence(about: "a-battle", evidence: [{ source: "a-source", quote: "It was so." }]) ${report} }`,
  addDocument: `mutation { addDocument(source: "a-source", text: "It was so.") ${report} }`,
  retract: `mutation { retract(id: "blue", reason: "a test") ${report} }`,
  restore: `mutation { restore(id: "blue", reason: "a test") ${report} }`,
  correctEntity: `mutation { correctEntity(id: "grey", name: "Gray", reason: "a test") ${report} }`,
  mergeActors: `mutation { mergeActors(keep: "red", merge: "grey", reason: "a test") ${report} }`,
  unmergeActor: `mutation { unmergeActor(id: "grey", reason: "a test") ${report} }`,
};

/** What a proposer may do: nothing of it changes the graph. */
const PROPOSING: Readonly<Record<string, string>> = {
  saveDraft:
    'mutation { saveDraft(draft: { title: "A draft", rows: [{ kind: ACTOR, input: { slug: "x", kind: "PERSON", name: "X" } }] }) { id } }',
  drafts: '{ drafts { nodes { id rows { verdict } } } }',
  draft: '{ draft(id: "R-000000000000") { id } }',
};
/** On drafts that do not exist: who is allowed gets BAD_INPUT. */
const DECIDING: Readonly<Record<string, readonly [least: string, mutation: string]>> = {
  decideDraft: ['editor', 'mutation { decideDraft(id: "R-000000000000", decisions: [{ index: 0, accept: true }]) { draft { id } } }'],
  closeDraft: ['proposer', 'mutation { closeDraft(id: "R-000000000000", reason: "a test") { id } }'],
};

const SUBSCRIBING = 'subscription { graphChanged(since: 0) { revision by } }';

let engine: Engine;
let openServer: TestServer;
let closedServer: TestServer;

beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithFew(engine);
  openServer = await serve(engine, { openReading: true });
  closedServer = await serve(engine);
});
afterAll(async () => {
  await openServer.close();
  await closedServer.close();
  await engine.close();
});

/** The first message over a WebSocket, or how the connection was closed. */
async function firstOverSocket(served: TestServer, token: string | null): Promise<unknown> {
  const client = createClient({
    url: served.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: 0,
  });
  try {
    const { value } = await client.iterate({ query: SUBSCRIBING }).next();
    return value.data;
  } catch (error) {
    return { closedServer: (error as CloseEvent).code, reason: (error as CloseEvent).reason };
  } finally {
    await client.dispose();
  }
}

async function firstOverStream(served: TestServer, token: string | null): Promise<{ status: number; text: string }> {
  const disconnect = new AbortController();
  const response = await fetch(`${served.url}/stream`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query: SUBSCRIBING }),
    signal: disconnect.signal,
  });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('data:') || text.includes('errors')) break;
  }
  disconnect.abort();
  return { status: response.status, text };
}

const FIRST = { graphChanged: { revision: 1, by: 'tests' } };
const roles = ['reader', 'proposer', 'editor', 'admin'] as const;

test('every mutation has a case here', () => {
  expect(Object.keys({ ...EDITING, saveDraft: true, ...DECIDING }).sort()).toEqual(
    Object.keys(allegianceSchema().getMutationType()!.getFields()).sort(),
  );
});

describe('open reading', () => {
  test.each(Object.entries(READING))('anybody may query %s', async (_, query) => {
    expect(await openServer.execute(query)).toMatchObject({ status: 200, data: expect.any(Object) });
  });

  test('anybody may subscribe', async () => {
    expect(await firstOverSocket(openServer, null)).toEqual(FIRST);
    expect((await firstOverStream(openServer, null)).text).toContain(JSON.stringify(FIRST));
  });

  test.each(Object.entries(EDITING))('nobody may %s without a token', async (_, mutation) => {
    const { status, data, errors } = await openServer.execute(mutation);
    expect([status, data]).toEqual([403, null]);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('an invalid token is rejected all the same', async () => {
    expect(await openServer.execute(READING.status!, 'alg_wrong')).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await firstOverSocket(openServer, 'alg_wrong')).toMatchObject({ closedServer: 4401 });
    expect((await firstOverStream(openServer, 'alg_wrong')).status).toBe(401);
  });
});

describe('closed reading', () => {
  test.each(Object.entries({ ...READING, ...EDITING }))('%s: not without a token', async (_, query) => {
    const response = await closedServer.execute(query);
    expect(response).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(response.data).toBeUndefined();
  });

  test('nobody may subscribe without a token', async () => {
    expect(await firstOverSocket(closedServer, null)).toMatchObject({
      closedServer: 4401,
      reason: expect.stringContaining('Expected the header'),
    });
    expect(await firstOverStream(closedServer, null)).toMatchObject({ status: 401, text: expect.stringContaining('UNAUTHENTICATED') });
  });

  describe.each(roles)('a token of the role %s', (role) => {
    test.each(Object.entries(READING))('may query %s', async (_, query) => {
      const response = await closedServer.execute(query, closedServer.tokenOf[role]);
      expect(response.errors).toBeUndefined();
      expect(response.status).toBe(200);
    });

    test('may subscribe', async () => {
      expect(await firstOverSocket(closedServer, closedServer.tokenOf[role])).toEqual(FIRST);
      expect((await firstOverStream(closedServer, closedServer.tokenOf[role])).text).toContain(JSON.stringify(FIRST));
    });

    test.each(Object.entries(PROPOSING))(`${role === 'reader' ? 'may not' : 'may'} %s`, async (_, operation) => {
      const { data, errors } = await closedServer.execute(operation, closedServer.tokenOf[role]);
      if (role === 'reader') expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      else expect([errors, data]).toEqual([undefined, expect.any(Object)]);
    });

    test.each(Object.entries(DECIDING))('is checked before %s', async (_, [least, mutation]) => {
      const { errors } = await closedServer.execute(mutation, closedServer.tokenOf[role]);
      const code = roles.indexOf(role) < roles.indexOf(least as typeof role) ? 'FORBIDDEN' : 'BAD_INPUT';
      expect(errors).toMatchObject([{ extensions: { code } }]);
    });

    const mayEdit = role === 'editor' || role === 'admin';
    test.each(Object.entries(EDITING))(`${mayEdit ? 'may' : 'may not'} %s`, async (name, mutation) => {
      const { status, data, errors } = await closedServer.execute(mutation, closedServer.tokenOf[role]);
      if (!mayEdit) {
        expect([status, data]).toEqual([403, null]);
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      } else {
        expect(errors).toBeUndefined();
        expect(data).toMatchObject({ [name]: { revision: expect.any(Number) } });
      }
    });
  });

  test('a revision has the name of its author', async () => {
    await closedServer.execute(
      'mutation { upsertActors(rows: [{ slug: "signed", kind: PERSON, name: "Signed" }]) { created } }',
      closedServer.tokenOf.admin,
    );
    const { data } = await closedServer.execute('{ history(id: "signed") { by } }', closedServer.tokenOf.reader);
    expect(data).toEqual({ history: [{ by: 'the admin' }] });
  });

  test('a revoked token is rejected at once, over every transport', async () => {
    const token = closedServer.tokenOf.reader;
    await closedServer.tokens.revoke('the reader', new Date());
    expect(await closedServer.execute(READING.status!, token)).toMatchObject({ status: 401 });
    expect(await firstOverSocket(closedServer, token)).toMatchObject({ closedServer: 4401 });
    expect((await firstOverStream(closedServer, token)).status).toBe(401);
  });

  test.each(['Basic abc', 'Bearer', 'Bearer a b', '', 'alg_x'])('the header "%s" is not a token', async (authorization) => {
    const response = await fetch(closedServer.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: READING.status }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });
});
