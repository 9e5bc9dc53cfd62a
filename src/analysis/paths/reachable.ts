import type { View } from '../projection/view.ts';
import { Budget, type Limits, type StopReason, untilStopped } from './budget.ts';
import { type PathDirection, SIDE } from './direction.ts';
import type { TieFilter } from './filter.ts';
import { Neighbours } from './neighbours.ts';
import { NumberTable } from './numberTable.ts';
import { type StationRule, Stations } from './stations.ts';
import { TieTest } from './tieTest.ts';
import { Ways } from './ways.ts';

export interface ReachableQuestion extends Omit<StationRule, 'through'> {
  readonly from: number;
  readonly filter?: TieFilter;
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
export function reachable(view: View, question: ReachableQuestion, limits: Limits): ReachableAnswer {
  const { from, filter = {}, direction = 'ANY', maxDepth = 2 } = question;
  const budget = new Budget(limits);
  const stations = new Stations(view, question);
  const neighbours = new Neighbours(view, new TieTest(view, filter, false), SIDE[direction], budget);
  const ways = new Ways();
  const seen = new NumberTable();
  seen.add(from);
  const reached: { node: number; distance: number }[] = [];
  const stoppedBy = untilStopped(() => {
    let start = 0;
    for (let distance = 1; distance <= maxDepth && start < seen.size; distance++) {
      const end = seen.size;
      for (let i = start; i < end; i++) {
        const node = seen.keys[i]!;
        if (node === from || stations.allows(node)) goOut(node, distance);
      }
      start = end;
    }
  });
  return { reached, stoppedBy, work: budget.spent };

  function goOut(node: number, distance: number): void {
    neighbours.find(node, ways);
    for (let i = 0; i < ways.length; i++) {
      const other = ways.others[i]!;
      if (seen.has(other)) continue;
      seen.add(other);
      reached.push({ node: other, distance });
    }
  }
}
