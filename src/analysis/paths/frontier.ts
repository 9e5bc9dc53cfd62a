import type { Neighbours } from './neighbours.ts';
import type { NodeSet } from './nodeSet.ts';
import type { Stations } from './stations.ts';

/**
 * All that is within some hops of one end; the last level is still to be gone out from.
 *
 * Which nodes of that level may be stations is looked up when it is gone out from, or where the other side comes upon one:
 * the last levels of all, which are the largest, never are.
 */
export class Frontier {
  #levelStart = 0;
  /** About how many ties the last level has: known once its stations are. */
  #cost = -1;

  constructor(
    private readonly end: number,
    private readonly neighbours: Neighbours,
    private readonly stations: Stations,
    /** Empty, with room for all nodes. */
    private readonly seen: NodeSet,
    /** How many ties a node is taken to have before it is looked at. */
    private readonly usualCost: number,
  ) {
    seen.add(end);
  }

  get isExhausted(): boolean {
    return this.#levelStart === this.seen.size;
  }

  /** The one that it costs less to go out from. */
  static cheaper(a: Frontier, b: Frontier): Frontier {
    for (;;) {
      const one = a.#likelyCost <= b.#likelyCost ? a : b;
      if (one.#cost >= 0) return one;
      one.#settle();
    }
  }

  /** Does a hop lead from the last level to that of the other side? Then the two make a shortest path. This one must be the cheaper. */
  touches(other: Frontier): boolean {
    const { nodes, size } = this.seen;
    this.neighbours.fetch(nodes, this.#levelStart, size);
    for (let i = this.#levelStart; i < size; i++) {
      if (this.neighbours.meets(nodes[i]!, other.seen, other.#isStation)) return true;
    }
    return false;
  }

  /** Adds the next level. This one must be the cheaper. */
  grow(): void {
    const end = this.seen.size;
    for (let i = this.#levelStart; i < end; i++) this.neighbours.reach(this.seen.nodes[i]!, this.seen);
    this.#levelStart = end;
    this.#cost = -1;
  }

  get #likelyCost(): number {
    return this.#cost >= 0 ? this.#cost : (this.seen.size - this.#levelStart) * this.usualCost;
  }

  #settle(): void {
    const { seen, stations, neighbours } = this;
    if (this.#levelStart > 0) seen.keep(this.#levelStart, stations);
    this.#cost = 0;
    for (let i = this.#levelStart; i < seen.size; i++) this.#cost += neighbours.cost(seen.nodes[i]!);
  }

  readonly #isStation = (node: number): boolean => node === this.end || this.stations.allows(node);
}
