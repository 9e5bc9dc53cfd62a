import { z } from 'zod';
import type { QueriedGraph } from '../../../mcp/graph.ts';
import { AllegianceError, quoted, received } from '../../../model/errors.ts';
import { groupBy } from '../../../model/group.ts';
import type { EntityKind } from '../../../model/kinds.ts';
import { normalizeName } from '../../../model/normalizeName.ts';
import { entityNamed, identified, type ReconciledEntity, relatedEntities, searched } from './entities.ts';
import { kindsOfType, propertyOf, type RelationProperty, type SchemaItem, typesOf } from './properties.ts';
import { isRelation, valuesOf } from './values.ts';

/** The most queries of a batch, and candidates of a query. */
export const MAX_QUERIES = 50;
const MAX_CANDIDATES = 50;
const DEFAULT_CANDIDATES = 10;

/** The share of the score that rests on the properties, where a query has some. */
const PROPERTY_SHARE = 0.3;
/** What a property counts of which a candidate has no value. */
const UNKNOWN = 0.5;

/** The score of the name of an entity whose slug or identifier was given in its place. */
const ID_SCORE = 0.95;

const value = z.union([z.string(), z.number(), z.boolean(), z.looseObject({ id: z.string() })]);
const QUERY = z
  .object({
    query: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    limit: z.number().int().positive().optional(),
    properties: z.array(z.object({ pid: z.string(), v: z.union([value, z.array(value)]) })).optional(),
  })
  .refine(({ query, properties = [] }) => query !== undefined || properties.length > 0, 'it has neither `query` nor `properties`');
type Query = z.infer<typeof QUERY>;

/** A candidate for a query. */
export interface MatchCandidate {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly type: readonly SchemaItem[];
  /** 0 to 100. */
  readonly score: number;
  /** It alone fits, wholly. */
  readonly match: boolean;
  readonly features: readonly { readonly id: string; readonly value: number | boolean }[];
}

/** The answers to a batch of queries. @throws BAD_INPUT */
export async function reconcile(graph: QueriedGraph, batch: unknown): Promise<Record<string, { result: MatchCandidate[] }>> {
  const queries = queriesOf(batch);
  if (queries.length > MAX_QUERIES) {
    throw new AllegianceError('TOO_MANY_ROWS', `Expected at most ${MAX_QUERIES} queries in a batch; got ${queries.length}.`, {
      limit: MAX_QUERIES,
    });
  }
  const results = await Promise.all(queries.map(async ([key, query]) => [key, { result: await candidates(graph, query) }] as const));
  return Object.fromEntries(results);
}

/** @throws BAD_INPUT */
function queriesOf(batch: unknown): [string, Query][] {
  const expected = 'Expected `queries` to be {"q0": {"query": "a name", "type": …, "properties": […]}, …}';
  if (typeof batch !== 'object' || batch === null || Array.isArray(batch)) {
    throw new AllegianceError('BAD_INPUT', `${expected}; got ${received(batch)}.`);
  }
  return Object.entries(batch).map(([key, query]) => {
    const parsed = QUERY.safeParse(query);
    if (parsed.success) return [key, parsed.data];
    const [issue] = parsed.error.issues;
    throw new AllegianceError('BAD_INPUT', `${expected}; ${quoted([key, ...issue!.path].join('.'))} is wrong: ${issue!.message}.`);
  });
}

async function candidates(graph: QueriedGraph, query: Query): Promise<MatchCandidate[]> {
  const kinds = query.type === undefined ? null : [query.type].flat().flatMap(kindsOfType);
  if (kinds !== null && kinds.length === 0) return [];
  const limit = Math.min(MAX_CANDIDATES, query.limit ?? DEFAULT_CANDIDATES);
  const found = await named(graph, query, kinds, limit);
  const judged = await Promise.all(found.map(({ entity, score }) => judge(graph, entity, score, query)));
  const best = judged.sort((a, b) => b.score - a.score).slice(0, limit);
  const whole = best.filter(({ isWhole }) => isWhole);
  return best.map(({ isWhole, ...candidate }) => ({ ...candidate, match: isWhole && whole.length === 1 }));
}

/** The entities with such a name, slug or identifier, and those that an identifier among the properties names. */
async function named(graph: QueriedGraph, { query = '', properties = [] }: Query, kinds: readonly EntityKind[] | null, limit: number) {
  const hits = query.trim() === '' ? [] : await searched(graph, query, kinds, limit);
  const references = properties.flatMap(({ pid, v }) => {
    const [, scheme] = /^identifier(?::(.+))?$/.exec(pid) ?? [null];
    if (scheme === null) return [];
    return [v].flat().map((one) => (scheme === undefined ? textOf(one) : `${scheme}:${textOf(one)}`));
  });
  const scores = new Map(hits.map(({ entity, score }) => [entity.slug, { entity, score }]));
  const raise = (entity: ReconciledEntity | null, score: number): void => {
    if (!entity || (kinds !== null && !kinds.includes(entity.kind))) return;
    scores.set(entity.slug, { entity, score: Math.max(score, scores.get(entity.slug)?.score ?? 0) });
  };
  raise(await identified(graph, query), ID_SCORE);
  for (const entity of await Promise.all([...new Set(references)].map((reference) => entityNamed(graph, reference)))) raise(entity, 1);
  return [...scores.values()];
}

async function judge(graph: QueriedGraph, entity: ReconciledEntity, nameScore: number, { properties = [] }: Query) {
  // A property that is given several times has several values.
  const known = [...groupBy(properties, ({ pid }) => pid)].flatMap(([pid, given]) => {
    const property = propertyOf(pid);
    return property ? [{ property, expected: given.flatMap(({ v }) => [v].flat()) }] : [];
  });
  const fits = await Promise.all(known.map(({ property, expected }) => fitOf(graph, entity, property, expected)));
  const share = fits.reduce<number>((sum, one) => sum + (one === null ? UNKNOWN : Number(one)), 0) / Math.max(1, fits.length);
  const score = fits.length === 0 ? nameScore : nameScore * (1 - PROPERTY_SHARE) + share * PROPERTY_SHARE;
  return {
    id: entity.slug,
    name: entity.name,
    ...(entity.description === null ? {} : { description: entity.description }),
    type: typesOf(entity.kind).map(({ id, name }) => ({ id, name })),
    score: Math.round(score * 10_000) / 100,
    isWhole: nameScore === 1 && fits.every((one) => one !== false),
    features: [
      { id: 'name', value: Math.round(nameScore * 10_000) / 100 },
      ...known.flatMap(({ property }, at) => (fits[at] === null ? [] : [{ id: property.id, value: fits[at]! }])),
    ],
  };
}

/** Does one of the values of the property equal one of the expected ones? Null where it has none. */
async function fitOf(
  graph: QueriedGraph,
  entity: ReconciledEntity,
  property: SchemaItem | RelationProperty,
  expected: readonly unknown[],
): Promise<boolean | null> {
  const own = isRelation(property)
    ? (await relatedEntities(graph, entity.slug, property, null)).flatMap(({ slug, name }) => [slug, name])
    : valuesOf(entity, property.id).map(String);
  if (own.length === 0) return null;
  const forms = new Set(own.map(normalizeName));
  return expected.some((one) => forms.has(normalizeName(textOf(one))));
}

/** A value of a query as text: that of an entity that was matched before is its id. */
function textOf(given: unknown): string {
  return typeof given === 'object' && given !== null ? String((given as { id: unknown }).id) : String(given);
}
