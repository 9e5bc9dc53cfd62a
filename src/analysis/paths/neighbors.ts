import type { Direction } from '../../model/kinds.ts';
import { type DirectedRange, DirectedRanges, emptyRange } from '../projection/adjacencyRanges.ts';
import { prefetchAdjacency } from '../projection/incidence.ts';
import type { View } from '../projection/view.ts';
import { type Budget, SCAN_COST_SHIFT } from './budget.ts';
import type { EdgeBuffer } from './edgeBuffer.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import type { NodeSet } from './nodeSet.ts';
import type { TieTest } from './tieTest.ts';

/**
 * The ties that lead from a node to its neighbors, by id: those from it (OUT), to it (IN), or both (ANY).
 * A symmetric tie has no direction and is followed from either end.
 */
export class Neighbors {
  readonly #ranges: DirectedRanges;
  readonly #range = emptyRange();
  readonly #isUndirected: boolean;
  readonly #side: Direction;
  /** The types and statuses that are followed along outgoing and against incoming ties: tables by packed type and status. */
  readonly #outgoing: Uint8Array;
  readonly #incoming: Uint8Array;
  /** A sink for prefetched values, so that the reads are not optimized away. */
  #prefetched = 0;

  constructor(
    private readonly view: View,
    private readonly test: TieTest,
    direction: Direction,
    private readonly budget: Budget,
    ranges = new DirectedRanges(),
  ) {
    this.#ranges = ranges;
    this.#isUndirected = direction === 'ANY';
    this.#side = test.allowsSymmetric ? 'ANY' : direction;
    this.#outgoing = direction === 'IN' ? test.symmetric : test.allowed;
    this.#incoming = direction === 'OUT' ? test.symmetric : test.allowed;
  }

  /**
   * Fills `edges` with the ties of a node that pass the test and the nodes they lead to. With `within`, only ties that lead
   * to one of these nodes: where few do, this is far cheaper, since the facts of most ties are never read. Stops after `max`.
   */
  find(node: number, edges: EdgeBuffer, within: IntIndexSet | null = null, max = Number.POSITIVE_INFINITY): void {
    edges.length = 0;
    const ranges = this.view.directedRanges(node, this.#ranges);
    let scanned = 0;
    for (let i = 0; i < ranges.length && edges.length < max; i++) {
      const range = ranges.items[i]!;
      if (this.#accepts(range)) scanned += this.test.select(range, this.#allowedIn(range), within, max, edges);
    }
    this.budget.spend(1 + (within === null ? scanned : scanned >> SCAN_COST_SHIFT));
  }

  /** Adds the neighbors of a node to a set. */
  reach(node: number, reached: NodeSet): void {
    this.budget.spend(1 + this.view.degree(node, this.#side));
    if (this.#isUndirected) {
      this.test.reach(this.view.adjacencyRange(node, this.#range), this.#outgoing, reached);
      return;
    }
    const ranges = this.view.directedRanges(node, this.#ranges);
    for (let i = 0; i < ranges.length; i++) {
      const range = ranges.items[i]!;
      if (this.#accepts(range)) this.test.reach(range, this.#allowedIn(range), reached);
    }
  }

  /**
   * Reads the first adjacency entry of some nodes, so that the processor fetches them in parallel instead of one after the
   * other when each node is expanded.
   */
  prefetch(nodes: Int32Array, start: number, end: number): void {
    this.#prefetched |= prefetchAdjacency(this.view.buffers, nodes, start, end);
  }

  /** Does a tie lead from a node to one of these nodes that is accepted? */
  meets(node: number, within: NodeSet, accepts: (other: number) => boolean): boolean {
    this.budget.spend(1 + (this.view.degree(node, this.#side) >> SCAN_COST_SHIFT));
    if (this.#isUndirected) return this.test.meets(this.view.adjacencyRange(node, this.#range), this.#outgoing, within, accepts);
    const ranges = this.view.directedRanges(node, this.#ranges);
    for (let i = 0; i < ranges.length; i++) {
      const range = ranges.items[i]!;
      if (this.#accepts(range) && this.test.meets(range, this.#allowedIn(range), within, accepts)) return true;
    }
    return false;
  }

  /** About how many ties expanding the node examines. */
  cost(node: number): number {
    return this.#side === 'ANY' ? 1 << this.view.size(node) : this.view.degree(node, this.#side);
  }

  #allowedIn({ outwards }: DirectedRange): Uint8Array {
    return outwards ? this.#outgoing : this.#incoming;
  }

  #accepts({ outwards }: DirectedRange): boolean {
    return this.#side === 'ANY' || outwards === (this.#side === 'OUT');
  }
}
