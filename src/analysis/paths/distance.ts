import type { View } from '../projection/view.ts';
import { Budget, type Limits, type StopReason, untilStopped } from './budget.ts';
import { OPPOSITE, type PathDirection, SIDE } from './direction.ts';
import type { TieFilter } from './filter.ts';
import { Neighbours } from './neighbours.ts';
import type { NodeSet } from './nodeSet.ts';
import { type Scratch, withScratch } from './scratch.ts';
import { type StationRule, Stations } from './stations.ts';
import { TieTest } from './tieTest.ts';

export interface DistanceQuestion extends Omit<StationRule, 'through'> {
  readonly from: number;
  readonly to: number;
  readonly filter?: TieFilter;
  readonly direction?: PathDirection;
  /** 8 where not given. */
  readonly maxDepth?: number;
}

export interface DistanceAnswer {
  /** Hops of the shortest path; 0 from an entity to itself; null where there is none of at most `maxDepth`, or a limit came first. */
  readonly distance: number | null;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/** How many hops apart are two entities? Breadth first from both ends, level by level from the cheaper one. */
export function distance(view: View, question: DistanceQuestion, limits: Limits): DistanceAnswer {
  return withScratch((scratch) => measure(view, question, limits, scratch));
}

function measure(view: View, question: DistanceQuestion, limits: Limits, scratch: Scratch): DistanceAnswer {
  const { from, to, filter = {}, direction = 'ANY', maxDepth = 8 } = question;
  if (from === to) return { distance: 0, stoppedBy: null, work: 0 };
  const budget = new Budget(limits);
  const stations = new Stations(view, question);
  const test = new TieTest(view, filter, false);
  const side = SIDE[direction];
  const start = new Frontier(from, new Neighbours(view, test, side, budget, scratch.runs), stations, scratch.nodes(view.nodeCount));
  const goal = new Frontier(to, new Neighbours(view, test, OPPOSITE[side], budget, scratch.runs), stations, scratch.nodes(view.nodeCount));
  let distance: number | null = null;
  const stoppedBy = untilStopped(() => {
    for (let hops = 1; hops <= maxDepth && distance === null && !start.exhausted && !goal.exhausted; hops++) {
      const [near, far] = start.cost <= goal.cost ? [start, goal] : [goal, start];
      if (near.touches(far)) distance = hops;
      else near.grow();
    }
  });
  return { distance, stoppedBy, work: budget.spent };
}

/** All that is within some hops of one end; the last level is still to be gone out from. */
class Frontier {
  readonly #seen: NodeSet;
  #levelStart = 0;
  #cost = 0;

  constructor(
    end: number,
    private readonly neighbours: Neighbours,
    private readonly stations: Stations,
    seen: NodeSet,
  ) {
    this.#seen = seen;
    seen.add(end);
  }

  get exhausted(): boolean {
    return this.#levelStart === this.#seen.size;
  }

  /** About how many ties the last level has. */
  get cost(): number {
    if (this.#cost === 0) for (let i = this.#levelStart; i < this.#seen.size; i++) this.#cost += this.neighbours.cost(this.#seen.nodes[i]!);
    return this.#cost;
  }

  /** Does a hop lead from the last level to that of the other side? Then the two make a shortest path. */
  touches(other: Frontier): boolean {
    for (let i = this.#levelStart; i < this.#seen.size; i++) if (this.neighbours.meets(this.#seen.nodes[i]!, other.#seen)) return true;
    return false;
  }

  /** Adds the next level. */
  grow(): void {
    const end = this.#seen.size;
    for (let i = this.#levelStart; i < end; i++) this.neighbours.reach(this.#seen.nodes[i]!, this.#seen);
    this.stations.keepNodes(this.#seen, end);
    this.#levelStart = end;
    this.#cost = 0;
  }
}
