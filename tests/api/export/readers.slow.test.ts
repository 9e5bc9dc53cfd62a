import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { MultiGraph } from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportedBytes } from '../../support/export/exported.ts';
import { graphOfApi, type PlainGraph } from '../../support/export/graphOfApi.ts';
import { GRAPHS_TO_READ } from '../../support/export/graphs.ts';
import { type GephiGraph, gephiToolkit, readByGephi } from '../../support/gephi/toolkit.ts';
import { ROOT } from '../../support/root.ts';
import { hasPython, NO_PYTHON, pythonWith } from '../frontend/support/python.ts';
import { emptyStore, graphOver } from '../seed/seeded.ts';

const directory = mkdtempSync(join(tmpdir(), 'allegiance-readers-'));
const toolkit = await gephiToolkit();
if ('missing' in toolkit) console.log(`Reading with Gephi: skipped: ${toolkit.missing}`);
const found = hasPython();
if (!found) console.log(`Reading with NetworkX, pandas, DuckDB, GDAL and FollowTheMoney: ${NO_PYTHON}`);

const GRAPHS = Object.keys(GRAPHS_TO_READ);
/** The files of each graph: name, what is exported, of which part, how. */
const FILES = [
  ['mixed.gexf', 'graph.gexf', {}, {}],
  ['directed.gexf', 'graph.gexf', {}, { directed: true }],
  ['backs.gexf', 'graph.gexf', { types: ['BACKS'] }, {}],
  ['fights.gexf', 'graph.gexf', { types: ['FIGHTS'] }, {}],
  ['graph.graphml', 'graph.graphml', {}, {}],
  ['graph.ftm', 'graph.ftm', {}, {}],
  ['graph.geojson', 'graph.geojson', {}, {}],
  ...['nodes', 'edges', 'relationships'].map((name) => [`${name}.csv`, `${name}.csv`, {}, {}] as const),
  ...['nodes', 'relationships', 'evidence', 'events'].map((name) => [`${name}.parquet`, `${name}.parquet`, {}, {}] as const),
] as const;
const path = (graph: string, name: string): string => join(directory, `${graph}.${name}`);

interface Counted {
  readonly events: { readonly totalCount: number };
}
const ofApi = new Map<string, PlainGraph & { readonly eventCount: number }>();
beforeAll(async () => {
  for (const [name, fill] of Object.entries(GRAPHS_TO_READ)) {
    const engine = await emptyStore();
    await fill(engine);
    for (const [file, exported, part, options] of FILES)
      writeFileSync(path(name, file), await exportedBytes(engine, exported, part, { defuse: false, ...options }));
    const graph = graphOver(engine);
    const { events } = await graph.execute<Counted>('{ events { totalCount } }');
    ofApi.set(name, { ...(await graphOfApi(graph)), eventCount: events.totalCount });
    await graph.close();
  }
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Row = Readonly<Record<string, unknown>>;

/** The part of a graph with these types. */
function part({ edges }: PlainGraph, types: readonly string[]): PlainGraph['edges'] {
  return new Map([...edges].filter(([, { relationship }]) => types.includes(String(relationship))));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML does not allow
const NOT_IN_XML = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const inXml = (value: unknown): unknown => (typeof value === 'string' ? value.replace(NOT_IN_XML, '\ufffd') : value);

/** Compares what a reader has with what the API says, column by column; of texts alone where a format knows no types. */
function expectSame(
  what: string,
  read: readonly Row[],
  expected: ReadonlyMap<string, Row>,
  { text = false, of = (value: unknown): unknown => value, id = 'id', skip = [] as readonly string[] } = {},
): void {
  expect(read.length, what).toBe(expected.size);
  const byId = new Map(read.map((row) => [String(row[id]), row]));
  for (const [key, row] of expected) {
    const columns = Object.keys(row).filter((name) => !skip.includes(name));
    const value = (one: unknown): unknown => (one === '' || one === undefined ? null : one);
    const typed = (one: unknown): unknown => (text && value(one) !== null ? String(one) : value(one));
    // The order of identifiers says nothing.
    const shown = (one: unknown, column: string): unknown =>
      column === 'identifiers' && value(one) !== null ? String(one).split('; ').sort() : typed(one);
    const own = byId.get(key);
    expect(own, `${what}: ${key}`).toBeDefined();
    expect(Object.fromEntries(columns.map((name) => [name, shown(own![name], name)])), `${what}: ${key}`).toEqual(
      Object.fromEntries(columns.map((name) => [name, shown(of(row[name]), name)])),
    );
  }
}

const ENDS = ['source', 'target'] as const;

describe.skipIf('missing' in toolkit)('Gephi', () => {
  const read = new Map<string, GephiGraph>();
  beforeAll(async () => {
    const files = GRAPHS.flatMap((graph) => FILES.filter(([name]) => name.endsWith('.gexf')).map(([name]) => path(graph, name)));
    const graphs = await readByGephi((toolkit as { libraries: string }).libraries, files);
    expect(graphs).toHaveLength(files.length);
    for (const [index, file] of files.entries()) read.set(file, graphs[index]!);
  }, 300_000);
  // Gephi takes the text "null" for no value.
  const given = (value: unknown): unknown => (value === 'null' ? null : inXml(value));
  const givenIn = (rows: readonly Row[]) => rows.map((row) => ({ ...row, label: given(row.label) }));
  const day = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString().slice(0, 10));

  test.each(GRAPHS)('has every node and edge of the graph "%s" with its dates, attributes and direction, and warns of nothing', (name) => {
    const expected = ofApi.get(name)!;
    for (const [file, edges, isDirected] of [
      ['mixed.gexf', expected.edges, null],
      ['directed.gexf', expected.edges, true],
      ['backs.gexf', part(expected, ['BACKS']), null],
      ['fights.gexf', part(expected, ['FIGHTS']), null],
    ] as const) {
      const graph = read.get(path(name, file))!;
      const what = `${name} ${file}`;
      expect(graph.problems, what).toEqual([]);
      expectSame(what, givenIn(graph.edges), edges, { of: given });
      if (edges === expected.edges) expectSame(what, givenIn(graph.nodes), expected.nodes, { of: given });
      for (const { id, directed, weight, spells, kind } of graph.edges) {
        const edge = edges.get(id)!;
        expect([directed, kind], what).toEqual([isDirected ?? !edge.symmetric, edge.relationship]);
        expect(weight, what).toBeCloseTo(Number(edge.confidence), 4);
        const isDated = edge.mayHoldFrom !== null || edge.mayHoldUntil !== null;
        expect(
          (spells ?? []).map((spell) => spell.map(day)),
          what,
        ).toEqual(isDated ? [[edge.mayHoldFrom, edge.mayHoldUntil]] : []);
      }
    }
  });
});

describe('Gephi Lite', () => {
  const rowsOf = (graph: MultiGraph): { nodes: Row[]; edges: Row[] } => ({
    nodes: graph.mapNodes((id, data) => ({ ...data, id })),
    edges: graph.mapEdges((id, data, source, target, _a, _b, undirected) => ({ ...data, id, source, target, undirected })),
  });
  // The library trims labels, and has nothing but a text where a number is none.
  const trimmed = (value: unknown): unknown => (typeof value === 'string' ? String(inXml(value)).trim() : value);

  test.each(GRAPHS)('has the same of the graph "%s" by its library, of GEXF and of GraphML', (name) => {
    const expected = ofApi.get(name)!;
    for (const [file, graph] of [
      ['mixed.gexf', gexf.parse(MultiGraph as never, readFileSync(path(name, 'mixed.gexf'), 'utf8'), { addMissingNodes: false })],
      ['graph.graphml', graphml.parse(MultiGraph as never, readFileSync(path(name, 'graph.graphml'), 'utf8'))],
    ] as const) {
      const { nodes, edges } = rowsOf(graph);
      const untrimmed = (rows: readonly Row[]) =>
        rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, trimmed(value)])));
      expectSame(`${name} ${file}`, untrimmed(nodes), expected.nodes, { of: trimmed });
      expectSame(`${name} ${file}`, untrimmed(edges), expected.edges, { of: trimmed });
      if (file === 'mixed.gexf')
        for (const { id, undirected } of edges) expect(undirected, String(id)).toBe(expected.edges.get(String(id))!.symmetric);
    }
  });
});

test.each(GRAPHS)('a CSV reader has the same of the graph "%s"', (name) => {
  const expected = ofApi.get(name)!;
  const rows = (file: string): Record<string, string>[] =>
    parseCsv(readFileSync(path(name, file), 'utf8'), { columns: true, relax_quotes: false });
  const nodes = rows('nodes.csv').map((row) => ({ ...row, label: row.Label }));
  const edges = rows('edges.csv').map((row) => ({ ...row, label: row.Label, source: row.Source, target: row.Target }));
  expectSame(`${name} nodes.csv`, nodes, expected.nodes, { text: true, id: 'Id' });
  expectSame(`${name} edges.csv`, edges, expected.edges, { text: true, id: 'Id' });
  for (const row of rows('edges.csv')) {
    expect(row.Type).toBe(expected.edges.get(row.Id!)!.symmetric ? 'Undirected' : 'Directed');
    expect(Number(row.Weight)).toBe(expected.edges.get(row.Id!)!.confidence);
  }
  expectSame(`${name} relationships.csv`, rows('relationships.csv'), expected.edges, { text: true, skip: [...ENDS, 'label'] });
});

describe.skipIf(!found)('Python', () => {
  let read: Record<string, Record<string, unknown>>;
  beforeAll(() => {
    const python = pythonWith(join(ROOT, 'tests/support/export/readers.txt'));
    const program = join(ROOT, 'tests/support/export/readAll.py');
    const files = GRAPHS.flatMap((graph) => FILES.map(([name]) => path(graph, name)));
    const { stdout, stderr } = spawnSync(python, [program, ...files], { encoding: 'utf8', maxBuffer: 2 ** 29 });
    expect(stderr).toBe('');
    read = JSON.parse(stdout);
  }, 600_000);
  const of = <T>(graph: string, name: string): T => {
    expect(read[path(graph, name)], `${graph} ${name}`).not.toHaveProperty('failed');
    return read[path(graph, name)] as T;
  };

  interface Graph {
    readonly directed: boolean;
    readonly nodes: readonly Row[];
    readonly edges: readonly Row[];
  }

  test.each(GRAPHS)('NetworkX has the same of the graph "%s", of GEXF that is all directed or undirected, and of GraphML', (name) => {
    const expected = ofApi.get(name)!;
    for (const file of ['directed.gexf', 'graph.graphml']) {
      const { directed, nodes, edges } = of<Graph>(name, file);
      expect(directed).toBe(true);
      expectSame(`${name} ${file}`, nodes, expected.nodes, { of: inXml });
      expectSame(`${name} ${file}`, edges, expected.edges, { of: inXml });
      for (const edge of edges) expect(edge.weight).toBeCloseTo(Number(expected.edges.get(String(edge.id))!.confidence), 4);
    }
    expectSame(`${name} backs.gexf`, of<Graph>(name, 'backs.gexf').edges, part(expected, ['BACKS']), { of: inXml });
    expectSame(`${name} fights.gexf`, of<Graph>(name, 'fights.gexf').edges, part(expected, ['FIGHTS']), { of: inXml, skip: ENDS });
    expect(of<Graph>(name, 'fights.gexf').directed).toBe(part(expected, ['FIGHTS']).size === 0);
    const kinds = new Set([...expected.edges.values()].map(({ symmetric }) => symmetric));
    if (kinds.size === 2) expect(of<object>(name, 'mixed.gexf')).toEqual({ error: expect.stringContaining('Directed edge') });
  });

  test.each(GRAPHS)('pandas and DuckDB have the same of the graph "%s", of Parquet and of CSV', (name) => {
    const expected = ofApi.get(name)!;
    for (const reader of ['pandas', 'duckdb']) {
      const rows = (file: string): Row[] => of<Record<string, Row[]>>(name, file)[reader]!;
      expectSame(`${name} ${reader} nodes.parquet`, rows('nodes.parquet'), expected.nodes);
      expectSame(`${name} ${reader} relationships.parquet`, rows('relationships.parquet'), expected.edges);
      expect(rows('events.parquet')).toHaveLength(expected.eventCount);
      const csv = { text: true, id: 'Id' };
      const named = (file: string): Row[] =>
        rows(file).map((row) => ({ ...row, label: row.Label, source: row.Source, target: row.Target }));
      expectSame(`${name} ${reader} nodes.csv`, named('nodes.csv'), expected.nodes, csv);
      expectSame(`${name} ${reader} edges.csv`, named('edges.csv'), expected.edges, csv);
    }
    expect(of<{ types: object }>(name, 'relationships.parquet').types).toMatchObject({
      confidence: 'DOUBLE',
      symmetric: 'BOOLEAN',
      eventCount: 'INTEGER',
      start: 'VARCHAR',
    });
    expect(of<{ types: object }>(name, 'evidence.parquet').types).toMatchObject({ quote: 'VARCHAR', verbatim: 'BOOLEAN' });
  });

  test.each(GRAPHS)('FollowTheMoney accepts every entity of the graph "%s", drops no value, and finds both ends of each link', (name) => {
    const { entities, ids, schemata, dropped, ends } = of<Record<string, number & string[] & Record<string, number>>>(name, 'graph.ftm');
    expect([dropped, ends]).toEqual([[], []]);
    const { nodes, edges, eventCount } = ofApi.get(name)!;
    expect([entities, ids]).toEqual([nodes.size + edges.size + eventCount, nodes.size + edges.size + eventCount]);
    const used = ['Person', 'Organization', 'PublicBody', 'Address', 'Membership', 'Directorship', 'UnknownLink', 'Event'];
    if (name === 'seed') expect(Object.keys(schemata!)).toEqual(expect.arrayContaining(used));
    if (name === 'odd') expect(schemata!.Sanction).toBe(1);
  });

  test.each(GRAPHS)('GDAL, which QGIS reads with, has a point for each place and event of the graph "%s" that has one', (name) => {
    const { crs, type, points, columns } = of<{ crs: string; type: string; points: number[][]; columns: Record<string, unknown[]> }>(
      name,
      'graph.geojson',
    );
    const places = [...ofApi.get(name)!.nodes].filter(([, { latitude, longitude }]) => latitude !== null && longitude !== null);
    const found = new Map((columns.id ?? []).map((id, at) => [String(id), points[at]]));
    for (const [id, { latitude, longitude }] of places) expect(found.get(id), id).toEqual([longitude, latitude]);
    if (places.length === 0) return expect(points).toEqual([]);
    expect([crs, type]).toEqual(['EPSG:4326', 'Point']);
    expect(columns.is!.filter((one) => one === 'place')).toHaveLength(places.length);
    expect(new Set(columns.id).size).toBe(points.length);
    const names = new Map(columns.id!.map((id, at) => [String(id), columns.name![at]]));
    for (const [id, { label }] of places) expect(names.get(id)).toBe(label);
  });
});
