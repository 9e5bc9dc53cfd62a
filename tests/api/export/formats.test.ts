import { parse as parseCsv } from 'csv-parse/sync';
import cytoscape from 'cytoscape';
import { MultiGraph } from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { parseDate } from '../../../src/model/date.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { exported, exportedBytes } from '../../support/export/exported.ts';
import { fillHostile, HOSTILE_NAMES, HOSTILE_PROSE } from '../../support/export/hostile.ts';
import { graphOver, type TestGraph } from '../seed/seeded.ts';

const engine = engineFor(() => openEmbedded(null), fillHostile);

/** A graph as read from a file, in the same form for all readers. */
interface ReadGraph {
  readonly nodes: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly edges: ReadonlyMap<string, Readonly<Record<string, unknown>> & { source: string; target: string; undirected: boolean }>;
}

const READERS: Readonly<Record<string, (engine: Engine) => Promise<ReadGraph>>> = {
  gexf: async (store) => ofGraphology(gexf.parse(MultiGraph as never, await exported(store, 'graph.gexf'), { addMissingNodes: false })),
  graphml: async (store) => ofGraphology(graphml.parse(MultiGraph as never, await exported(store, 'graph.graphml'))),
  csv: async (store) => {
    const rows = (text: string): Record<string, string>[] => parseCsv(text, { columns: true, relax_quotes: false });
    const nodes = rows(await exported(store, 'nodes.csv')).map((row) => [row.Id!, { ...row, label: row.Label }] as const);
    const edges = rows(await exported(store, 'edges.csv')).map(
      (row) =>
        [row.Id!, { ...row, label: row.Label, source: row.Source!, target: row.Target!, undirected: row.Type === 'Undirected' }] as const,
    );
    return { nodes: new Map(nodes), edges: new Map(edges) };
  },
  cyjs: async (store) => {
    const core = cytoscape({ headless: true, ...JSON.parse(await exported(store, 'graph.cyjs')) });
    const nodes = core.nodes().map((node) => [node.id(), node.data()] as const);
    const edges = core.edges().map((edge) => [edge.id(), { ...edge.data(), undirected: !edge.data('directed') }] as const);
    return { nodes: new Map(nodes), edges: new Map(edges) };
  },
};

function ofGraphology(graph: MultiGraph): ReadGraph {
  return {
    nodes: new Map(graph.mapNodes((id, data) => [id, data])),
    edges: new Map(graph.mapEdges((id, data, source, target, _a, _b, undirected) => [id, { ...data, source, target, undirected }])),
  };
}

describe.each(Object.entries(READERS))('%s, read back', (name, read) => {
  let graph: ReadGraph;
  let testGraph: TestGraph;
  beforeAll(async () => {
    graph = await read(engine());
    testGraph = graphOver(engine());
  });
  const edgesBySlug = (from: string, to: string) => {
    const idOf = (slug: string) => [...graph.nodes].find(([, node]) => node.slug === slug)![0];
    return [...graph.edges.values()].filter(({ source, target }) => source === idOf(from) && target === idOf(to));
  };

  test('has every actor and place, and every relationship that is not denied', async () => {
    const { actors, places, relationships } = await testGraph.execute<Record<string, { totalCount: number }>>(
      '{ actors { totalCount } places { totalCount } relationships { totalCount } }',
    );
    expect(graph.nodes.size).toBe(actors!.totalCount + places!.totalCount);
    expect(graph.edges.size).toBe(relationships!.totalCount);
    expect(graph.edges.size).toBeGreaterThan(300);
    for (const { source, target } of graph.edges.values()) expect(graph.nodes.has(source) && graph.nodes.has(target)).toBe(true);
  });

  test('preserves hostile names', () => {
    const labels = HOSTILE_NAMES.map((_, at) => [...graph.nodes.values()].find(({ slug }) => slug === `hostile-${at}`)?.label);
    const isXml = name === 'gexf' || name === 'graphml';
    const expected = HOSTILE_NAMES.map((label) => (isXml ? label.replaceAll('\ufffe', '\ufffd') : label));
    expect(labels.map(trimmed(name))).toEqual(expected.map(trimmed(name)));
  });

  test('preserves prose except for characters that XML does not allow', () => {
    const [{ description }] = [...graph.nodes.values()].filter(({ slug }) => slug === 'hostile-0') as [{ description: string }];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters replaced
    const expected = name === 'csv' || name === 'cyjs' ? HOSTILE_PROSE : HOSTILE_PROSE.replaceAll(/[\u0001\u0008\u000b\u001f]/g, '\ufffd');
    expect(description).toBe(expected);
  });

  test('has type, dates, confidence and sign of a relationship', () => {
    const backing = edgesBySlug('iran', 'hezbollah').find(({ relationship }) => relationship === 'BACKS')!;
    expect(backing).toMatchObject({ label: 'backs', sign: 'COOPERATIVE', status: 'SUPPORTED', undirected: false });
    expect(Number(backing.confidence)).toBeGreaterThan(0.5);
    const [ceasefire] = [...edgesBySlug('hezbollah', 'israel'), ...edgesBySlug('israel', 'hezbollah')].filter(
      ({ relationship }) => relationship === 'CEASEFIRE_WITH',
    );
    expect(ceasefire).toMatchObject({ start: '2024-11', mayHoldFrom: '2024-11-01', undirected: name !== 'graphml' });
    expect(String(ceasefire!.symmetric)).toBe('true');
    expect(ceasefire!.mayHoldUntil || null).toBeNull();
  });
});

/** graphology-gexf trims labels. */
function trimmed(name: string) {
  return (label: unknown): string => (name === 'gexf' ? String(label).trim() : String(label));
}

describe('GEXF', () => {
  test('has a spell from the earliest possible start to the latest possible end, open where no date is known', async () => {
    const text = await exported(engine(), 'graph.gexf', { types: ['CEASEFIRE_WITH', 'CONTROLS'] });
    const spells = new Set(text.match(/<spell[^s][^>]*>/g));
    expect(spells).toContain('<spell start="2024-11-01"/>');
    expect([...spells].every((spell) => /^<spell( start="\d{4}-\d\d-\d\d")?( end="\d{4}-\d\d-\d\d")?\/>$/.test(spell))).toBe(true);
    expect([...spells].some((spell) => spell.includes(' end="'))).toBe(true);
  });
});

describe('the direction of edges in GEXF', () => {
  const SYMMETRIC = ['CEASEFIRE_WITH', 'FIGHTS'] as const;
  const typesIn = (text: string): string[] => [...new Set([...text.matchAll(/<edge [^>]* type="(\w+)"/g)].map(([, type]) => type!))].sort();
  const defaultOf = (text: string): string | undefined => /defaultedgetype="(\w+)"/.exec(text)?.[1];

  test.each([
    ['a graph of both kinds states the type of each edge and no default', {}, {}, undefined],
    ['directed edges alone are the default', { types: ['BACKS'] as const }, {}, 'directed'],
    ['symmetric edges alone are the default', { types: SYMMETRIC }, {}, 'undirected'],
    ['with `directed` every edge is directed', {}, { directed: true }, 'directed'],
  ])('%s', async (_, part, options, expected) => {
    const text = await exported(engine(), 'graph.gexf', part, options);
    expect(defaultOf(text)).toBe(expected);
    expect(typesIn(text)).toEqual(expected ? [expected] : ['directed', 'undirected']);
  });

  test('and no attribute has the name of one that readers have themselves', async () => {
    const text = await exported(engine(), 'graph.gexf');
    const titles = [...text.matchAll(/<attribute id="(\w+)"/g)].map(([, title]) => title!.toLowerCase());
    const own = [
      'id',
      'label',
      'weight',
      'timeset',
      'type',
      'key',
      'source',
      'target',
      'spells',
      'viz',
      'pid',
      'networkx_key',
      'color',
      'size',
      'x',
      'y',
    ];
    expect(titles.filter((title) => own.includes(title))).toEqual([]);
    expect(titles.length).toBeGreaterThan(30);
  });
});

test('GraphML has the confidence as weight', async () => {
  const text = await exported(engine(), 'graph.graphml', { types: ['BACKS'] });
  expect(text).toContain('<key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>');
  expect(text.match(/<data key="e_weight">0\.\d+</g)!.length).toBeGreaterThan(5);
});

test('GeoJSON is as RFC 7946 says: one collection of points in degrees, without a null, each with an id of its own', async () => {
  const collection = JSON.parse(await exported(engine(), 'graph.geojson')) as { features: Record<string, unknown>[] };
  expect(Object.keys(collection)).toEqual(['type', 'features']);
  expect(collection).toMatchObject({ type: 'FeatureCollection' });
  expect(new Set(collection.features.map(({ id }) => id)).size).toBe(collection.features.length);
  for (const feature of collection.features) {
    expect(Object.keys(feature)).toEqual(['type', 'id', 'geometry', 'properties']);
    const { type, coordinates } = feature.geometry as { type: string; coordinates: number[] };
    expect([feature.type, typeof feature.id, type, coordinates.length]).toEqual(['Feature', 'string', 'Point', 2]);
    expect(coordinates.every((one, at) => Math.abs(one) <= [180, 90][at]!)).toBe(true);
    expect(JSON.stringify(feature)).not.toContain(':null');
  }
});

test('GeoJSON has a point for each place with coordinates and each event at one', async () => {
  const { features } = JSON.parse(await exported(engine(), 'graph.geojson')) as {
    features: { geometry: { coordinates: [number, number] }; properties: { is: string; slug?: string; place?: string } }[];
  };
  const aleppo = features.find(({ properties }) => properties.slug === 'aleppo')!;
  expect(aleppo.geometry.coordinates.map(Math.round)).toEqual([37, 36]);
  const events = features.filter(({ properties }) => properties.is === 'event');
  expect(events.length).toBeGreaterThan(3);
  for (const { properties, geometry } of events) {
    const place = features.find(({ properties: { slug } }) => slug === properties.place)!;
    expect(geometry).toEqual(place.geometry);
  }
});

describe('CSV', () => {
  test('begins with the columns that Gephi expects', async () => {
    expect(await exported(engine(), 'nodes.csv')).toMatch(/^Id,Label,/);
    expect(await exported(engine(), 'edges.csv')).toMatch(/^Source,Target,Type,/);
  });

  test('has a file for people, with names, certainty, opponents, sources, quotes and denials', async () => {
    const day = parseDate('2024-11-30');
    const window = { first: day.first, last: day.last };
    const text = await exported(engine(), 'relationships.csv', { window, certainty: 'POSSIBLE' });
    const found: Record<string, string>[] = parseCsv(text, { columns: true });
    const edges: Record<string, string>[] = parseCsv(await exported(engine(), 'edges.csv', { window, certainty: 'POSSIBLE' }), {
      columns: true,
    });
    expect(found.map(({ id }) => id)).toEqual(edges.map(({ Id }) => Id));
    for (const column of Object.keys(edges[0]!).slice(6)) {
      expect(
        found.map((row) => row[column]),
        column,
      ).toEqual(edges.map((row) => row[column]));
    }
    const aleppo = found.find((row) => row.from === 'syrian-insurgents' && row.phrase === 'controls' && row.to === 'aleppo')!;
    expect(aleppo).toMatchObject({
      fromName: 'Syrian insurgents',
      toName: 'Aleppo',
      relationship: 'CONTROLS',
      status: 'DISPUTED',
      certainty: 'THROUGHOUT',
    });
    expect(aleppo.assertedBy!.split('\n')).toHaveLength(2);
    expect(aleppo.deniedBy).toContain('(syrian-army; ');
    expect(aleppo.sources).toMatch(/“.+”, 2024-11-30$/);
    const iran = found.find((row) => row.from === 'iran' && row.to === 'syrian-government' && row.againstNames !== '')!;
    expect(iran.againstNames!.split('; ')).toContain('Syrian insurgents');
    expect(iran.certainty).toBe('POSSIBLE');
  });

  test('begins with a byte order mark only with `bom`', async () => {
    const [plain, marked] = [await exportedBytes(engine(), 'nodes.csv'), await exportedBytes(engine(), 'nodes.csv', {}, { bom: true })];
    expect([plain[0], [...marked.subarray(0, 3)]]).toEqual(['I'.charCodeAt(0), [0xef, 0xbb, 0xbf]]);
    expect(marked.subarray(3).equals(plain)).toBe(true);
  });

  test('defuses formulas unless `defuse` is false', async () => {
    const cells = async (defuse: boolean) => {
      const options = { defuse };
      const files = [await exported(engine(), 'nodes.csv', {}, options), await exported(engine(), 'edges.csv', {}, options)];
      return files.flatMap((text) => parseCsv(text) as string[][]).flat();
    };
    const isFormula = (cell: string) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell));
    expect((await cells(false)).filter(isFormula)).toEqual(expect.arrayContaining(HOSTILE_NAMES.filter(isFormula)));
    expect((await cells(true)).filter(isFormula)).toEqual([]);
    expect(await cells(true)).toContain("'+1+1");
  });
});

describe('a part of the graph', () => {
  test('has the relationships that match the filters, and only the entities at their ends', async () => {
    const { relationships } = await graphOver(engine()).execute<{ relationships: { totalCount: number } }>(
      '{ relationships(filter: { types: [BACKS], minConfidence: 0.8 }) { totalCount } }',
    );
    const part = { types: ['BACKS'], minConfidence: 0.8 } as const;
    const edges: Record<string, string>[] = parseCsv(await exported(engine(), 'edges.csv', part), { columns: true });
    const nodes: Record<string, string>[] = parseCsv(await exported(engine(), 'nodes.csv', part), { columns: true });
    expect(edges).toHaveLength(relationships.totalCount);
    expect(edges.length).toBeGreaterThan(5);
    expect(nodes.map(({ Id }) => Id).sort()).toEqual([...new Set(edges.flatMap(({ Source, Target }) => [Source!, Target!]))].sort());
  });
});
