import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphOfApi } from '../../support/export/graphOfApi.ts';
import { schemaErrors } from '../../support/reconcile/schemas.ts';
import { oneOf, quickly } from '../../support/sample.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

/** What the draft (https://reconciliation-api.github.io/specs/0.2/) requires and its public test bench checks, by the bench's schemas. */

const ORIGIN = 'https://reconciliation-api.github.io';

let graph: TestGraph;
let server: TestServer;
let base: string;
let entities: readonly { readonly slug: string; readonly name: string }[];
beforeAll(async () => {
  graph = await seeded();
  server = await serve(graph.engine, { openReading: true, origins: [ORIGIN] });
  base = server.url.replace('/graphql', '/reconcile');
  const { nodes } = await graphOfApi(graph);
  entities = [...nodes.values()].map(({ slug, label }) => ({ slug: String(slug), name: String(label) }));
});
afterAll(async () => {
  await server.close();
  await graph.close();
});

interface Item {
  readonly id: string;
  readonly name: string;
}
interface Candidate extends Item {
  readonly score: number;
  readonly match: boolean;
  readonly features: readonly { readonly id: string }[];
}

/** The answer, which a page of another origin may read. */
async function answerOf(address: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(address, { ...init, headers: { origin: ORIGIN } });
  expect(response.headers.get('access-control-allow-origin'), address).toBe(ORIGIN);
  return { status: response.status, body: await response.json() };
}
async function valid<T>(schema: string, address: string, init: RequestInit = {}): Promise<T> {
  const { status, body } = await answerOf(address, init);
  expect([status, schemaErrors(schema, body)], address).toEqual([200, []]);
  return body as T;
}
const form = (values: Record<string, unknown>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])),
});
const at = (path: string, parameters: Record<string, string>): string => `${base}${path}?${new URLSearchParams(parameters)}`;

async function results(queries: Record<string, object>): Promise<Record<string, { result: Candidate[] }>> {
  expect(schemaErrors('reconciliation-query-batch', queries)).toEqual([]);
  const answer = await valid<Record<string, { result: Candidate[] }>>('reconciliation-result-batch', base, form({ queries }));
  expect(Object.keys(answer)).toEqual(Object.keys(queries));
  for (const { result } of Object.values(answer)) {
    expect(result.map(({ score }) => score)).toEqual(result.map(({ score }) => score).sort((a, b) => b - a));
    for (const { features } of result) expect(new Set(features.map(({ id }) => id)).size).toBe(features.length);
  }
  return answer;
}

interface Manifest {
  readonly batchSize: number;
  readonly defaultTypes: readonly Item[];
  readonly suggest: Readonly<Record<string, { readonly service_url: string; readonly service_path: string }>>;
  readonly extend: { readonly propose_properties: { readonly service_url: string; readonly service_path: string } };
}
const manifest = (): Promise<Manifest> => valid('manifest', base);

test('the manifest is valid, and the bench takes it for version 0.2', async () => {
  expect(await manifest()).toMatchObject({ batchSize: 50, extend: { property_settings: expect.any(Array) } });
});

describe('a query', () => {
  test('by the name of an entity finds it, and so does one by its id, in batches of fifty', async () => {
    const { batchSize } = await manifest();
    for (const key of ['name', 'slug'] as const) {
      const sample = quickly(4, entities);
      for (let start = 0; start < sample.length; start += batchSize) {
        const some = sample.slice(start, start + batchSize);
        const answer = await results(Object.fromEntries(some.map((one) => [one.slug, { query: one[key] }])));
        const missed = some.filter(({ slug }) => !answer[slug]!.result.some(({ id, score }) => id === slug && score > 90));
        expect(missed, `by ${key}`).toEqual([]);
      }
    }
  }, 120_000);

  test('may have all that the draft names: types, strictness, limits, and properties of one or several values', async () => {
    const answer = await results({
      typed: { query: 'Aleppo', type: 'PLACE', type_strict: 'should', limit: 1 },
      types: { query: 'Hezbollah', type: ['ARMED_GROUP', 'STATE'], type_strict: 'any' },
      values: { query: 'Hezbollah', properties: [{ pid: 'backedBy', v: ['Syria', { id: 'iran', name: 'Iran' }] }] },
      numbers: {
        query: 'Aleppo',
        properties: [
          { pid: 'latitude', v: 36.2 },
          { pid: 'unknown', v: true },
        ],
      },
      twice: {
        query: 'Hezbollah',
        properties: [
          { pid: 'backedBy', v: 'Iran' },
          { pid: 'backedBy', v: 'Syria' },
        ],
      },
      only: { properties: [{ pid: 'identifier:ucdp', v: '366' }] },
      ['__proto__']: { query: 'Iran' },
      'a "key"\n': { query: '</script> \u0000 \ud83c 🏴‍☠️ حزب' },
    });
    expect(answer.typed!.result).toHaveLength(1);
    for (const name of ['types', 'values', 'only']) expect(answer[name]!.result[0]).toMatchObject({ id: 'hezbollah', match: true });
  });

  test.each([
    ['has neither a query nor properties', { q0: {} }, /neither `query` nor `properties`/],
    ['has another word for it', { q0: { name: 'Iran' } }, /neither `query` nor `properties`/],
    ['has a property without a value', { q0: { query: 'Iran', properties: [{ pid: 'kind' }] } }, /q0\.properties\.0\.v/],
    ['has a property of another form', { q0: { query: 'Iran', properties: [{ id: 'kind', v: 'STATE' }] } }, /q0\.properties\.0\.pid/],
    ['asks for no candidate', { q0: { query: 'Iran', limit: 0 } }, /q0\.limit/],
    ['asks for a part of a candidate', { q0: { query: 'Iran', limit: 1.5 } }, /q0\.limit/],
    ['is a list', [{ query: 'Iran' }], /Expected/],
    ['is no object', { q0: 'Iran' }, /q0/],
  ])('that %s is refused, and the answer says what is wrong', async (_, queries, message) => {
    const { status, body } = await answerOf(base, form({ queries }));
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringMatching(message)]);
  });

  test('too many at once are refused as too large', async () => {
    const queries = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`q${index}`, { query: 'Iran' }]));
    const { status, body } = await answerOf(base, form({ queries }));
    expect([status, JSON.stringify(body)]).toEqual([413, expect.stringContaining('at most 50')]);
  });
});

describe('suggestions', () => {
  const urlOf = async (what: string): Promise<string> => {
    const { service_url: url, service_path: path } = (await manifest()).suggest[what]!;
    return url + path;
  };
  const SCHEMAS = { entity: 'suggest-entities-response', type: 'suggest-types-response', property: 'suggest-properties-response' } as const;
  const suggested = async (what: keyof typeof SCHEMAS, parameters: Record<string, string>): Promise<Item[]> => {
    const address = `${await urlOf(what)}?${new URLSearchParams(parameters)}`;
    return (await valid<{ result: Item[] }>(SCHEMAS[what], address)).result;
  };

  test.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])('of %s: the whole name or id gives it', async (what) => {
    const all =
      what === 'entity'
        ? oneOf(
            10,
            entities.map(({ slug, name }) => ({ id: slug, name })),
          )
        : await suggested(what, { prefix: '' });
    expect(all.length).toBeGreaterThan(5);
    for (const { id, name } of what === 'property' ? oneOf(3, all) : all) {
      for (const prefix of [id, name])
        expect(
          (await suggested(what, { prefix })).map((one) => one.id),
          prefix,
        ).toContain(id);
    }
  });

  test.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])('of %s: the cursor skips as many as it says', async (what) => {
    const prefix = what === 'type' ? '' : 'a';
    const first = await suggested(what, { prefix });
    expect(first.length).toBeGreaterThan(3);
    const rest = await suggested(what, { prefix, cursor: '3' });
    expect(rest.slice(0, first.length - 3)).toEqual(first.slice(3));
    const pages: string[] = [];
    for (;;) {
      const page = await suggested(what, { prefix, cursor: String(pages.length) });
      if (page.length === 0) break;
      pages.push(...page.map(({ id }) => id));
    }
    expect(new Set(pages).size).toBe(pages.length);
    const { status } = await answerOf(`${await urlOf(what)}?prefix=a&cursor=none`);
    expect(status).toBe(400);
  });
});

describe('data extension', () => {
  test('gives every proposed property of each type, by POST and by GET', async () => {
    const { service_url: url, service_path: path } = (await manifest()).extend.propose_properties;
    const ids = { ACTOR: ['hezbollah', 'iran'], PLACE: ['aleppo'], PERSON: ['no-such-id'] };
    for (const [type, some] of quickly(3, Object.entries(ids))) {
      const proposed = await valid<{ properties: Item[] }>('data-extension-property-proposal', `${url}${path}?type=${type}&limit=100`);
      expect(proposed.properties.length).toBeGreaterThan(10);
      for (let start = 0; start < proposed.properties.length; start += 20) {
        const properties = proposed.properties.slice(start, start + 20).map(({ id }) => ({ id }));
        const query = { ids: some, properties };
        expect(schemaErrors('data-extension-query', query)).toEqual([]);
        const answer = await valid<{ meta: Item[]; rows: Record<string, object> }>(
          'data-extension-response',
          base,
          form({ extend: query }),
        );
        expect(answer.meta.map(({ id }) => ({ id }))).toEqual(properties);
        expect(Object.keys(answer.rows)).toEqual(some);
        for (const row of Object.values(answer.rows)) expect(Object.keys(row)).toEqual(properties.map(({ id }) => id));
        expect(await valid('data-extension-response', at('', { extend: JSON.stringify(query) }))).toEqual(answer);
      }
    }
  });

  test.each([
    ['no object', []],
    ['no ids', { properties: [] }],
    ['a date that is none', { ids: ['iran'], properties: [{ id: 'backs', settings: { at: 'soon' } }] }],
  ])('with %s is refused', async (_, extend) => {
    expect((await answerOf(base, form({ extend }))).status).toBe(400);
  });
});

test('without open reading the manifest alone is public, and says how to log in', async () => {
  const closed = await serve(graph.engine, { origins: [ORIGIN] });
  const address = closed.url.replace('/graphql', '/reconcile');
  const { authentication } = await valid<{ authentication: Record<string, string> }>('manifest', address);
  expect(authentication).toMatchObject({ type: 'apiKey', name: 'Authorization', in: 'header' });
  expect(await manifest()).not.toHaveProperty('authentication');
  const queries = JSON.stringify({ q0: { query: 'Iran' } });
  const paths = [
    `?queries=${queries}`,
    '?extend={}',
    '/suggest/entity?prefix=a',
    '/suggest/type?prefix=a',
    '/properties?type=ACTOR',
    '/preview?id=iran',
  ];
  for (const path of paths) expect([path, (await answerOf(`${address}${path}`)).status]).toEqual([path, 401]);
  const preflight = await fetch(address, {
    method: 'OPTIONS',
    headers: { origin: ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });
  expect([preflight.ok, preflight.headers.get('access-control-allow-headers')]).toEqual([true, 'authorization']);
  await closed.close();
});
