import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSeed } from '../../../src/exchange/import/seed.ts';
import { passages, seedRows } from './rows.ts';
import { NOW, SEED, seeded, type TestGraph } from './seeded.ts';

const rows = seedRows();
const ARTICLE = new URL('../../../../shared/seed/aleppo-2024-article.txt', import.meta.url);

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

/** All nodes of a connection of Query, page by page. */
async function all<T>(field: string, selection: string): Promise<T[]> {
  const nodes: T[] = [];
  for (let after: string | null = null; ; ) {
    type Page = { list: { nodes: T[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    const query = `query ($after: String) { list: ${field}(first: 100, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`;
    const { list }: Page = await graph.execute<Page>(query, { after });
    nodes.push(...list.nodes);
    if (!list.pageInfo.hasNextPage) return nodes;
    after = list.pageInfo.endCursor;
  }
}

describe('the seed', () => {
  it('has at least 60 relationships, 40 of them background', () => {
    expect(rows.relationships.length).toBeGreaterThanOrEqual(60);
    expect(rows.relationships.filter(({ key }) => key?.startsWith('ucdp-')).length).toBeGreaterThanOrEqual(40);
  });

  it('is completely in the graph, in one revision', async () => {
    const { status } = await graph.execute<{ status: unknown }>('{ status { revision actors places events relationships sources } }');
    const { actors, places, events, relationships, sources } = rows;
    const counts = { actors: actors.length, places: places.length, events: events.length, relationships: relationships.length };
    expect(status).toEqual({ revision: 1, ...counts, sources: sources.length });
  });

  it('has evidence, a status and a confidence above 0 for every relationship and event', async () => {
    type Sourced = { name: string; status: string; confidence?: number; evidence: { totalCount: number } };
    const SOURCED = 'status evidence(first: 1) { totalCount }';
    const ties = await all<Sourced>('relationships', `name: statement confidence ${SOURCED}`);
    const events = await all<Sourced>('events', `name: title ${SOURCED}`);
    expect([ties.length, events.length]).toEqual([rows.relationships.length, rows.events.length]);
    const wrong = [...ties, ...events].filter((one) => one.evidence.totalCount === 0 || one.status === 'UNSOURCED' || one.confidence === 0);
    expect(wrong).toEqual([]);
  });

  it('has a different key in every row: no two rows become one', () => {
    const keys = [...rows.relationships, ...rows.events].flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('cites UCDP with its licence', async () => {
    const { status } = await graph.execute<{ status: { attributions: string[] } }>('{ status { attributions } }');
    const licensed = status.attributions.filter((citation) => citation.includes('CC BY 4.0'));
    expect(licensed.length).toBe(rows.sources.filter(({ key }) => key.startsWith('ucdp')).length);
  });

  it('changes nothing when it is loaded again', async () => {
    expect(await loadSeed(graph.engine, SEED, NOW)).toBe('The seed is already loaded.');
    expect(await graph.execute('{ status { revision } }')).toEqual({ status: { revision: 1 } });
  });
});

describe('the slugs and identifiers that checks and examples use', () => {
  const ACTORS = `russia iran israel turkey syria lebanon syrian-government syrian-army bashar-al-assad hayat-tahrir-al-sham
    syrian-insurgents hezbollah kremlin dmitry-peskov white-helmets united-states saudi-arabia qatar jordan islamic-state
    syrian-democratic-forces ahrar-al-sham jabhat-al-nusra`.split(/\s+/);
  const PLACES = `syria-country lebanon-country turkey-country israel-country gaza aleppo-province aleppo aleppo-airport idlib-province
    idlib maraat-al-numan damascus`.split(/\s+/);
  const IDENTIFIERS = {
    'ucdp:57': 'russia',
    'ucdp:114': 'iran',
    'ucdp:115': 'turkey',
    'ucdp:121': 'israel',
    'ucdp:118': 'syrian-government',
    'ucdp:4456': 'syrian-insurgents',
    'ucdp:234': 'islamic-state',
    'ucdp:6288': 'syrian-democratic-forces',
    'ucdp:6815': 'hayat-tahrir-al-sham',
    'ucdp:1170': 'jabhat-al-nusra',
    'ucdp:5554': 'ahrar-al-sham',
    'ucdp:366': 'hezbollah',
    'iso3166:SY': 'syria',
  };

  it.each(ACTORS)('actor %s', async (slug) => {
    expect(await graph.execute('query ($id: ID!) { actor(id: $id) { slug } }', { id: slug })).toEqual({ actor: { slug } });
  });
  it.each(PLACES)('place %s', async (slug) => {
    expect(await graph.execute('query ($id: ID!) { place(id: $id) { slug } }', { id: slug })).toEqual({ place: { slug } });
  });
  it.each(Object.entries(IDENTIFIERS))('%s is %s', async (id, slug) => {
    expect(await graph.execute('query ($id: ID!) { actor(id: $id) { slug } }', { id })).toEqual({ actor: { slug } });
  });
  it.each([
    ['aleppo-province', 'Aleppo Governorate'],
    ['aleppo', 'Aleppo town'],
    ['idlib-province', 'Idlib Governorate'],
    ['idlib', 'Idlib town'],
  ])('place %s is spelled %s by UCDP', async (id, name) => {
    const { place } = await graph.execute<{ place: { aliases: unknown[] } }>(
      'query ($id: ID!) { place(id: $id) { aliases { name kind } } }',
      {
        id,
      },
    );
    expect(place.aliases).toContainEqual({ name, kind: 'SPELLING' });
  });
  it('HTS is part of the insurgents from 2024-11, no earlier', async () => {
    const inMonth = (at: string) =>
      graph.execute(`{ actor(id: "hayat-tahrir-al-sham") { partOf(filter: { at: "${at}", undated: false }) { nodes { slug } } } }`);
    expect(await inMonth('2024-10')).toEqual({ actor: { partOf: { nodes: [] } } });
    expect(await inMonth('2024-11')).toEqual({ actor: { partOf: { nodes: [{ slug: 'syrian-insurgents' }] } } });
  });
});

describe('the article', () => {
  const here = existsSync(ARTICLE);
  if (!here) console.log('Article skipped: ../shared/seed/aleppo-2024-article.txt is not here');
  const said = passages(rows).filter(({ source }) => source === 'article-aleppo-2024-11-30');

  it.skipIf(!here)('has each verbatim quote between quotation marks', () => {
    const quoted = [...readFileSync(ARTICLE, 'utf8').matchAll(/“([^”]*)”/g)].map(([, words]) => words!);
    const verbatim = said.filter((passage) => passage.verbatim);
    expect(verbatim.length).toBeGreaterThan(3);
    expect(verbatim.filter(({ quote }) => !quoted.some((words) => words.includes(quote)))).toEqual([]);
    expect(verbatim.filter(({ attributedTo, attribution }) => !attributedTo && !attribution)).toEqual([]);
  });

  it.skipIf(!here)('is paraphrased everywhere else: no quote repeats six of its words in a row', () => {
    const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const article = ` ${words(readFileSync(ARTICLE, 'utf8')).join(' ')} `;
    const copied = said.filter(({ verbatim, quote }) => {
      const all = words(quote);
      return !verbatim && all.some((_, at) => at + 6 <= all.length && article.includes(` ${all.slice(at, at + 6).join(' ')} `));
    });
    expect(copied.map(({ quote }) => quote)).toEqual([]);
  });
});

it('every passage that is not from the article is a paraphrase of a UCDP table', () => {
  const others = passages(rows).filter(({ source }) => source !== 'article-aleppo-2024-11-30');
  expect(others.filter(({ source, verbatim, locator }) => !source.startsWith('ucdp-') || verbatim || !locator)).toEqual([]);
});
