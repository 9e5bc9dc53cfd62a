import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { VOCABULARY, type VocabularyRow } from '../../../src/model/vocabulary.ts';
import { sortKey } from '../../../src/store/entity.ts';
import { describeEachEngine, engineFor } from '../../support/engine/engines.ts';
import { fillWorld } from '../../support/engine/world.ts';
import { dataOf } from './support/answer.ts';
import { ARGUMENTS, PAGE, pageOf, VARIABLES } from './support/pages.ts';

interface Tie {
  readonly id: string;
  readonly type: string;
  readonly confidence: number;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
}

/** The answer of a natural field: each neighbor once, with the ties to it. */
type Ends = ReadonlyArray<{ readonly node: string; readonly ties: readonly string[] }>;

const TIE = 'id type confidence from { id } to { id }';
type Filter = readonly [name: string, filter: Record<string, unknown>];

const FILTERS: readonly Filter[] = [
  ['whatever', {}],
  ['that may have held in 2012, of any status', { at: '2012', status: ['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'] }],
];

/** For these Neo4j would have to plan a hundred more statements; `tests/engine` compares them one by one. */
const SURER: readonly Filter[] = [
  ['that surely held from 2010 to 2016', { during: { start: '2010', end: '2016' }, certainty: 'CERTAIN' }],
  ['that surely held throughout 2012, with some confidence', { at: '2012', certainty: 'THROUGHOUT', minConfidence: 0.6 }],
  ['with a date', { undated: false }],
];

/** An actor with many ties, one merged from three, a place with many types of tie. */
const ENTITIES = [
  ['actor', 'hezbollah'],
  ['actor', 'rich-actor-3'],
  ['place', 'rich-city'],
] as const;

const fieldsOf = (end: 'actor' | 'place') =>
  VOCABULARY.flatMap((row) => [
    ...(row.from.includes(end) && row.field !== 'within' ? [{ field: row.field, row, side: 'from' as const }] : []),
    ...(row.inverseField && row.to.includes(end) ? [{ field: row.inverseField, row, side: 'to' as const }] : []),
  ]);

describe('a natural field returns what the single ties say', () => {
  describeEachEngine((engine) => agreement(engine, FILTERS), fillWorld);

  describe('surely', () =>
    agreement(
      engineFor(() => openEmbedded(null), fillWorld),
      SURER,
    ));
});

function agreement(engine: () => Engine, filters: readonly Filter[]): void {
  for (const [end, slug] of ENTITIES) {
    test.each(filters)(`${slug}, ties %s`, { timeout: 120_000 }, async (_, filter) => {
      const { id, ties } = await allTies(engine(), slug, filter);
      for (const { field, row, side } of fieldsOf(end)) {
        expect([field, await natural(engine(), end, slug, field, filter)]).toEqual([field, derived(id, ties, row, side)]);
      }
    });
  }
}

async function allTies(engine: Engine, slug: string, filter: Record<string, unknown>): Promise<{ id: string; ties: Tie[] }> {
  const query = `query($id: ID!, $filter: RelationshipFilter, $after: String) {
    entity(id: $id) { id relationships(filter: $filter, first: 100, after: $after) { nodes { ${TIE} } pageInfo { hasNextPage endCursor } } }
  }`;
  const ties: Tie[] = [];
  for (let after: string | null = null; ; ) {
    const { entity } = await dataOf(engine, query, { id: slug, filter, after });
    ties.push(...entity.relationships.nodes);
    if (!entity.relationships.pageInfo.hasNextPage) return { id: entity.id, ties };
    after = entity.relationships.pageInfo.endCursor;
  }
}

async function natural(engine: Engine, end: string, slug: string, field: string, filter: Record<string, unknown>) {
  const query = `query($filter: NeighborFilter) {
    ${end}(id: "${slug}") { ends: ${field}(filter: $filter, first: 100) { totalCount edges { node { id } relationship { id } relationships { id } } } }
  }`;
  const { totalCount, edges } = (await dataOf(engine, query, { filter }))[end].ends;
  for (const { relationship, relationships } of edges) expect(relationship).toEqual(relationships[0]);
  const ends: Ends = edges.map(({ node, relationships }: { node: { id: string }; relationships: { id: string }[] }) => ({
    node: node.id,
    ties: relationships.map((tie) => tie.id),
  }));
  return { totalCount, ends: [...ends].sort((a, b) => (a.node < b.node ? -1 : 1)) };
}

/** The neighbors over one type of tie, computed from the list of all ties. */
function derived(id: string, ties: readonly Tie[], row: VocabularyRow, side: 'from' | 'to') {
  const ends = new Map<string, Tie[]>();
  for (const tie of ties) {
    if (tie.type !== row.type || !(row.symmetric || tie[side].id === id)) continue;
    const other = tie.from.id === id ? tie.to.id : tie.from.id;
    ends.set(other, [...(ends.get(other) ?? []), tie]);
  }
  return { totalCount: ends.size, ends: [...ends].map(bestFirst).sort((a, b) => (a.node < b.node ? -1 : 1)) };
}

function bestFirst([node, ties]: [string, Tie[]]): Ends[number] {
  const sorted = [...ties].sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  return { node, ties: sorted.map(({ id }) => id) };
}

describe('the neighbors of a natural field', () => {
  describeEachEngine((engine) => {
    test('are in the order of their names, then of their ids', async () => {
      const query = `query Page(${VARIABLES}) { actor(id: "syrian-insurgents") { backedBy(${ARGUMENTS}) { ${PAGE} nodes { name id } } } }`;
      const page = (await pageOf(engine(), { query, path: ['actor', 'backedBy'] }, { first: 100 })) as unknown as {
        nodes: { name: string; id: string }[];
      };
      const keys = page.nodes.map(({ name, id }) => sortKey(name, id));
      expect(keys.length).toBeGreaterThan(10);
      expect(keys).toEqual([...keys].sort());
    });
  }, fillWorld);
});
