import type { Direction } from '../../model/kinds.ts';
import { summaryAt, targetAt } from '../projection/buffers.ts';
import { type AdjacencyRange, prefetchAdjacency, tieAt } from '../projection/incidence.ts';
import { isInconclusive, mayPass, typeStatusOf } from '../projection/tieSummary.ts';
import type { View } from '../projection/view.ts';
import { type Budget, SCAN_COST_SHIFT } from './budget.ts';
import { EdgeBuffer, type IntIndexSet, type NodeSet } from './searchBuffers.ts';
import type { TieTest } from './tieTest.ts';

/** FORWARD follows each tie from its `from` to its `to`, BACKWARD in reverse; symmetric ties are followed both ways. */
export type PathDirection = 'FORWARD' | 'BACKWARD' | 'ANY';

/** The ties of a node that each direction follows. */
export const SIDE: Record<PathDirection, Direction> = { FORWARD: 'OUT', BACKWARD: 'IN', ANY: 'ANY' };

export const OPPOSITE: Record<Direction, Direction> = { OUT: 'IN', IN: 'OUT', ANY: 'ANY' };

/** Types and statuses that are followed: tables by packed type and status. */
interface Followed {
  readonly allowed: Uint8Array;
  /** For the summaries, which in a view of some voices have another status than the weighed tie. */
  readonly candidates: Uint8Array;
}

/** Always read right after it is filled, so one is enough. */
const edges = new EdgeBuffer();

/**
 * The ties that lead from a node to its neighbors, by id: those from it (OUT), to it (IN), or both (ANY). A symmetric tie has no
 * direction and is followed from either end. The loops are branch-free (predicated), so that the processor continues with
 * the next ties while memory is read.
 */
export class Neighbors {
  readonly #side: Direction;
  /** What is followed along outgoing and against incoming ties; null for nothing. */
  readonly #outgoing: Followed | null;
  readonly #incoming: Followed | null;
  /** A sink for prefetched values, so that the reads are not optimized away. */
  #prefetched = 0;

  constructor(
    private readonly view: View,
    private readonly test: TieTest,
    direction: Direction,
    private readonly budget: Budget,
  ) {
    const { tables, candidates } = test;
    const along: Followed = { allowed: tables.allowed, candidates: candidates.allowed };
    // Where no symmetric tie can pass, one side of a node is enough.
    const against: Followed | null = tables.symmetric.includes(1) ? { allowed: tables.symmetric, candidates: candidates.symmetric } : null;
    this.#side = against ? 'ANY' : direction;
    this.#outgoing = direction === 'IN' ? against : along;
    this.#incoming = direction === 'OUT' ? against : along;
  }

  /**
   * The ties of a node that pass the test and the nodes they lead to, until the next call overwrites them. With `within`, only ties that lead
   * to one of these nodes: where few do, this is far cheaper, since the facts of most ties are never read. Stops after `max`.
   */
  find(node: number, within: IntIndexSet | null = null, max = Number.POSITIVE_INFINITY): EdgeBuffer {
    const { summaryTest } = this.test;
    edges.length = 0;
    let scanned = 0;
    for (const range of this.view.ranges(node)) {
      const { adjacency, start, end, offset, ties } = range;
      const followed = this.#followedIn(range);
      if (followed === null) continue;
      const { allowed, candidates } = followed;
      edges.reserve(end - start);
      const { ties: edgeTies, targets: edgeTargets } = edges;
      let { length } = edges;
      let i = start;
      for (; i < end && length < max; i++) {
        const other = targetAt(adjacency, i);
        if (within !== null && !within.has(other)) continue;
        const tie = ties === null ? i - offset : ties[i - offset]!;
        edgeTies[length] = tie;
        edgeTargets[length] = other;
        const summary = summaryAt(adjacency, i);
        let passes = candidates[typeStatusOf(summary)]! & mayPass(summary, summaryTest);
        if ((passes & isInconclusive(summary, summaryTest)) !== 0) passes = this.test.passesBit(tie, allowed);
        length += passes;
      }
      edges.length = length;
      scanned += i - start;
    }
    this.budget.spend(1 + (within === null ? scanned : scanned >> SCAN_COST_SHIFT));
    return edges;
  }

  /** Adds the neighbors of a node to a set, by tie id. */
  reach(node: number, reached: NodeSet): void {
    this.budget.spend(1 + this.view.degree(node, this.#side));
    const { summaryTest } = this.test;
    const { nodes, bits } = reached;
    let { size } = reached;
    for (const range of this.view.ranges(node)) {
      const { adjacency, start, end } = range;
      const followed = this.#followedIn(range);
      if (followed === null) continue;
      const { allowed, candidates } = followed;
      for (let i = start; i < end; i++) {
        const summary = summaryAt(adjacency, i);
        let passes = candidates[typeStatusOf(summary)]! & mayPass(summary, summaryTest);
        if ((passes & isInconclusive(summary, summaryTest)) !== 0) passes = this.test.passesBit(tieAt(range, i), allowed);
        const other = targetAt(adjacency, i);
        const word = bits[other >>> 5]!;
        const isNew = passes & ~(word >>> (other & 31));
        bits[other >>> 5] = word | (isNew << (other & 31));
        nodes[size] = other;
        size += isNew;
      }
    }
    reached.size = size;
  }

  /** Does a tie lead from a node to one of these nodes that is accepted? */
  meets(node: number, within: NodeSet, accepts: (other: number) => boolean): boolean {
    this.budget.spend(1 + (this.view.degree(node, this.#side) >> SCAN_COST_SHIFT));
    const { bits } = within;
    for (const range of this.view.ranges(node)) {
      const { adjacency, start, end } = range;
      const followed = this.#followedIn(range);
      if (followed === null) continue;
      const { allowed } = followed;
      for (let i = start; i < end; i++) {
        const other = targetAt(adjacency, i);
        if (((bits[other >>> 5]! >>> (other & 31)) & 1) === 0) continue;
        if (this.test.passesBit(tieAt(range, i), allowed) === 1 && accepts(other)) return true;
      }
    }
    return false;
  }

  /**
   * Reads the first adjacency entry of some nodes, so that the processor fetches them in parallel instead of one after the
   * other when each node is expanded.
   */
  prefetch(nodes: readonly number[], start: number, end: number): void {
    this.#prefetched |= prefetchAdjacency(this.view.buffers, nodes, start, end);
  }

  /** About how many ties expanding the node examines. */
  cost(node: number): number {
    return this.#side === 'ANY' ? 1 << this.view.size(node) : this.view.degree(node, this.#side);
  }

  #followedIn({ outwards }: AdjacencyRange): Followed | null {
    return outwards ? this.#outgoing : this.#incoming;
  }
}
