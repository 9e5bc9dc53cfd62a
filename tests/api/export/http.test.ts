import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { EXPORT_FILES } from '../../../src/exchange/export/formats.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { exported } from '../../support/export/exported.ts';
import { quickly } from '../../support/sample.ts';
import { serve, type TestServer } from '../access/support/served.ts';

const store = engineFor(() => openEmbedded(null), fillWithSeed);
let open: TestServer;
let closed: TestServer;
beforeAll(async () => {
  open = await serve(store(), { openReading: true, origins: ['https://gephi.org'] });
  closed = await serve(store());
});
afterAll(() => Promise.all([open.close(), closed.close()]));

const address = (served: TestServer, path: string) => served.url.replace('/graphql', `/export/${path}`);
const request = (path: string, headers: Record<string, string> = {}) => fetch(address(open, path), { headers });
const errorOf = async (response: Response) => ({
  status: response.status,
  code: ((await response.json()) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code,
});

describe('GET /export', () => {
  test.each(quickly(3, [...EXPORT_FILES]))('/%s is the export, with file name, media type and revision', async (name, { format }) => {
    const response = await request(name);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(await exported(store(), name));
    expect(response.headers.get('content-type')).toBe(`${format.mediaType}; charset=utf-8`);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="allegiance-${name}"`);
    expect(response.headers.get('allegiance-revision')).toBe('1');
  });

  test('takes the filters of the API as parameters', async () => {
    const filters = 'types=BACKS,LEADS&status=SUPPORTED&at=2015&certainty=CERTAIN&involving=iran&involving=ucdp:118&minConfidence=0.5';
    const { data } = await open.execute(
      '{ relationships(filter: { types: [BACKS, LEADS], status: SUPPORTED, at: "2015", certainty: CERTAIN, involving: ["iran", "ucdp:118"], minConfidence: 0.5 }) { nodes { id } } }',
    );
    const { nodes } = (data as { relationships: { nodes: { id: string }[] } }).relationships;
    const graph = gexf.parse(Graph as never, await (await request(`graph.gexf?${filters}`)).text());
    expect(nodes.length).toBeGreaterThan(2);
    expect(graph.edges().sort()).toEqual(nodes.map(({ id }) => id).sort());
  });

  test('takes the same parameters as JSON by POST, however many entities they name', async () => {
    const { data } = await open.execute('{ actors(first: 100) { nodes { slug } } }');
    const slugs = (data as { actors: { nodes: { slug: string }[] } }).actors.nodes.map(({ slug }) => slug);
    const many = Array.from({ length: 40 }, () => slugs).flat();
    expect(many.join().length).toBeGreaterThan(20_000);
    const posted = (body: unknown, type = 'application/json') =>
      fetch(address(open, 'edges.csv'), { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });
    const response = await posted({ from: many, to: many, types: 'BACKS,LEADS', at: '2015' });
    expect(await response.text()).toBe(await (await request(`edges.csv?from=${slugs}&to=${slugs}&types=BACKS,LEADS&at=2015`)).text());
    expect(await errorOf(await posted({ from: 1 }))).toEqual({ status: 400, code: 'BAD_INPUT' });
    expect(await errorOf(await posted([]))).toEqual({ status: 400, code: 'BAD_INPUT' });
    expect((await posted({}, 'text/plain')).status).toBe(415);
  });

  test('uses the requested file name, so that a URL can end as a program expects it', async () => {
    const response = await request('graph.gexf?types=BACKS&name=../a "name.gexf');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="..-a-name.gexf"');
    await response.text();
  });

  test.each([
    ['graph.csv', 'BAD_INPUT'],
    ['graph.gexf?type=BACKS', 'BAD_INPUT'],
    ['graph.gexf?types=HELPS', 'BAD_INPUT'],
    ['graph.gexf?minConfidence=2', 'BAD_INPUT'],
    ['graph.gexf?during=2011', 'BAD_INPUT'],
    ['graph.gexf?undated=perhaps', 'BAD_INPUT'],
    ['graph.gexf?at=2011-13', 'BAD_DATE'],
    ['graph.gexf?at=2011&during=2011/2012', 'BAD_WINDOW'],
    ['graph.gexf?involving=nobody-at-all', 'UNKNOWN_ENTITY'],
  ])('%s is rejected with %s', async (path, code) => {
    expect(await errorOf(await request(path))).toEqual({ status: 400, code });
  });

  test('is compressed only where the client accepts it', async () => {
    expect(await raw('gzip')).toMatchObject({ encoding: 'gzip', text: await exported(store(), 'graph.jsonl') });
    expect(await raw('identity')).toMatchObject({ encoding: undefined, text: await exported(store(), 'graph.jsonl') });
  });

  test('can be read by pages of the configured origins, and by no others', async () => {
    const allowed = async (origin: string) =>
      (await request('graph.gexf?types=BACKS', { origin })).headers.get('access-control-allow-origin');
    expect(await allowed('https://gephi.org')).toBe('https://gephi.org');
    expect(await allowed('https://other.example')).toBeNull();
  });

  test('has the same access rules as the API', async () => {
    const withToken = (token?: string) =>
      fetch(address(closed, 'nodes.csv'), token ? { headers: { authorization: `Bearer ${token}` } } : {});
    expect(await errorOf(await withToken())).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await errorOf(await withToken('ally_wrong'))).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    expect((await withToken(closed.tokenOf.reader)).status).toBe(200);
  });
});

async function raw(encoding: string): Promise<{ encoding: string | undefined; text: string }> {
  return new Promise((resolve) =>
    get(address(open, 'graph.jsonl'), { headers: { 'accept-encoding': encoding } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const { 'content-encoding': used } = response.headers;
      resolve({ encoding: used, text: (used === 'gzip' ? gunzipSync(bytes) : bytes).toString() });
    }),
  );
}
