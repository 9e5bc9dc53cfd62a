import type { QueriedGraph } from '../../../mcp/graph.ts';
import { isOutsideIdentifier, isSlug } from '../../../model/id.ts';
import type { EntityKind, PlaceKind } from '../../../model/kinds.ts';
import type { RelationshipType } from '../../../model/vocabulary.ts';
import type { RelationProperty } from './properties.ts';

/** An entity as the service shows it. Its id there is the slug. */
export interface ReconciledEntity {
  readonly slug: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly description: string | null;
  readonly aliases: readonly { readonly name: string }[];
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly active?: { readonly start: string | null; readonly end: string | null };
  readonly placeKind?: PlaceKind;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

export interface RelatedEntity {
  readonly slug: string;
  readonly name: string;
}

const SHOWN = `
fragment Shown on Entity {
  slug name kind description aliases { name } identifiers { scheme value }
  ... on Actor { active { start end } }
  ... on Place { placeKind latitude longitude }
}`;

/** The operations of the service. A test validates each against the schema. */
export const RECONCILE_OPERATIONS = {
  search: `query ReconcileSearch($text: String!, $kinds: [EntityKind!], $first: Int) {
  search(text: $text, kinds: $kinds, first: $first) { score entity { ...Shown } }
}${SHOWN}`,
  entity: `query ReconcileEntity($id: ID!) { entity(id: $id) { ...Shown } }${SHOWN}`,
  related: `query ReconcileRelated($id: ID!, $type: RelationshipType!, $direction: Direction!, $at: PartialDate, $after: String) {
  entity(id: $id) {
    slug
    relationships(direction: $direction, filter: { types: [$type], at: $at }, first: 100, after: $after) {
      nodes { from { slug name } to { slug name } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
} as const;

/** The most relationships of one property of an entity. */
const MAX_RELATED = 1_000;

/** The most entities of one search. */
export const MAX_SEARCHED = 100;

/** Entities by a name, best first, with a score from 0 to 1. */
export async function searched(graph: QueriedGraph, text: string, kinds: readonly EntityKind[] | null, first: number) {
  const variables = { text: text.slice(0, 200), kinds, first };
  type Answer = { search: { score: number; entity: ReconciledEntity }[] };
  return (await graph.execute<Answer>({ text: RECONCILE_OPERATIONS.search }, variables)).search;
}

/** The entity that a slug, id or `scheme:value` names; null if there is none. */
export async function entityNamed(graph: QueriedGraph, reference: string): Promise<ReconciledEntity | null> {
  return (await graph.execute<{ entity: ReconciledEntity | null }>({ text: RECONCILE_OPERATIONS.entity }, { id: reference })).entity;
}

/** The entity whose slug or outside identifier a text is; null if it is neither. */
export async function identified(graph: QueriedGraph, text: string): Promise<ReconciledEntity | null> {
  const reference = text.trim();
  return isSlug(reference) || isOutsideIdentifier(reference) ? entityNamed(graph, reference) : null;
}

/** The entities at the other end of relationships, each once. @param at A date, or null for any time. */
export async function relatedEntities(
  graph: QueriedGraph,
  reference: string,
  { relationship, direction }: Pick<RelationProperty, 'direction'> & { readonly relationship: RelationshipType },
  at: string | null,
): Promise<RelatedEntity[]> {
  type Answer = {
    entity: {
      slug: string;
      relationships: { nodes: { from: RelatedEntity; to: RelatedEntity }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    } | null;
  };
  const found = new Map<string, RelatedEntity>();
  let after: string | null = null;
  for (;;) {
    const variables: Readonly<Record<string, unknown>> = { id: reference, type: relationship, direction, at, after };
    const { entity }: Answer = await graph.execute<Answer>({ text: RECONCILE_OPERATIONS.related }, variables);
    for (const { from, to } of entity?.relationships.nodes ?? []) {
      const other = from.slug === entity!.slug ? to : from;
      found.set(other.slug, other);
    }
    if (!entity?.relationships.pageInfo.hasNextPage || found.size >= MAX_RELATED) return [...found.values()];
    after = entity.relationships.pageInfo.endCursor;
  }
}
