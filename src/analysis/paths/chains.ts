import { type Direction, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, type StopReason, stopFor, untilStopped } from './budget.ts';
import { Neighbors } from './neighbors.ts';
import type { EdgeBuffer } from './searchBuffers.ts';
import { TieTest } from './tieTest.ts';

/** One step of a chain: the ties to follow, their direction and the kinds of entity that they may lead to. */
export interface ChainStep {
  readonly filter: TieConditions;
  /** Default: OUT. */
  readonly direction?: Direction;
  /** Default: any. */
  readonly kinds?: readonly EntityKind[] | null;
}

export interface ChainAnswer {
  /** The ties of each chain, one per step, from the start. */
  readonly chains: readonly (readonly number[])[];
  /** MAX_PATHS: there is at least one more. null: these are all. */
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * The chains that follow the given steps from an entity, such as "is fought by, is backed by": who backs the enemies of X?
 *
 * A chain visits no entity twice. There is one chain for each sequence of entities, over the best tie of each step
 * (`TieTest.compare`). Chains are ordered by the ids of these ties; a limit cuts off the rest.
 * Depth-first search with memoized dead ends.
 */
export function chains(view: View, from: number, steps: readonly ChainStep[], maxChains: number, limits: SearchLimits): ChainAnswer {
  const budget = new Budget(limits);
  const searches = steps.map(({ filter, direction = 'OUT', kinds }) => {
    const test = new TieTest(view, filter, false);
    return {
      test,
      neighbors: new Neighbors(view, test, direction, budget),
      allowsKind: ENTITY_KINDS.map((kind) => !kinds || kinds.includes(kind)),
      /** Nodes from which the remaining steps cannot be completed. */
      deadEnds: new Set<number>(),
    };
  });
  const found: number[][] = [];
  const nodes: number[] = [];
  const ties: number[] = [];
  const stoppedBy = untilStopped(() => extend(from));
  return { chains: found.slice(0, maxChains), stoppedBy, work: budget.spent };

  /** Returns false where no chain continues from here, whatever its prefix. */
  function extend(node: number): boolean {
    const search = searches[ties.length];
    if (!search) {
      found.push([...ties]);
      if (found.length > maxChains) stopFor('MAX_PATHS');
      return true;
    }
    if (search.deadEnds.has(node)) return false;
    let extended = false;
    nodes.push(node);
    for (const [next, tie] of bestTies(view, search.test, search.neighbors.find(node), search.allowsKind)) {
      ties.push(tie);
      extended = nodes.includes(next) || extend(next) || extended;
      ties.pop();
    }
    nodes.pop();
    if (!extended) search.deadEnds.add(node);
    return extended;
  }
}

/** The best tie to each neighbor of an allowed kind, by id. */
function bestTies(
  view: View,
  test: TieTest,
  { ties, targets, length }: EdgeBuffer,
  allowsKind: readonly boolean[],
): [node: number, tie: number][] {
  const best = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const other = targets[i]!;
    const before = best.get(other);
    if (before !== undefined && test.compare(ties[before]!, ties[i]!) <= 0) continue;
    if (allowsKind[view.kindIndex(other)]) best.set(other, i);
  }
  return [...best].sort(([, a], [, b]) => a - b).map(([other, i]) => [other, ties[i]!]);
}
