import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Context } from '../../../src/graph/common/context.ts';
import { isAnsweredInMemory } from '../../../src/graph/common/detail.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { ACTOR_KINDS, STATUSES } from '../../../src/model/kinds.ts';
import { RELATIONSHIP_TYPES, VOCABULARY } from '../../../src/model/vocabulary.ts';
import { engineFor, neo4jEngine } from '../../support/engine/engines.ts';
import { fillWorld, readWorld } from '../../support/engine/world.ts';
import { describeEachNeo4j } from '../../support/neo4j/use.ts';
import { numRuns } from '../../support/scope.ts';
import { answer, type Reply } from './support/answer.ts';

const SCHEMA = allegianceSchema();
const ACTOR_FIELDS = VOCABULARY.flatMap(({ from, to, field, inverseField }) => [
  ...(from.includes('actor') ? [field] : []),
  ...(to.includes('actor') && inverseField !== null ? [inverseField] : []),
]);

const date = fc.constantFrom('2011', '2012-03', '2014', '2016-12-22', '2019');
const condition = fc.record(
  {
    status: fc.subarray([...STATUSES], { minLength: 1 }),
    minConfidence: fc.constantFrom(0.1, 0.5, 0.85),
    at: date,
    certainty: fc.constantFrom('POSSIBLE', 'LIKELY', 'CERTAIN', 'THROUGHOUT'),
    undated: fc.boolean(),
    entityKinds: fc.subarray([...ACTOR_KINDS], { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const listCondition = fc.tuple(
  condition,
  fc.record(
    { types: fc.subarray([...RELATIONSHIP_TYPES], { minLength: 1, maxLength: 4 }), sign: fc.constantFrom('HOSTILE', 'COOPERATIVE') },
    { requiredKeys: [] },
  ),
);
const page = fc.oneof(
  fc.nat(4).map((first) => ({ first })),
  fc.nat(4).map((last) => ({ last })),
);

const DATES = 'validity { start end ongoing attestedFrom attestedUntil earliest latest certainFrom certainUntil }';
const TIE = `__typename id type sign status confidence statement from { id name kind } to { name } ${DATES}`;
const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

const neighborsBy = (fields: readonly string[]) =>
  `query ($id: ID!, $filter: NeighborFilter, $first: Int, $last: Int, $after: String, $before: String) {
  actor(id: $id) { id name ${fields
    .map(
      (field) => `${field}(filter: $filter, first: $first, last: $last, after: $after, before: $before) {
    totalCount ${PAGE} edges { cursor node { id name kind } relationship { id } relationships { ${TIE} } } }`,
    )
    .join('\n')} } }`;
const ALL_NEIGHBORS = neighborsBy(ACTOR_FIELDS);
const RELATIONSHIPS = `query ($id: ID!, $filter: RelationshipFilter, $direction: Direction, $first: Int, $last: Int, $after: String, $before: String) {
  entity(id: $id) { id name relationships(filter: $filter, direction: $direction, first: $first, last: $last, after: $after, before: $before) {
    totalCount ${PAGE} edges { cursor node { ${TIE} } } } } }`;
const DEGREES = `query ($id: ID!, $filter: NeighborFilter) { entity(id: $id) { name degrees(filter: $filter) { field type direction neighbors relationships } } }`;

const question = fc.oneof(
  fc.record({ query: fc.constant(ALL_NEIGHBORS), filter: fc.oneof(fc.constant(null), condition), page }),
  fc.record({
    query: fc.constant(RELATIONSHIPS),
    filter: fc.oneof(
      fc.constant(null),
      listCondition.map(([a, b]) => ({ ...a, ...b })),
    ),
    page: fc.tuple(page, fc.constantFrom('OUT', 'IN', 'ANY')).map(([one, direction]) => ({ ...one, direction })),
  }),
  fc.record({ query: fc.constant(DEGREES), filter: fc.oneof(fc.constant(null), condition), page: fc.constant({}) }),
);

const EVERYTHING: Question = { query: RELATIONSHIPS, filter: { status: [...STATUSES], certainty: 'POSSIBLE' }, page: { first: 2 } };
type Question = typeof question extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function sameAnswers(engine: () => Engine, times: number): void {
  it('asks by valid documents, which are answered in memory', () => {
    for (const query of [ALL_NEIGHBORS, RELATIONSHIPS, DEGREES]) {
      expect(validate(SCHEMA, parse(query))).toEqual([]);
      expect(isAnsweredInMemory(parse(query))).toBe(true);
    }
  });

  it('answers lists, counts and degrees of any actor in memory as the statements do, page after page', { timeout: 300_000 }, async () => {
    const { actors, merged } = await readWorld(engine());
    const inMemory = createServices(engine(), { cacheBytes: 0 });
    await inMemory.projection.view();
    const byStatements = createServices(engine(), { cacheBytes: 0 });
    let listed = 0;
    /** The answer of both, which must be equal. */
    const compare = async (query: string, variables: Readonly<Record<string, unknown>>): Promise<Reply> => {
      let used: Context | null = null;
      const reply = await answer(engine(), query, variables, inMemory, (context) => {
        used = context;
      });
      expect(reply).toEqual(await answer(engine(), query, variables, byStatements));
      expect(byStatements.projection.revision).toBeNull();
      expect(used!.revision !== null || reply.errors !== undefined).toBe(true);
      return reply;
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...actors, ...merged), question, async (id, { query, filter, page }) => {
        const { data } = await compare(query, { id, filter, ...page });
        const lists = Object.entries<List>(data?.actor ?? data?.entity ?? {}).filter(([, list]) => (list?.edges?.length ?? 0) > 0);
        for (const [field, { pageInfo }] of lists.slice(0, 2)) {
          listed++;
          const next = 'last' in page ? { before: pageInfo.startCursor } : { after: pageInfo.endCursor };
          await compare(field === 'relationships' ? query : neighborsBy([field]), { id, filter, ...page, ...next });
        }
      }),
      // Few random questions may find no list at all.
      { numRuns: times + 1, examples: [[actors[0]!, EVERYTHING]] },
    );
    expect(listed).toBeGreaterThan(0);
  });
}

interface List {
  readonly edges?: readonly unknown[];
  readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
}

describe('embedded', () => {
  const engine = engineFor(() => openEmbedded(null), fillWorld);
  sameAnswers(engine, numRuns(150));
});

describeEachNeo4j((server) => {
  const engine = engineFor(async () => neo4jEngine(server), fillWorld);
  // Neo4j plans every statement first.
  sameAnswers(engine, 3);
});
