import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELATIONSHIP_TYPES, vocabularyOf } from '../../../src/model/vocabulary.ts';
import { graphOfApi } from '../../support/export/graphOfApi.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

let graph: TestGraph;
let server: TestServer;
let slugs: string[];
beforeAll(async () => {
  graph = await seeded();
  server = await serve(graph.engine, { openReading: true });
  slugs = [...(await graphOfApi(graph)).nodes.values()].map(({ slug }) => String(slug));
});
afterAll(async () => {
  await server.close();
  await graph.close();
});

test('the largest requests, several at the same time, are answered: one takes few operations at a time', async () => {
  const post = async (name: string, value: object): Promise<Response> =>
    fetch(server.url.replace('/graphql', '/reconcile'), { method: 'POST', body: new URLSearchParams({ [name]: JSON.stringify(value) }) });
  const fields = RELATIONSHIP_TYPES.map((type) => vocabularyOf(type).field).slice(0, 20);
  const extend = { ids: slugs.slice(0, 100), properties: fields.map((id) => ({ id })) };
  const properties = fields.slice(0, 5).map((pid) => ({ pid, v: 'Iran' }));
  const queries = Object.fromEntries(slugs.slice(0, 50).map((slug) => [slug, { query: slug, properties }]));
  const responses = await Promise.all([post('extend', extend), post('extend', extend), post('queries', queries), post('queries', queries)]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const { rows } = (await responses[0]!.json()) as { rows: Record<string, object> };
  expect(Object.keys(rows)).toEqual(extend.ids);
  expect(Object.keys((await responses[2]!.json()) as object)).toEqual(Object.keys(queries));
}, 300_000);
