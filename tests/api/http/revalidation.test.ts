import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { readForCached, recording } from '../../support/revisions/recordingEngine.ts';
import { unsettled } from '../../support/unsettled.ts';
import { fillWithFew, serve, type TestServer } from '../access/support/served.ts';

/** Every answer says which revision it shows; the answer to a query by GET can be kept and asked about again. */

const NAME = '{ actor(id: "red") { name } }';
const PATHS = '{ paths(from: "red", to: "green") { count } }';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly data?: unknown; readonly errors?: unknown; readonly extensions?: { readonly revision?: number } } | null;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

describeEachEngine((engine) => {
  let served: TestServer;
  let statements: string[];
  beforeAll(async () => {
    const recorded = recording(engine());
    statements = recorded.statements;
    served = await serve(recorded.engine, { openReading: true });
  });
  afterAll(() => served.close());

  const bearer = (token?: string): Record<string, string> => (token ? { authorization: `Bearer ${token}` } : {});
  const get = async (query: string, headers: Record<string, string> = {}, more = '') =>
    answerOf(
      await fetch(`${served.url}?query=${encodeURIComponent(query)}${more}`, {
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );
  const post = async (query: string, token?: string) =>
    answerOf(
      await fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: JSON.stringify({ query }),
      }),
    );
  const describeRed = async (description: string): Promise<number> => {
    const mutation = `mutation { upsertActors(rows: [{ slug: "red", kind: STATE, name: "Red", description: "${description}" }]) { revision } }`;
    const { body } = await post(mutation, served.tokenOf.editor);
    const { revision } = (body!.data as { upsertActors: { revision: number } }).upsertActors;
    expect(body!.extensions).toEqual({ revision });
    return revision;
  };
  const tagOf = ({ headers }: Answer) => headers.get('etag') ?? '';

  describe('the revision of an answer', () => {
    test.each([
      ['from the store', NAME],
      ['from the projection', PATHS],
      ['from both', `{ actor(id: "red") { name } paths(from: "red", to: "green") { count } }`],
      ['of counted figures', '{ status { actors } }'],
      ['that needs neither', '{ __typename vocabulary { type } }'],
    ])('is in its extensions and a header, by POST and GET, also when it is cached: %s', async (_, query) => {
      const revision = await describeRed(query.slice(0, 10).replaceAll('"', ''));
      for (let time = 0; time < 4; time++) {
        for (const { status, headers, body } of [await post(query), await get(query)]) {
          expect([status, body!.extensions, headers.get('allegiance-revision')]).toEqual([200, { revision }, String(revision)]);
        }
      }
    });

    test('is also in an answer with errors, and not in one without data', async () => {
      const partial = await post('{ actor(id: "red") { name } paths(from: "nobody", to: "red") { count } }');
      expect(partial.body!.errors).toHaveLength(1);
      expect(partial.body!.extensions).toEqual({ revision: expect.any(Number) });
      for (const query of ['{', '{ nothing }']) {
        const { body, headers } = await post(query);
        expect([body!.extensions, headers.get('allegiance-revision')]).toEqual([undefined, null]);
      }
    });
  });

  describe('a query by GET', () => {
    test.each([NAME, PATHS])('is not executed for a client that has its answer: %s', async (query) => {
      const first = await get(query);
      expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
      expect(first.headers.get('vary')).toMatch(/Accept.*Authorization/);
      statements.length = 0;
      const second = await get(query, { 'if-none-match': tagOf(first) });
      expect([second.status, second.body, tagOf(second)]).toEqual([304, null, tagOf(first)]);
      expect(second.headers.get('allegiance-revision')).toBe(first.headers.get('allegiance-revision'));
      expect(statements).toEqual(readForCached(engine()));
    });

    test('is executed after any change, and has another tag', async () => {
      const query = '{ actor(id: "red") { description } }';
      await describeRed('before');
      const first = await get(query);
      await describeRed('after');
      const second = await get(query, { 'if-none-match': tagOf(first) });
      expect([second.status, second.body!.data]).toEqual([200, { actor: { description: 'after' } }]);
      expect(tagOf(second)).not.toBe(tagOf(first));
    });

    test('has another tag for other variables, another operation and another role', async () => {
      const query = 'query A($id: ID!) { actor(id: $id) { name } } query B { status { actors } }';
      const variables = (id: string) => `&operationName=A&variables=${encodeURIComponent(JSON.stringify({ id }))}`;
      const answers = [
        await get(query, {}, variables('red')),
        await get(query, {}, variables('green')),
        await get(query, {}, '&operationName=B'),
        await get(query, bearer(served.tokenOf.editor), variables('red')),
        await get(NAME),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(new Set(answers.map(tagOf)).size).toBe(5);
      expect((await get(query, { 'if-none-match': tagOf(answers[0]!) }, variables('green'))).body!.data).toEqual({
        actor: { name: 'Green' },
      });
      const readers = await get(query, { ...bearer(served.tokenOf.reader), 'if-none-match': tagOf(answers[0]!) }, variables('red'));
      expect(readers.status).toBe(304);
    });

    test('is not answered 304 to a client without access, though it has the answer', async () => {
      const closed = await serve(engine());
      onTestFinished(() => closed.close());
      const url = `${closed.url}?query=${encodeURIComponent(NAME)}`;
      const headers = { 'content-type': 'application/json' };
      const first = await fetch(url, { headers: { ...headers, ...bearer(closed.tokenOf.reader) } });
      const tag = first.headers.get('etag')!;
      expect((await fetch(url, { headers: { ...headers, 'if-none-match': tag } })).status).toBe(401);
      expect((await fetch(url, { headers: { ...headers, ...bearer('alg_x'), 'if-none-match': tag } })).status).toBe(401);
      expect((await fetch(url, { headers: { ...headers, ...bearer(closed.tokenOf.reader), 'if-none-match': tag } })).status).toBe(304);
    });

    test('is not executed either where the client wants its answer confirmed, as `fetch` does with a tag', async () => {
      const tag = tagOf(await get(NAME));
      for (const wish of ['no-cache', 'max-age=0'])
        expect((await get(NAME, { 'if-none-match': tag, 'cache-control': wish })).status).toBe(304);
    });

    test.each(['x', '""', 'W/', '*x', ',,,', '"W/"', `${'"a",'.repeat(3_000)}"a"`, 'W/"1-AAAAAAAAAAAAAAAAAAAAAA"', '\u00ff'])(
      'is executed for tags that are not its own: %#',
      async (tags) => {
        expect((await get(NAME, { 'if-none-match': tags })).status).toBe(200);
      },
    );

    test('finds its tag among several', async () => {
      const tag = tagOf(await get(NAME));
      expect((await get(NAME, { 'if-none-match': `"x", ${tag} ,W/"y"` })).status).toBe(304);
    });

    test('has no tag where it has errors', async () => {
      const failed = await get('{ paths(from: "nobody", to: "red") { count } }');
      expect(failed.body!.errors).toBeDefined();
      expect((await get('{ paths(from: "nobody", to: "red") { count } }', { 'if-none-match': tagOf(failed) })).body?.errors ?? []).toEqual(
        failed.body!.errors,
      );
    });

    test('a mutation, or a query by POST, is executed whatever the client has', async () => {
      const tag = tagOf(await get(NAME));
      const headers = { 'content-type': 'application/json', 'if-none-match': tag };
      const response = await fetch(served.url, { method: 'POST', headers, body: JSON.stringify({ query: NAME }) });
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, null]);
    });
  });
}, fillWithFew);

test('an answer that the client has costs next to nothing, and is refused like others when the rate is used up', async () => {
  const engine = await openEmbedded(null);
  await fillWithFew(engine);
  const served = await serve(engine, { openReading: true, rate: 1 });
  onTestFinished(async () => {
    await served.close();
    await engine.close();
  });
  const lists = '{ actors(first: 90) { nodes { backs(first: 90) { nodes { ... on Actor { fights(first: 45) { nodes { id } } } } } } } }';
  // An answer with errors is not settled: it costs what was requested.
  const failing = unsettled(lists);
  const get = (query: string, tag = '') =>
    fetch(`${served.url}?query=${encodeURIComponent(query)}`, { headers: { 'content-type': 'application/json', 'if-none-match': tag } });
  const tag = (await get(lists)).headers.get('etag')!;
  for (let time = 0; time < 20; time++) expect((await get(lists, tag)).status).toBe(304);
  expect([(await get(failing)).status, (await get(failing)).status, (await get(failing)).status]).toEqual([200, 200, 429]);
  expect((await get(lists, tag)).status).toBe(429);
});
