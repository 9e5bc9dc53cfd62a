import type { View } from '../../analysis/projection/view.ts';
import { tieMatcher } from '../../analysis/subgraph/tieMatcher.ts';
import { endsOf, lookup, type TieCriterion, type TieFilter, tieCriterion, withEnds } from '../../model/tieFilter.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import type { Page } from '../common/page.ts';
import { findNodes } from '../entity/projectedEntity.ts';
import { listedNode, type ViewTie } from './inMemory.ts';
import type { TieSide } from './relationship.cypher.ts';
import type { TieNode } from './tie.loader.ts';

/**
 * The current view of the graph, by the voices of a filter, and in it the criterion of the filter.
 * @throws UNKNOWN_ENTITY, UNKNOWN_SOURCE, BAD_WINDOW, BAD_INPUT
 */
export async function criterionInView(context: Context, filter: TieFilter): Promise<{ view: View; criterion: TieCriterion }> {
  const given = tieCriterion(filter);
  const references = endsOf(given);
  const { view, nodes } = await findNodes(context, references, filter.voices);
  return { view, criterion: withEnds(given, lookup(references, nodes)) };
}

/** A relationship of memory as resolvers take it: an operation for which it is loaded selects no more than it has. */
export const tieOfView = (tie: ViewTie): TieNode => tie as Partial<TieNode> as TieNode;

/** The node of an entity and the view that answers its lists; null where none does. */
export function listedInMemory({ view }: Context, id: string): { readonly view: View; readonly node: number } | null {
  const node = view === null ? -1 : listedNode(view, id);
  return view === null || node < 0 ? null : { view, node };
}

/** A tie of a view, seen from one of its ends. */
export interface SeenTie {
  readonly tie: number;
  readonly type: RelationshipType;
  /** The side of the entity it is seen from; symmetric ties are always seen `from`. */
  readonly side: TieSide;
  readonly other: number;
}

/** The ties of an entity that pass a filter by voices, with the kinds of the entities at their other ends. */
export async function tiesByVoices(
  context: Context,
  id: string,
  { entityKinds, ...filter }: TieFilter,
): Promise<{ view: View; criterion: TieCriterion; ties: SeenTie[] }> {
  const { view, criterion } = await criterionInView(context, filter);
  const node = view.node(id);
  const matches = tieMatcher(view, criterion);
  const ties = [...view.ties(node, 'ANY')]
    .filter(matches)
    .map((tie) => seenFrom(view, node, tie))
    .filter(({ other }) => !entityKinds || entityKinds.includes(view.kind(other)));
  return { view, criterion, ties };
}

/** @param node One of the ends of the tie. */
export function seenFrom(view: View, node: number, tie: number): SeenTie {
  const type = view.type(tie);
  const isFrom = view.from(tie) === node;
  return { tie, type, side: isFrom || vocabularyOf(type).symmetric ? 'from' : 'to', other: isFrom ? view.to(tie) : view.from(tie) };
}

/** Puts what a statement found in any order into that of the page: by sort key. */
export function inPageOrder<T>(found: T[], keyOf: (item: T) => string, { backward }: Page): T[] {
  const sense = backward ? -1 : 1;
  return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -sense : sense));
}
