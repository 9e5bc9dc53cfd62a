import type { IntermediateNodes } from './intermediateNodes.ts';
import type { Neighbors } from './neighbors.ts';
import type { NodeSet } from './nodeSet.ts';

/**
 * One side of a bidirectional breadth-first search: the nodes within some hops of one end. The last level is not expanded yet.
 *
 * Which nodes of the last level may be intermediate nodes is tested when the level is expanded, or when the other side
 * meets one of them: the outermost levels, which are the largest, are never tested as a whole.
 */
export class Frontier {
  #levelStart = 0;
  /** About how many ties the last level has; -1 until its nodes are filtered. */
  #cost = -1;

  constructor(
    private readonly end: number,
    private readonly neighbors: Neighbors,
    private readonly intermediates: IntermediateNodes,
    /** Empty, with capacity for all nodes. */
    private readonly seen: NodeSet,
    /** The number of ties that an unexamined node is assumed to have. */
    private readonly defaultCost: number,
  ) {
    seen.add(end);
  }

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

  #prune(): void {
    const { seen, intermediates, neighbors } = this;
    if (this.#levelStart > 0) seen.retainAllowed(this.#levelStart, intermediates);
    this.#cost = 0;
    for (let i = this.#levelStart; i < seen.size; i++) this.#cost += neighbors.cost(seen.nodes[i]!);
  }

  readonly #isAllowed = (node: number): boolean => node === this.end || this.intermediates.allows(node);
}
