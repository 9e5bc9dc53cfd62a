import type { IntermediateNodeRule } from '../../analysis/paths/intermediateNodes.ts';
import type { FoundHop, FoundPath } from '../../analysis/paths/question.ts';
import type { View } from '../../analysis/projection/view.ts';
import { AllegianceError } from '../../model/errors.ts';
import { idKind } from '../../model/id.ts';
import type { Bounds, Window } from '../../model/interval.ts';
import type { EntityKind } from '../../model/kinds.ts';
import { endsOf, lookup, type TieConditions, type TieCriterion, type TieFilter, tieCriterion, withEnds } from '../../model/tieFilter.ts';
import type { Context } from '../common/context.ts';
import { requireEntities } from '../search/search.loader.ts';

/** A step from an entity to another along a tie of a view. */
export interface Step {
  readonly view: View;
  readonly from: string;
  readonly to: string;
  readonly tie: string;
  readonly forward: boolean;
}

/** A hop as resolvers return it, in ids, since node numbers are valid in one view only. */
export interface HopNode extends Step {
  readonly parallel: readonly string[];
  readonly bounds: Bounds;
  readonly window: Window | null;
}

export interface PathNode {
  readonly hops: readonly HopNode[];
  readonly confidence: number;
  readonly bounds: Bounds | null;
}

const MAX_PARALLEL = 100;

/**
 * The current view of the graph, and in it the nodes of entities by reference. An id that the projection knows costs no
 * statement. The context records the revision that the answer shows.
 * @throws UNKNOWN_ENTITY
 */
export async function findNodes(context: Context, references: readonly string[]): Promise<{ view: View; nodes: number[] }> {
  const { projection } = context.services;
  const current = await projection.view();
  context.setRevision(current.revision);
  const isProjected = (reference: string) => idKind(reference) === 'entity' && current.node(reference) >= 0;
  const others = references.filter((reference) => !isProjected(reference));
  const found = new Map((await requireEntities(context, others)).map((id, index) => [others[index]!, id]));
  const ids = references.map((reference) => found.get(reference) ?? reference);
  const view = ids.every((id) => current.node(id) >= 0) ? current : await projection.latest();
  context.setRevision(view.revision);
  return { view, nodes: ids.map((id) => view.node(id)) };
}

/**
 * The current view of the graph, and in it the criterion of a filter.
 * @throws UNKNOWN_ENTITY, BAD_WINDOW, BAD_INPUT
 */
export async function criterionInView(context: Context, filter: TieFilter): Promise<{ view: View; criterion: TieCriterion }> {
  const given = tieCriterion(filter);
  const references = endsOf(given);
  const { view, nodes } = await findNodes(context, references);
  return { view, criterion: withEnds(given, lookup(references, nodes)) };
}

export function intermediateNodeRule(
  kinds: readonly EntityKind[] | null | undefined,
  avoid: readonly number[] = [],
  through: readonly number[] = [],
  hubDegree: number | null = null,
): IntermediateNodeRule {
  return { kinds: kinds ?? null, avoid, through, hubDegree };
}

export function pathNode(view: View, path: FoundPath, conditions: TieConditions): PathNode {
  return { hops: path.hops.map((hop) => hopNode(view, hop, conditions)), confidence: path.confidence, bounds: path.validity };
}

function hopNode(view: View, hop: FoundHop, { window = null }: TieConditions): HopNode {
  return {
    view,
    from: view.entityId(hop.from),
    to: view.entityId(hop.to),
    tie: view.tieId(hop.tie),
    parallel: hop.parallel.slice(0, MAX_PARALLEL).map((tie) => view.tieId(tie)),
    forward: hop.forward,
    bounds: view.bounds(hop.tie),
    window,
  };
}

/** @throws BAD_INPUT if a number is outside its limits */
export function expectWithin(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` from ${min} to ${max}; got ${value}.`, { min, max });
}
