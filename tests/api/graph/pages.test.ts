import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { RELATIONSHIP_TYPES } from '../../../src/model/vocabulary.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWorld } from '../../support/engine/world.ts';
import { quickly } from '../../support/sample.ts';
import { dataOf } from './support/answer.ts';
import { ARGUMENTS, type List, PAGE, VARIABLES, walk } from './support/pages.ts';

const statuses = fc.subarray(['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'], { minLength: 1 });
const dates = fc.constantFrom('2011', '2012-03', '2015-07-01', '2016', '[2016-01-11..2016-01-17]', '2024-11');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const certainty = optional(fc.constantFrom('POSSIBLE', 'LIKELY', 'CERTAIN', 'THROUGHOUT'));
const names = fc.subarray(['iran', 'hezbollah', 'rich-actor-3', 'rich-actor-9', 'rich-actor-0', 'aleppo', 'ucdp:57'], { minLength: 1 });

const tieFilter = {
  status: optional(statuses),
  at: optional(dates),
  certainty,
  undated: fc.boolean(),
  minConfidence: optional(fc.constantFrom(0, 0.5, 0.85, 1)),
};

const relationshipFilter = fc.record({
  ...tieFilter,
  types: optional(fc.subarray([...RELATIONSHIP_TYPES], { minLength: 1 })),
  sign: optional(fc.constantFrom('COOPERATIVE', 'HOSTILE', 'NEUTRAL')),
  from: optional(names),
  involving: optional(names),
  entityKinds: optional(fc.subarray(['STATE', 'ARMED_GROUP', 'PLACE', 'PERSON'], { minLength: 1 })),
});

const eventFilter = fc.record({
  status: optional(statuses),
  at: optional(dates),
  certainty,
  minDeaths: optional(fc.constantFrom(0, 1, 30)),
  actors: optional(names.map((list) => list.filter((name) => name !== 'aleppo'))),
  within: optional(fc.constantFrom('syria-country', 'rich-country', 'rich-province')),
});

type FilterOf = fc.Arbitrary<Record<string, unknown>>;

interface ListKind {
  readonly name: string;
  readonly filter: FilterOf;
  readonly list: (filter: Record<string, unknown>) => List;
}

const listOf = (name: string, filterType: string, field: string, filter: FilterOf, path: string[]): ListKind => ({
  name,
  filter,
  list: (filterValue) => ({
    query: `query Page($filter: ${filterType}, ${VARIABLES}) { ${field} }`,
    path,
    variables: { filter: filterValue },
  }),
});

const topLevel = (field: string, filterType: string, filter: FilterOf, order?: string): ListKind =>
  listOf(
    `${field} ${order ?? ''}`.trim(),
    filterType,
    `${field}(filter: $filter, ${order ? `orderBy: ${order}, ` : ''}${ARGUMENTS}) { ${PAGE} }`,
    filter,
    [field],
  );

const ofActor = (slug: string, field: string, filterType: string, filter: FilterOf): ListKind =>
  listOf(`${field} of ${slug}`, filterType, `actor(id: "${slug}") { ${field}(filter: $filter, ${ARGUMENTS}) { ${PAGE} } }`, filter, [
    'actor',
    field,
  ]);

const actorFilter = fc.record({
  kinds: optional(fc.subarray(['STATE', 'ARMED_GROUP', 'PERSON', 'COALITION'], { minLength: 1 })),
  activeAt: optional(dates),
});

const RELATIONSHIPS = ['START_ASC', 'START_DESC', 'CONFIDENCE_DESC'].map((order) =>
  topLevel('relationships', 'RelationshipFilter', relationshipFilter, order),
);

const LISTS: ListKind[] = [
  ...RELATIONSHIPS,
  ...['NAME', 'DEGREE'].map((order) => topLevel('actors', 'ActorFilter', actorFilter, order)),
  ...['START_ASC', 'START_DESC', 'DEATHS_DESC'].map((order) => topLevel('events', 'EventFilter', eventFilter, order)),
  ...['hezbollah', 'rich-actor-3'].map((slug) => ofActor(slug, 'relationships', 'RelationshipFilter', relationshipFilter)),
  ofActor('syrian-insurgents', 'backedBy', 'NeighborFilter', fc.record(tieFilter)),
  ofActor('rich-actor-3', 'fights', 'NeighborFilter', fc.record(tieFilter)),
  ofActor('hayat-tahrir-al-sham', 'events', 'EventFilter', eventFilter),
];

const MAX_SIZE = 100;
/** A real server plans every statement first: fewer rounds there. */
const ROUNDS = { embedded: { numRuns: 20 }, neo4j: { numRuns: 2, endOnFailure: true } } as const;

describe('the pages of a list, joined, are the list', () => {
  describeEachEngine((engine) => {
    const sizes = fc.integer({ min: 1, max: 9 });
    const directions = fc.constantFrom('forward' as const, 'backward' as const);
    let shared: Services | undefined;
    const services = () => (shared ??= createServices(engine(), { cacheBytes: 0 }));

    test.each(quickly(3, LISTS))('$name', { timeout: 120_000 }, async ({ filter, list }) => {
      await fc.assert(
        fc.asyncProperty(filter, sizes, directions, async (filterValue, size, direction) => {
          const whole = await walk(engine(), list(filterValue), MAX_SIZE, 'forward', services());
          expect(await walk(engine(), list(filterValue), size, direction, services())).toEqual(whole);
          expect(new Set(whole).size).toBe(whole.length);
        }),
        ROUNDS[engine().kind],
      );
    });

    const byConfidence: { at: string | null; more: Record<string, unknown> }[] = [
      { at: null, more: {} },
      { at: null, more: { involving: ['aleppo'] } },
      { at: '2016', more: {} },
      { at: '2016', more: { certainty: 'POSSIBLE', types: ['BACKS'] } },
      { at: '2012', more: { certainty: 'CERTAIN', minConfidence: 0.8 } },
    ];
    const listed = `query Listed($filter: RelationshipFilter, $ids: [ID!]!, $at: PartialDate) {
      relationships(filter: $filter, first: 0) { totalCount }
      nodes(ids: $ids) { ... on Relationship { confidence holds(at: $at) } }
    }`;
    const RANKS = ['POSSIBLE', 'LIKELY', 'CERTAIN'];
    const rank = (holds: string) => RANKS.indexOf(holds === 'THROUGHOUT' ? 'CERTAIN' : holds);

    test.each(quickly(3, byConfidence))(
      'CONFIDENCE_DESC at $at, $more: the best known of that time, then the most confident, from either end and by pages of any size',
      { timeout: 120_000 },
      async ({ at, more }) => {
        const filter = at ? { at, ...more } : more;
        const list = topLevel('relationships', 'RelationshipFilter', fc.constant(filter), 'CONFIDENCE_DESC').list(filter);
        const whole = await walk(engine(), list, MAX_SIZE, 'forward', services());
        expect(whole.length).toBeGreaterThan(3);
        const found: { confidence: number; holds: string }[] = [];
        for (let start = 0; start < whole.length; start += MAX_SIZE) {
          const ids = whole.slice(start, start + MAX_SIZE);
          const { relationships, nodes } = await dataOf(engine(), listed, { filter, ids, at }, services());
          expect(relationships.totalCount).toBe(whole.length);
          found.push(...nodes);
        }
        const sorted = [...found].sort((a, b) => rank(b.holds) - rank(a.holds) || b.confidence - a.confidence);
        expect(found).toEqual(sorted);
        for (const size of [1, 7]) {
          expect(await walk(engine(), list, size, 'forward', services())).toEqual(whole);
          expect(await walk(engine(), list, size, 'backward', services())).toEqual(whole);
        }
      },
    );

    // The first is filtered on the projection, the second by a statement: the two readings of a criterion agree.
    test.each(['hezbollah', 'rich-actor-3'])('those of the whole graph that involve %s are its own', { timeout: 120_000 }, async (slug) => {
      const filters = relationshipFilter.map(({ involving: _, entityKinds: __, ...filter }) => filter);
      const ofGraph = topLevel('relationships', 'RelationshipFilter', filters, 'START_ASC');
      const own = ofActor(slug, 'relationships', 'RelationshipFilter', filters);
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const found = await walk(engine(), ofGraph.list({ ...filter, involving: [slug] }), MAX_SIZE, 'forward', services());
          expect(found).toEqual(await walk(engine(), own.list(filter), MAX_SIZE, 'forward', services()));
        }),
        ROUNDS[engine().kind],
      );
    });
  }, fillWorld);
});
