import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { CERTAINTIES } from '../../../src/model/interval.ts';
import { ENTITY_KINDS, STATUSES } from '../../../src/model/kinds.ts';
import { VOCABULARY } from '../../../src/model/vocabulary.ts';
import { describeEachEngine, engineFor } from '../../support/engine/engines.ts';
import { fillWorld, readWorld, type World } from '../../support/engine/world.ts';
import { numRuns } from '../../support/scope.ts';
import { dataOf } from './support/answer.ts';
import { statementsOf } from './support/counted.ts';

interface Degree {
  readonly field: string;
  readonly type: string;
  readonly direction: string;
  readonly neighbors: number;
  readonly relationships: number;
}

/** The natural fields of actors and of places that are connections; `within` of a place is one place. */
const fieldsOf = (end: 'actor' | 'place') =>
  VOCABULARY.flatMap(({ type, field, inverseField, from, to, symmetric }) => [
    ...(from.includes(end) && field !== 'within' ? [{ field, type, direction: symmetric ? 'ANY' : 'OUT' }] : []),
    ...(inverseField !== null && to.includes(end) ? [{ field: inverseField, type, direction: 'IN' }] : []),
  ]);

async function degreesOf(engine: Engine, id: string, filter: object | null): Promise<Degree[]> {
  const query =
    'query($id: ID!, $filter: NeighborFilter) { entity(id: $id) { degrees(filter: $filter) { field type direction neighbors relationships } } }';
  return (await dataOf(engine, query, { id, filter })).entity.degrees;
}

/** What the natural fields themselves say, of those that have anything. Each shows at most 100 neighbors, more than any has here. */
async function counted(engine: Engine, id: string, filter: object | null): Promise<Degree[]> {
  const { entity } = await dataOf(engine, 'query($id: ID!) { entity(id: $id) { __typename } }', { id });
  const end = entity.__typename === 'Place' ? 'place' : 'actor';
  const fields = fieldsOf(end).map(({ field }) => `${field}(filter: $filter, first: 100) { totalCount edges { relationships { id } } }`);
  const query = `query($id: ID!, $filter: NeighborFilter) { ${end}(id: $id) { ${fields.join(' ')} } }`;
  const answer = (await dataOf(engine, query, { id, filter }))[end];
  return fieldsOf(end).flatMap((field) => {
    const { totalCount, edges } = answer[field.field];
    const relationships = edges.reduce((sum: number, edge: { relationships: unknown[] }) => sum + edge.relationships.length, 0);
    return totalCount > 0 ? [{ ...field, neighbors: totalCount, relationships }] : [];
  });
}

const date = fc.constantFrom('1999', '2011-03', '2012', '2015-06-01', '2016-12-22', '2020', '2024-11-30');
const voices = fc.constantFrom<object | null>(null, { minVoices: 1 }, { minReliability: 'B' }, { knownBy: '2016' });
const time = fc.oneof(
  fc.constant({}),
  fc.record({ at: date }),
  fc.tuple(date, date).map((dates) => ({ during: { start: dates.sort()[0], end: dates[1] } })),
);
const conditions = fc.record(
  {
    certainty: fc.constantFrom(...CERTAINTIES),
    undated: fc.boolean(),
    status: fc.subarray([...STATUSES], { minLength: 1 }),
    minConfidence: fc.constantFrom(0, 0.3, 0.6, 0.9),
    entityKinds: fc.subarray([...ENTITY_KINDS], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const filters = fc.oneof(
  fc.constant(null),
  fc.tuple(time, conditions).map(([when, others]) => ({ ...when, ...others })),
);

describe('degrees are the counts of the natural fields with the same filter', () => {
  const agree = (engine: () => Engine, world: () => World, withVoices: fc.Arbitrary<object | null>, runs: number) =>
    fc.assert(
      fc.asyncProperty(fc.nat(), filters, withVoices, async (number, filter, by) => {
        const id = world().entities[number % world().entities.length]!;
        const restricted = by === null ? filter : { ...filter, voices: by };
        const found = (await degreesOf(engine(), id, restricted)).filter(({ field }) => field !== 'within');
        expect(found).toEqual(await counted(engine(), id, restricted));
      }),
      { numRuns: runs },
    );

  describeEachEngine((engine) => {
    let world: World;
    beforeAll(async () => {
      world = await readWorld(engine());
    });

    test('of every hub, without a filter', { timeout: 120_000 }, async () => {
      for (const slug of ['hezbollah', 'syrian-government', 'rich-actor-3', 'rich-city', 'aleppo']) {
        const found = await degreesOf(engine(), slug, null);
        expect(found.length).toBeGreaterThan(2);
        expect(found.filter(({ field }) => field !== 'within')).toEqual(await counted(engine(), slug, null));
      }
    });

    test('of any entity, with any filter', { timeout: 240_000 }, () => agree(engine, () => world, fc.constant(null), numRuns(100)));

    test('of some voices only', { timeout: 120_000 }, () => agree(engine, () => world, voices, numRuns(100)));
  }, fillWorld);
});

describe('degrees', () => {
  const engine = engineFor(() => openEmbedded(null), fillWorld);

  test('say in which places a place lies', async () => {
    const [within, ...others] = (await degreesOf(engine(), 'aleppo', null)).filter(({ type }) => type === 'LOCATED_IN');
    expect(within).toEqual({ field: 'within', type: 'LOCATED_IN', direction: 'OUT', neighbors: 1, relationships: 1 });
    expect(others.map(({ field }) => field)).toEqual(['contains']);
  });

  test('are empty where there is nothing', async () => {
    expect(await degreesOf(engine(), 'hezbollah', { at: '1801', undated: false })).toEqual([]);
  });

  test('of a list of any length are one statement', async () => {
    const of = (first: number) => `{ actors(first: ${first}) { nodes { name degrees { field neighbors } } } }`;
    expect(await statementsOf(engine(), of(50))).toEqual(['actor.list(NAME ASC brief)', 'tie.degrees(POSSIBLE)']);
  });
});
