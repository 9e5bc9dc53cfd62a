import type { TieConditions } from '../../model/tieFilter.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from './budget.ts';
import { type PathDirection, SIDE } from './direction.ts';
import { EdgeBuffer } from './edgeBuffer.ts';
import { type IntermediateNodeRule, IntermediateNodes } from './intermediateNodes.ts';
import { IntIndexSet } from './intIndexSet.ts';
import { Neighbors } from './neighbors.ts';
import { TieTest } from './tieTest.ts';

export interface ReachableQuestion extends Omit<IntermediateNodeRule, 'through'> {
  readonly from: number;
  readonly filter?: TieConditions;
  readonly direction?: PathDirection;
  /** Default: 2. */
  readonly maxDepth?: number;
}

export interface ReachableAnswer {
  /** Nearest first, without the start. The kinds restrict only what is passed through, not what is reached. */
  readonly reached: readonly { readonly node: number; readonly distance: number }[];
  /** Not null: farther entities may be missing. The distances are exact. */
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/** The entities within some hops of one, with their distances: breadth-first search. */
export function reachable(view: View, question: ReachableQuestion, limits: SearchLimits): ReachableAnswer {
  const { from, filter = {}, direction = 'ANY', maxDepth = 2 } = question;
  const budget = new Budget(limits);
  const intermediates = new IntermediateNodes(view, question);
  const neighbors = new Neighbors(view, new TieTest(view, filter, false), SIDE[direction], budget);
  const edges = new EdgeBuffer();
  const seen = new IntIndexSet();
  seen.add(from);
  const reached: { node: number; distance: number }[] = [];
  const stoppedBy = untilStopped(() => {
    let start = 0;
    for (let distance = 1; distance <= maxDepth && start < seen.size; distance++) {
      const end = seen.size;
      for (let i = start; i < end; i++) {
        const node = seen.keys[i]!;
        if (node === from || intermediates.allows(node)) expand(node, distance);
      }
      start = end;
    }
  });
  return { reached, stoppedBy, work: budget.spent };

  function expand(node: number, distance: number): void {
    neighbors.find(node, edges);
    for (let i = 0; i < edges.length; i++) {
      const other = edges.targets[i]!;
      if (seen.has(other)) continue;
      seen.add(other);
      reached.push({ node: other, distance });
    }
  }
}
