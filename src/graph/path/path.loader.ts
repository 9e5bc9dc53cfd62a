import type { IntermediateNodeRule } from '../../analysis/paths/intermediateNodes.ts';
import type { FoundHop, FoundPath } from '../../analysis/paths/question.ts';
import type { View } from '../../analysis/projection/view.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { Bounds, Window } from '../../model/interval.ts';
import type { EntityKind } from '../../model/kinds.ts';
import type { TieConditions } from '../../model/tieFilter.ts';

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
