import type { Direction } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import { Budget, type Limits, type StopReason, untilStopped } from './budget.ts';
import { OPPOSITE, type PathDirection, SIDE } from './direction.ts';
import type { TieFilter } from './filter.ts';
import { Frontier } from './frontier.ts';
import { Neighbours } from './neighbours.ts';
import { type Scratch, withScratch } from './scratch.ts';
import { type StationRule, Stations } from './stations.ts';
import { TieTest } from './tieTest.ts';

export interface DistanceQuestion extends Omit<StationRule, 'through'> {
  readonly from: number;
  readonly to: number;
  readonly filter?: TieFilter;
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
export function distance(view: View, question: DistanceQuestion, limits: Limits): DistanceAnswer {
  return withScratch((scratch) => measure(view, question, limits, scratch));
}

function measure(view: View, question: DistanceQuestion, limits: Limits, scratch: Scratch): DistanceAnswer {
  const { filter = {}, direction = 'ANY', maxDepth = 8 } = question;
  if (question.from === question.to) return { distance: 0, stoppedBy: null, work: 0 };
  const budget = new Budget(limits);
  const stations = new Stations(view, question);
  const test = new TieTest(view, filter, false);
  const side = SIDE[direction];
  const from = frontier(question.from, side);
  const to = frontier(question.to, OPPOSITE[side]);
  let distance: number | null = null;
  const stoppedBy = untilStopped(() => {
    for (let hops = 1; hops <= maxDepth && distance === null && !from.isExhausted && !to.isExhausted; hops++) {
      const near = Frontier.cheaper(from, to);
      if (near.touches(near === from ? to : from)) distance = hops;
      else near.grow();
    }
  });
  return { distance, stoppedBy, work: budget.spent };

  function frontier(end: number, side: Direction): Frontier {
    const neighbours = new Neighbours(view, test, side, budget, scratch.runs);
    return new Frontier(end, neighbours, stations, scratch.nodes(view.nodeCount), (2 * view.tieCount) / view.nodeCount);
  }
}
