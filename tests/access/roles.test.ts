import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { entityId } from '../../src/model/id.ts';
import { fillWithFew, type Served, serve } from './support/served.ts';

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

const report = '{ created updated unchanged rejected }';
const EDITING: Readonly<Record<string, string>> = {
  upsertActors: `mutation { upsertActors(rows: [{ slug: "new", kind: PERSON, name: "New" }]) ${report} }`,
  upsertPlaces: `mutation { upsertPlaces(rows: [{ slug: "new-place", kind: CITY, name: "New place" }]) ${report} }`,
  upsertSources: `mutation { upsertSources(rows: [{ key: "new-source", title: "New" }]) ${report} }`,
  upsertEvents: `mutation { upsertEvents(rows: [{ key: "new", kind: OTHER, title: "New", start: "2013", participants: [{ actor: "red", role: PARTY }] }]) ${report} }`,
  recordRelationships: `mutation { recordRelationships(rows: [{ type: BACKS, from: "green", to: "red" }]) ${report} }`,
  addEvidence: `mutation { addEvidence(about: "a-battle", evidence: [{ source: "a-source", quote: "It was so." }]) ${report} }`,
  retract: `mutation { retract(id: "blue", reason: "a test") ${report} }`,
  restore: `mutation { restore(id: "blue", reason: "a test") ${report} }`,
  mergeActors: `mutation { mergeActors(keep: "red", merge: "grey", reason: "a test") ${report} }`,
  unmergeActor: `mutation { unmergeActor(id: "grey", reason: "a test") ${report} }`,
};

const SUBSCRIBING = 'subscription { graphChanged(since: 0) { revision by } }';

let engine: Engine;
let open: Served;
let closed: Served;

beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithFew(engine);
  open = await serve(engine, { openReading: true });
  closed = await serve(engine);
});
afterAll(async () => {
  await open.close();
  await closed.close();
  await engine.close();
});

/** The first message over a socket, or how it was refused. */
async function firstOverSocket(served: Served, token: string | null): Promise<unknown> {
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
    return { closed: (error as CloseEvent).code, reason: (error as CloseEvent).reason };
  } finally {
    await client.dispose();
  }
}

async function firstOverStream(served: Served, token: string | null): Promise<{ status: number; text: string }> {
  const hangUp = new AbortController();
  const response = await fetch(`${served.url}/stream`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query: SUBSCRIBING }),
    signal: hangUp.signal,
  });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('data:') || text.includes('errors')) break;
  }
  hangUp.abort();
  return { status: response.status, text };
}

const FIRST = { graphChanged: { revision: 1, by: 'tests' } };
const roles = ['reader', 'editor', 'admin'] as const;

test('every mutation has its case here', () => {
  expect(Object.keys(EDITING).sort()).toEqual(Object.keys(allegianceSchema().getMutationType()!.getFields()).sort());
});

describe('where reading is open', () => {
  test.each(Object.entries(READING))('anybody may ask for %s', async (_, query) => {
    expect(await open.ask(query)).toMatchObject({ status: 200, data: expect.any(Object) });
  });

  test('anybody may subscribe', async () => {
    expect(await firstOverSocket(open, null)).toEqual(FIRST);
    expect((await firstOverStream(open, null)).text).toContain(JSON.stringify(FIRST));
  });

  test.each(Object.entries(EDITING))('nobody may %s without a token', async (_, mutation) => {
    const { data, errors } = await open.ask(mutation);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('a token that does not hold is refused all the same', async () => {
    expect(await open.ask(READING.status!, 'alg_wrong')).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await firstOverSocket(open, 'alg_wrong')).toMatchObject({ closed: 4401 });
    expect((await firstOverStream(open, 'alg_wrong')).status).toBe(401);
  });
});

describe('where reading is closed', () => {
  test.each(Object.entries({ ...READING, ...EDITING }))('nobody is told %s without a token', async (_, query) => {
    const answer = await closed.ask(query);
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.data).toBeUndefined();
  });

  test('nobody may subscribe without a token', async () => {
    expect(await firstOverSocket(closed, null)).toMatchObject({ closed: 4401, reason: expect.stringContaining('Expected the header') });
    expect(await firstOverStream(closed, null)).toMatchObject({ status: 401, text: expect.stringContaining('UNAUTHENTICATED') });
  });

  describe.each(roles)('a token of the role %s', (role) => {
    test.each(Object.entries(READING))('may ask for %s', async (_, query) => {
      const answer = await closed.ask(query, closed.tokenOf[role]);
      expect(answer.errors).toBeUndefined();
      expect(answer.status).toBe(200);
    });

    test('may subscribe', async () => {
      expect(await firstOverSocket(closed, closed.tokenOf[role])).toEqual(FIRST);
      expect((await firstOverStream(closed, closed.tokenOf[role])).text).toContain(JSON.stringify(FIRST));
    });

    test.each(Object.entries(EDITING))(`${role === 'reader' ? 'may not' : 'may'} %s`, async (name, mutation) => {
      const { data, errors } = await closed.ask(mutation, closed.tokenOf[role]);
      if (role === 'reader') {
        expect(data).toBeNull();
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      } else {
        expect(errors).toBeUndefined();
        expect(data).toMatchObject({ [name]: { rejected: 0 } });
      }
    });
  });

  test('what is written bears the name of who wrote it', async () => {
    await closed.ask(
      'mutation { upsertActors(rows: [{ slug: "signed", kind: PERSON, name: "Signed" }]) { created } }',
      closed.tokenOf.admin,
    );
    const { data } = await closed.ask('{ history(id: "signed") { by } }', closed.tokenOf.reader);
    expect(data).toEqual({ history: [{ by: 'the admin' }] });
  });

  test('a revoked token is refused at once, on every way in', async () => {
    const token = closed.tokenOf.reader;
    await closed.tokens.revoke('the reader', new Date());
    expect(await closed.ask(READING.status!, token)).toMatchObject({ status: 401 });
    expect(await firstOverSocket(closed, token)).toMatchObject({ closed: 4401 });
    expect((await firstOverStream(closed, token)).status).toBe(401);
  });

  test.each(['Basic abc', 'Bearer', 'Bearer a b', '', 'alg_x'])('the header "%s" is no token', async (authorization) => {
    const response = await fetch(closed.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: READING.status }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });
});
