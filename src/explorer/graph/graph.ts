import type { EntityFieldsFragment, RelationshipFieldsFragment } from '../api/operations.ts';

export type GraphEntity = EntityFieldsFragment;
/** `speakers`: the voices that assert it, where it shares its pair with others and they are loaded. */
export type GraphTie = RelationshipFieldsFragment & { readonly speakers?: readonly string[] };

/** The part of the graph that has been loaded: entities by slug, ties by id. */
export interface Graph {
  readonly entities: ReadonlyMap<string, GraphEntity>;
  readonly ties: ReadonlyMap<string, GraphTie>;
}

export const EMPTY_GRAPH: Graph = { entities: new Map(), ties: new Map() };

export function graphOf(ties: Iterable<GraphTie>, entities: Iterable<GraphEntity> = []): Graph {
  const bySlug = new Map<string, GraphEntity>();
  const byId = new Map<string, GraphTie>();
  for (const entity of entities) bySlug.set(entity.slug, entity);
  for (const tie of ties) {
    byId.set(tie.id, tie);
    bySlug.set(tie.from.slug, tie.from);
    bySlug.set(tie.to.slug, tie.to);
  }
  return { entities: bySlug, ties: byId };
}

export const mergeGraphs = (a: Graph, b: Graph): Graph => ({
  entities: new Map([...a.entities, ...b.entities]),
  ties: new Map([...a.ties, ...b.ties]),
});

/** Slugs of the entities that ties of a kind lead to from one. */
export function neighborsIn({ ties }: Graph, slug: string, counts: (tie: GraphTie) => boolean): ReadonlySet<string> {
  const found = new Set<string>();
  for (const tie of ties.values()) {
    if (tie.from.slug === slug && counts(tie)) found.add(tie.to.slug);
    if (tie.to.slug === slug && counts(tie)) found.add(tie.from.slug);
  }
  return found;
}

/** Slugs by degree, highest first, then by slug. */
export function slugsByDegree({ ties }: Graph): string[] {
  const counts = new Map<string, number>();
  for (const { from, to } of ties.values()) for (const { slug } of [from, to]) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([slug]) => slug);
}

/** Whether both ends of a tie are among these slugs. */
export const hasBothEndsIn = ({ from, to }: GraphTie, slugs: ReadonlySet<string>): boolean => slugs.has(from.slug) && slugs.has(to.slug);
