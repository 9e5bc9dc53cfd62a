import type { Direction } from '../../model/kinds.ts';
import { summaryAt, targetAt } from '../projection/buffers.ts';
import { type AdjacencyRange, AdjacencyRanges, prefetchAdjacency, tieAt } from '../projection/incidence.ts';
import { isInconclusive, mayPass, typeStatusOf } from '../projection/tieSummary.ts';
import type { View } from '../projection/view.ts';
import { type Budget, SCAN_COST_SHIFT } from './budget.ts';
import type { EdgeBuffer, IntIndexSet, NodeSet } from './searchBuffers.ts';
import type { TieTest } from './tieTest.ts';

/** FORWARD follows each tie from its `from` to its `to`, BACKWARD in reverse; symmetric ties are followed both ways. */
export type PathDirection = 'FORWARD' | 'BACKWARD' | 'ANY';

/** The ties of a node that each direction follows. */
export const SIDE: Record<PathDirection, Direction> = { FORWARD: 'OUT', BACKWARD: 'IN', ANY: 'ANY' };

export const OPPOSITE: Record<Direction, Direction> = { OUT: 'IN', IN: 'OUT', ANY: 'ANY' };

/**
 * The ties that lead from a node to its neighbors, by id: those from it (OUT), to it (IN), or both (ANY). A symmetric tie has no
 * direction and is followed from either end. The loops are branch-free (predicated), so that the processor continues with
 * the next ties while memory is read.
 */
export class Neighbors {
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
    private readonly found = new AdjacencyRanges(),
  ) {
    const { allowed, symmetric } = test.tables;
    // Where no symmetric tie can pass, one side of a node is enough.
    this.#side = symmetric.includes(1) ? 'ANY' : direction;
    this.#outgoing = direction === 'IN' ? symmetric : allowed;
    this.#incoming = direction === 'OUT' ? symmetric : allowed;
  }

  /**
   * Fills `edges` with the ties of a node that pass the test and the nodes they lead to. With `within`, only ties that lead
   * to one of these nodes: where few do, this is far cheaper, since the facts of most ties are never read. Stops after `max`.
   */
  find(node: number, edges: EdgeBuffer, within: IntIndexSet | null = null, max = Number.POSITIVE_INFINITY): void {
    edges.length = 0;
    const ranges = this.view.ranges(node, this.found);
    let scanned = 0;
    for (let i = 0; i < ranges.length && edges.length < max; i++) {
      const range = ranges.items[i]!;
      if (this.#follows(range)) scanned += this.#select(range, within, max, edges);
    }
    this.budget.spend(1 + (within === null ? scanned : scanned >> SCAN_COST_SHIFT));
  }

  /** Returns how many ties were scanned. */
  #select(range: AdjacencyRange, within: IntIndexSet | null, max: number, edges: EdgeBuffer): number {
    const { adjacency, start, end, offset, ties } = range;
    const { summaryTest } = this.test;
    const allowed = this.#allowedIn(range);
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
      let passes = allowed[typeStatusOf(summary)]! & mayPass(summary, summaryTest);
      if ((passes & isInconclusive(summary, summaryTest)) !== 0) passes = this.test.passesBit(tie, allowed);
      length += passes;
    }
    edges.length = length;
    return i - start;
  }

  /** Adds the neighbors of a node to a set, by tie id. */
  reach(node: number, reached: NodeSet): void {
    this.budget.spend(1 + this.view.degree(node, this.#side));
    const ranges = this.view.ranges(node, this.found);
    for (let i = 0; i < ranges.length; i++) if (this.#follows(ranges.items[i]!)) this.#reach(ranges.items[i]!, reached);
  }

  #reach(range: AdjacencyRange, reached: NodeSet): void {
    const { adjacency, start, end } = range;
    const { summaryTest } = this.test;
    const allowed = this.#allowedIn(range);
    reached.reserve(end - start);
    const { nodes, bits } = reached;
    let { size } = reached;
    for (let i = start; i < end; i++) {
      const summary = summaryAt(adjacency, i);
      let passes = allowed[typeStatusOf(summary)]! & mayPass(summary, summaryTest);
      if ((passes & isInconclusive(summary, summaryTest)) !== 0) passes = this.test.passesBit(tieAt(range, i), allowed);
      const node = targetAt(adjacency, i);
      const word = bits[node >>> 5]!;
      const isNew = passes & ~(word >>> (node & 31));
      bits[node >>> 5] = word | (isNew << (node & 31));
      nodes[size] = node;
      size += isNew;
    }
    reached.size = size;
  }

  /** Does a tie lead from a node to one of these nodes that is accepted? */
  meets(node: number, within: NodeSet, accepts: (other: number) => boolean): boolean {
    this.budget.spend(1 + (this.view.degree(node, this.#side) >> SCAN_COST_SHIFT));
    const ranges = this.view.ranges(node, this.found);
    for (let i = 0; i < ranges.length; i++) {
      if (this.#follows(ranges.items[i]!) && this.#meets(ranges.items[i]!, within.bits, accepts)) return true;
    }
    return false;
  }

  #meets(range: AdjacencyRange, bits: Int32Array, accepts: (node: number) => boolean): boolean {
    const { adjacency, start, end } = range;
    let i = start;
    // Four at a time: a match is rare.
    for (; i + 4 <= end; i += 4) {
      const [a, b, c, d] = [targetAt(adjacency, i), targetAt(adjacency, i + 1), targetAt(adjacency, i + 2), targetAt(adjacency, i + 3)];
      const any =
        (bits[a >>> 5]! >>> (a & 31)) | (bits[b >>> 5]! >>> (b & 31)) | (bits[c >>> 5]! >>> (c & 31)) | (bits[d >>> 5]! >>> (d & 31));
      if ((any & 1) !== 0 && this.#meetsOneOf(range, i, i + 4, bits, accepts)) return true;
    }
    return this.#meetsOneOf(range, i, end, bits, accepts);
  }

  #meetsOneOf(range: AdjacencyRange, start: number, end: number, bits: Int32Array, accepts: (node: number) => boolean): boolean {
    const allowed = this.#allowedIn(range);
    for (let i = start; i < end; i++) {
      const node = targetAt(range.adjacency, i);
      if (((bits[node >>> 5]! >>> (node & 31)) & 1) === 0) continue;
      if (this.test.passesBit(tieAt(range, i), allowed) === 1 && accepts(node)) return true;
    }
    return false;
  }

  /**
   * Reads the first adjacency entry of some nodes, so that the processor fetches them in parallel instead of one after the
   * other when each node is expanded.
   */
  prefetch(nodes: Int32Array, start: number, end: number): void {
    this.#prefetched |= prefetchAdjacency(this.view.buffers, nodes, start, end);
  }

  /** About how many ties expanding the node examines. */
  cost(node: number): number {
    return this.#side === 'ANY' ? 1 << this.view.size(node) : this.view.degree(node, this.#side);
  }

  #allowedIn({ outwards }: AdjacencyRange): Uint8Array {
    return outwards ? this.#outgoing : this.#incoming;
  }

  #follows({ outwards }: AdjacencyRange): boolean {
    return this.#side === 'ANY' || outwards === (this.#side === 'OUT');
  }
}
