import type { Direction } from '../../model/kinds.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from './budget.ts';
import { OPPOSITE, type PathDirection, SIDE } from './direction.ts';
import { Frontier } from './frontier.ts';
import { type IntermediateNodeRule, IntermediateNodes } from './intermediateNodes.ts';
import { Neighbors } from './neighbors.ts';
import { type SearchBuffers, withSearchBuffers } from './searchBuffers.ts';
import { TieTest } from './tieTest.ts';

export interface DistanceQuestion extends Omit<IntermediateNodeRule, 'through'> {
  readonly from: number;
  readonly to: number;
  readonly filter?: TieConditions;
  readonly direction?: PathDirection;
  /** Default: 8. */
  readonly maxDepth?: number;
}

export interface DistanceAnswer {
  /** Hops of the shortest path; 0 from an entity to itself; null where there is none within `maxDepth`, or a limit was reached first. */
  readonly distance: number | null;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * The number of hops between two entities: bidirectional breadth-first search (I. Pohl, Bi-directional search, 1971), level by
 * level from the cheaper side.
 */
export function distance(view: View, question: DistanceQuestion, limits: SearchLimits): DistanceAnswer {
  return withSearchBuffers((buffers) => searchDistance(view, question, limits, buffers));
}

function searchDistance(view: View, question: DistanceQuestion, limits: SearchLimits, buffers: SearchBuffers): DistanceAnswer {
  const { filter = {}, direction = 'ANY', maxDepth = 8 } = question;
  if (question.from === question.to) return { distance: 0, stoppedBy: null, work: 0 };
  const budget = new Budget(limits);
  const intermediates = new IntermediateNodes(view, question);
  const test = new TieTest(view, filter, false);
  const side = SIDE[direction];
  const from = frontier(question.from, side);
  const to = frontier(question.to, OPPOSITE[side]);
  let distance: number | null = null;
  const stoppedBy = untilStopped(() => {
    for (let hops = 1; hops <= maxDepth && distance === null && !from.isExhausted && !to.isExhausted; hops++) {
      const near = Frontier.cheaper(from, to);
      if (near.meets(near === from ? to : from)) distance = hops;
      else near.grow();
    }
  });
  return { distance, stoppedBy, work: budget.spent };

  function frontier(end: number, side: Direction): Frontier {
    const neighbors = new Neighbors(view, test, side, budget, buffers.ranges);
    return new Frontier(end, neighbors, intermediates, buffers.nodes(view.nodeCount), (2 * view.tieCount) / view.nodeCount);
  }
}
