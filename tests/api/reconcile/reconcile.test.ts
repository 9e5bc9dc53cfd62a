import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { RECONCILE_OPERATIONS } from '../../../src/http/routes/reconcile/entities.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { spendRate } from '../frontend/support/rate.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

const ORIGIN = 'https://client.example';

let graph: TestGraph;
let server: TestServer;
let base: string;
beforeAll(async () => {
  graph = await seeded();
  server = await serve(graph.engine, { openReading: true, origins: [ORIGIN] });
  base = server.url.replace('/graphql', '/reconcile');
});
afterAll(async () => {
  await server.close();
  await graph.close();
});

type Json = Record<string, never> & { [name: string]: Json };
const get = async (path = '', parameters: Record<string, string> = {}): Promise<Json> => {
  const response = await fetch(`${base}${path}?${new URLSearchParams(parameters)}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
  return (await response.json()) as Json;
};
const post = async (form: Record<string, unknown>): Promise<Json> => {
  const body = new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, JSON.stringify(value)]));
  return (await (await fetch(base, { method: 'POST', body })).json()) as Json;
};

interface FoundCandidate {
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly match: boolean;
  readonly type: readonly { readonly id: string; readonly name: string }[];
}
const match = async (query: object): Promise<FoundCandidate[]> => {
  const answer = (await post({ queries: { q0: query } })) as unknown as { q0: { result: FoundCandidate[] } };
  return answer.q0.result;
};

test.each(Object.entries(RECONCILE_OPERATIONS))('the operation %s is valid in the schema', (_, text) => {
  expect(validate(allegianceSchema(), parse(text))).toEqual([]);
});

test('the manifest has what the draft requires, and its addresses answer', async () => {
  const manifest = await get();
  expect(manifest).toMatchObject({
    versions: ['0.2'],
    name: expect.any(String),
    identifierSpace: expect.stringMatching(/^http/),
    schemaSpace: expect.stringMatching(/^http/),
    view: { url: expect.stringContaining('{{id}}') },
    preview: { url: expect.stringContaining('{{id}}'), width: expect.any(Number), height: expect.any(Number) },
  });
  for (const what of ['entity', 'type', 'property']) {
    const {
      service_url: url,
      service_path: path,
      flyout_service_path: flyout,
    } = manifest.suggest![what]! as unknown as Record<string, string>;
    expect(flyout).toContain(`\${id}`);
    const { result } = (await (await fetch(`${url}${path}?prefix=a`)).json()) as { result: { id: string; name: string }[] };
    expect(result.length).toBeGreaterThan(0);
    for (const { id, name } of result) expect([typeof id, typeof name]).toEqual(['string', 'string']);
    const shown = (await (await fetch(`${url}${flyout!.replace(/\$\{id\}/, result[0]!.id)}`)).json()) as Record<string, string>;
    expect(shown).toEqual({ id: result[0]!.id, html: expect.stringContaining('<') });
  }
});

describe('a query', () => {
  test('by a whole name or alias matches that one alone, whatever the case', async () => {
    for (const [text, slug] of [
      ['hezbollah', 'hezbollah'],
      ['HTS', 'hayat-tahrir-al-sham'],
      ['حزب الله', 'hezbollah'],
    ]) {
      const [first, ...others] = await match({ query: text });
      expect([text, first!.id, first!.match, others.some((one) => one.match)]).toEqual([text, slug, true, false]);
    }
  });

  test('with a type answers only that type, which is in each candidate', async () => {
    const places = await match({ query: 'Aleppo', type: 'PLACE' });
    expect(places.length).toBeGreaterThan(1);
    for (const { type } of places) expect(type.map(({ id }) => id)).toEqual(['PLACE']);
    expect(await match({ query: 'Hezbollah', type: ['STATE', 'PERSON'] })).toEqual([]);
    expect(await match({ query: 'Hezbollah', type: 'spaceship' })).toEqual([]);
  });

  test('that is misspelled gives a candidate and no match', async () => {
    const [first] = await match({ query: 'Hezbolah', limit: 3 });
    expect(first).toMatchObject({ id: 'hezbollah', match: false });
    expect(first!.score).toBeLessThan(100);
    expect((await match({ query: 'Syria', limit: 2 })).length).toBe(2);
    expect(await match({ query: 'nothing is called so at all' })).toEqual([]);
  });

  test('with properties: a wrong one prevents the match and lowers the score, an identifier alone finds it', async () => {
    const right = await match({ query: 'Hezbollah', properties: [{ pid: 'backedBy', v: { id: 'iran', name: 'Iran' } }] });
    expect(right[0]).toMatchObject({ id: 'hezbollah', match: true, score: 100 });
    const wrong = await match({ query: 'Hezbollah', properties: [{ pid: 'backedBy', v: 'Israel' }] });
    expect(wrong[0]).toMatchObject({ id: 'hezbollah', match: false });
    expect(wrong[0]!.score).toBeLessThan(right[0]!.score);
    const identified = await match({ properties: [{ pid: 'identifier:ucdp', v: ['366'] }] });
    expect(identified).toMatchObject([{ id: 'hezbollah', match: true }]);
  });

  test('comes in batches, by GET too, and one that is no JSON is refused in words', async () => {
    const queries = { a: { query: 'Iran' }, b: { query: 'Israel', limit: 1 } };
    expect(Object.keys(await get('', { queries: JSON.stringify(queries) }))).toEqual(['a', 'b']);
    for (const text of ['{"a":', '[]']) {
      const response = await fetch(base, { method: 'POST', body: new URLSearchParams({ queries: text }) });
      expect(response.status).toBe(400);
      expect(JSON.stringify(await response.json())).toMatch(/Expected/);
    }
  });
});

test('data extension gives texts, numbers and entities, of a date where the settings name one', async () => {
  const properties = [{ id: 'kind' }, { id: 'identifier:ucdp' }, { id: 'backedBy', settings: { at: '2015' } }, { id: 'latitude' }];
  const answer = await post({ extend: { ids: ['hezbollah', 'aleppo', 'nobody'], properties } });
  expect(answer.meta).toMatchObject([{ id: 'kind', name: 'Kind' }, { id: 'identifier:ucdp' }, { id: 'backedBy' }, { id: 'latitude' }]);
  expect(answer.rows).toMatchObject({
    hezbollah: { kind: [{ str: 'ARMED_GROUP' }], 'identifier:ucdp': [{ str: '366' }], latitude: [] },
    aleppo: { kind: [{ str: 'PLACE' }], latitude: [{ float: expect.closeTo(36.2, 0) }] },
    nobody: { kind: [], backedBy: [] },
  });
  expect((answer.rows as unknown as Record<string, Record<string, unknown>>).hezbollah!.backedBy).toContainEqual({
    id: 'iran',
    name: 'Iran',
  });
  const proposed = await get('/properties', { type: 'PLACE', limit: '5' });
  expect(proposed).toMatchObject({ type: 'PLACE', limit: 5, properties: expect.any(Array) });
  expect(JSON.stringify(await post({ extend: { ids: ['iran'], properties: [{ id: 'colour' }] } }))).toContain('Expected a property');
});

test('the preview is a page that a client may frame, without scripts', async () => {
  const response = await fetch(`${base}/preview?id=hezbollah`);
  expect([response.status, response.headers.get('x-frame-options')]).toEqual([200, null]);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).toContain('Hezbollah');
  expect((await fetch(`${base}/preview?id=nobody`)).status).toBe(400);
});

test('pages of allowed origins may read it, others not; a server that asks for a token wants it here, too', async () => {
  const allowed = await fetch(base, { headers: { origin: ORIGIN } });
  expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  const jsonp = await fetch(`${base}?callback=steal`);
  expect(jsonp.headers.get('content-type')).toContain('application/json');
  expect((await jsonp.text()).startsWith('{')).toBe(true);
  const closed = await serve(graph.engine, { origins: [ORIGIN] });
  const address = closed.url.replace('/graphql', '/reconcile');
  const query = `${address}?queries=${encodeURIComponent('{"q0":{"query":"Iran"}}')}`;
  expect((await fetch(query)).status).toBe(401);
  expect((await fetch(query, { headers: { authorization: `Bearer ${closed.tokenOf.reader}` } })).status).toBe(200);
  await closed.close();
});

test('what it answers counts in the rate of the caller', async () => {
  const limited = await serve(graph.engine, { openReading: true, rate: 1 });
  const token = limited.tokenOf.reader;
  await spendRate(limited, token, 1);
  const queries = JSON.stringify({ q0: { query: 'Iran' } });
  const address = limited.url.replace('/graphql', '/reconcile');
  const response = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ queries }),
    headers: { authorization: `Bearer ${token}` },
  });
  expect([response.status, response.headers.has('retry-after')]).toEqual([429, true]);
  await limited.close();
});
