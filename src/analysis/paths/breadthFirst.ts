import type { Direction } from '../../model/kinds.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from './budget.ts';
import { type IntermediateNodeRule, IntermediateNodes } from './intermediateNodes.ts';
import { Neighbors, OPPOSITE, type PathDirection, SIDE } from './neighbors.ts';
import { NodeSet, SearchBuffers } from './searchBuffers.ts';
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
  const reached: { node: number; distance: number }[] = [];
  const neighbors = new Neighbors(view, new TieTest(view, filter, false), SIDE[direction], budget);
  return SearchBuffers.use((buffers) => {
    const seen = buffers.acquire(NodeSet).start(from, view.nodeCount);
    const stoppedBy = untilStopped(() => {
      for (let start = 0, distance = 1; distance <= maxDepth && start < seen.size; distance++) {
        const end = seen.size;
        for (; start < end; start++) {
          const node = seen.nodes[start]!;
          if (node !== from && !intermediates.allows(node)) continue;
          const before = seen.size;
          neighbors.reach(node, seen);
          for (let i = before; i < seen.size; i++) reached.push({ node: seen.nodes[i]!, distance });
        }
      }
    });
    return { reached, stoppedBy, work: budget.spent };
  });
}

/** The default of `maxDepth` is 8. */
export interface DistanceQuestion extends ReachableQuestion {
  readonly to: number;
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
  const { filter = {}, direction = 'ANY', maxDepth = 8 } = question;
  if (question.from === question.to) return { distance: 0, stoppedBy: null, work: 0 };
  const budget = new Budget(limits);
  const intermediates = new IntermediateNodes(view, question);
  const test = new TieTest(view, filter, false);
  const side = SIDE[direction];
  return SearchBuffers.use((buffers) => {
    const frontier = (end: number, side: Direction) => {
      const seen = buffers.acquire(NodeSet).start(end, view.nodeCount);
      return new Frontier(end, new Neighbors(view, test, side, budget), intermediates, seen, (2 * view.tieCount) / view.nodeCount);
    };
    const [from, to] = [frontier(question.from, side), frontier(question.to, OPPOSITE[side])];
    let distance: number | null = null;
    const stoppedBy = untilStopped(() => {
      for (let hops = 1; hops <= maxDepth && distance === null && !from.isExhausted && !to.isExhausted; hops++) {
        const near = Frontier.cheaper(from, to);
        if (near.meets(near === from ? to : from)) distance = hops;
        else near.grow();
      }
    });
    return { distance, stoppedBy, work: budget.spent };
  });
}

/**
 * One side of a bidirectional breadth-first search: the nodes within some hops of one end. The last level is not expanded yet.
 *
 * Which nodes of the last level may be intermediate nodes is tested when the level is expanded, or when the other side
 * meets one of them: the outermost levels, which are the largest, are never tested as a whole.
 */
class Frontier {
  #levelStart = 0;
  /** About how many ties the last level has; -1 until its nodes are filtered. */
  #cost = -1;

  constructor(
    private readonly end: number,
    private readonly neighbors: Neighbors,
    private readonly intermediates: IntermediateNodes,
    private readonly seen: NodeSet,
    /** The number of ties that an unexamined node is assumed to have. */
    private readonly defaultCost: number,
  ) {}

  get isExhausted(): boolean {
    return this.#levelStart === this.seen.size;
  }

  /** The frontier that is cheaper to expand. */
  static cheaper(a: Frontier, b: Frontier): Frontier {
    for (;;) {
      const one = a.#estimatedCost <= b.#estimatedCost ? a : b;
      if (one.#cost >= 0) return one;
      one.#prune();
    }
  }

  /** Does a hop lead from the last level to the other side? Then the two make a shortest path. Call it on the cheaper frontier. */
  meets(other: Frontier): boolean {
    const { nodes, size } = this.seen;
    this.neighbors.prefetch(nodes, this.#levelStart, size);
    for (let i = this.#levelStart; i < size; i++) {
      if (this.neighbors.meets(nodes[i]!, other.seen, other.#isAllowed)) return true;
    }
    return false;
  }

  /** Adds the next level. Call it on the cheaper frontier. */
  grow(): void {
    const end = this.seen.size;
    for (let i = this.#levelStart; i < end; i++) this.neighbors.reach(this.seen.nodes[i]!, this.seen);
    this.#levelStart = end;
    this.#cost = -1;
  }

  get #estimatedCost(): number {
    return this.#cost >= 0 ? this.#cost : (this.seen.size - this.#levelStart) * this.defaultCost;
  }

  /** Retains the nodes of the last level that may be intermediate nodes, and adds up their cost. */
  #prune(): void {
    const { nodes, bits, size } = this.seen;
    this.#cost = 0;
    let count = this.#levelStart;
    for (let i = count; i < size; i++) {
      const node = nodes[i]!;
      const allowed = node === this.end ? 1 : this.intermediates.allows(node);
      bits[node >>> 5]! &= ~((allowed ^ 1) << (node & 31));
      nodes[count] = node;
      count += allowed;
    }
    this.seen.size = count;
    for (let i = this.#levelStart; i < count; i++) this.#cost += this.neighbors.cost(nodes[i]!);
  }

  readonly #isAllowed = (node: number): boolean => node === this.end || this.intermediates.allows(node) === 1;
}
