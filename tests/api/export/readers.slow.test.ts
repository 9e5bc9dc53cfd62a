import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { exportedBytes } from '../../support/export/exported.ts';
import { gephiToolkit, readByGephi } from '../../support/gephi/toolkit.ts';
import { ROOT } from '../../support/root.ts';
import { hasPython, NO_PYTHON, pythonWith } from '../frontend/support/python.ts';
import { graphOver } from '../seed/seeded.ts';

const directory = mkdtempSync(join(tmpdir(), 'allegiance-readers-'));
const engine = engineFor(() => openEmbedded(null), fillWithSeed);
const toolkit = await gephiToolkit();
if ('missing' in toolkit) console.log(`Reading with Gephi: skipped: ${toolkit.missing}`);
const found = hasPython();
if (!found) console.log(`Reading with NetworkX, pandas, DuckDB and FollowTheMoney: ${NO_PYTHON}`);

const FILES = [
  ['mixed.gexf', 'graph.gexf', {}, {}],
  ['directed.gexf', 'graph.gexf', {}, { directed: true }],
  ['backs.gexf', 'graph.gexf', { types: ['BACKS'] }, {}],
  ['fights.gexf', 'graph.gexf', { types: ['FIGHTS'] }, {}],
  ['graph.graphml', 'graph.graphml', {}, {}],
  ['graph.ftm', 'graph.ftm', {}, {}],
  ...['nodes', 'relationships', 'evidence', 'events'].map((name) => [`${name}.parquet`, `${name}.parquet`, {}, {}] as const),
] as const;
const path = (name: string): string => join(directory, name);

interface Counts {
  readonly nodes: number;
  readonly edges: number;
  readonly backs: number;
  readonly fights: number;
}
let counts: Counts;
beforeAll(async () => {
  for (const [name, file, part, options] of FILES) writeFileSync(path(name), await exportedBytes(engine(), file, part, options));
  const graph = graphOver(engine());
  const { actors, places, all, backs, fights } = await graph.execute<Record<string, { totalCount: number }>>(
    '{ actors { totalCount } places { totalCount } all: relationships { totalCount } backs: relationships(filter: { types: [BACKS] }) { totalCount } fights: relationships(filter: { types: [FIGHTS] }) { totalCount } }',
  );
  counts = {
    nodes: actors!.totalCount + places!.totalCount,
    edges: all!.totalCount,
    backs: backs!.totalCount,
    fights: fights!.totalCount,
  };
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.skipIf('missing' in toolkit)('Gephi', () => {
  test('reads every node and edge of GEXF, mixed, directed and undirected, and warns of nothing', async () => {
    const files = ['mixed.gexf', 'directed.gexf', 'backs.gexf', 'fights.gexf'].map(path);
    const [mixed, directed, backs, fights] = await readByGephi((toolkit as { jar: string }).jar, files);
    expect(mixed).toMatchObject({ nodes: counts.nodes, edges: counts.edges, problems: 0 });
    expect([mixed!.directed > 0, mixed!.undirected > 0]).toEqual([true, true]);
    expect(directed).toEqual({ nodes: counts.nodes, edges: counts.edges, directed: counts.edges, undirected: 0, problems: 0 });
    expect(backs).toMatchObject({ edges: counts.backs, directed: counts.backs, problems: 0 });
    expect(fights).toMatchObject({ edges: counts.fights, undirected: counts.fights, problems: 0 });
  }, 300_000);
});

describe.skipIf(!found)('Python', () => {
  let read: Record<string, Record<string, unknown>>;
  beforeAll(() => {
    const python = pythonWith(join(ROOT, 'tests/support/export/readers.txt'));
    const program = join(ROOT, 'tests/support/export/readAll.py');
    const { stdout, stderr } = spawnSync(python, [program, ...FILES.map(([name]) => path(name))], { encoding: 'utf8' });
    expect(stderr).toBe('');
    read = JSON.parse(stdout);
  }, 600_000);

  test('NetworkX reads every edge of GEXF that is all directed or all undirected, and of GraphML, with weights', () => {
    expect(read['directed.gexf']).toMatchObject({ nodes: counts.nodes, edges: counts.edges, type: 'MultiDiGraph' });
    expect(read['backs.gexf']).toMatchObject({ edges: counts.backs });
    expect(read['fights.gexf']).toMatchObject({ edges: counts.fights });
    expect(read['graph.graphml']).toMatchObject({ nodes: counts.nodes, edges: counts.edges });
    expect(read['graph.graphml']!.weights).toBeGreaterThan(counts.edges / 2);
    expect(read['mixed.gexf']).toEqual({ error: expect.stringContaining('Directed edge') });
  });

  test('FollowTheMoney accepts every entity and drops no value', async () => {
    const { schemata, dropped } = read['graph.ftm'] as { schemata: Record<string, number>; dropped: number };
    const { events } = await graphOver(engine()).execute<{ events: { totalCount: number } }>('{ events { totalCount } }');
    const total = Object.values(schemata).reduce((sum, count) => sum + count, 0);
    expect([total, dropped]).toEqual([counts.nodes + counts.edges + events.totalCount, 0]);
    expect(Object.keys(schemata)).toEqual(
      expect.arrayContaining(['Person', 'Organization', 'PublicBody', 'Membership', 'Directorship', 'UnknownLink', 'Event']),
    );
  });

  test('pandas and DuckDB read every row of Parquet, with types', async () => {
    const rows = (name: string) => [read[`${name}.parquet`]!.pandas, read[`${name}.parquet`]!.duckdb];
    expect(rows('nodes')).toEqual([counts.nodes, counts.nodes]);
    expect(rows('relationships')).toEqual([counts.edges, counts.edges]);
    const { events } = await graphOver(engine()).execute<{ events: { totalCount: number } }>('{ events { totalCount } }');
    expect(rows('events')).toEqual([events.totalCount, events.totalCount]);
    expect(read['evidence.parquet']!.duckdb).toBeGreaterThan(counts.edges);
    expect(read['relationships.parquet']!.types).toMatchObject({
      confidence: 'DOUBLE',
      symmetric: 'BOOLEAN',
      eventCount: 'INTEGER',
      start: 'VARCHAR',
    });
    expect(read['evidence.parquet']!.first).toEqual([
      expect.objectContaining({ quote: expect.any(String), sourceKey: expect.any(String) }),
    ]);
  });
});
