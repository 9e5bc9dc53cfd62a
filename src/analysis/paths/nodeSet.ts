import type { IntermediateNodes } from './intermediateNodes.ts';
import { growArray } from './intIndexSet.ts';

/**
 * A set of nodes in insertion order: a list and a bitmap with one bit per node of the graph. For a hundred thousand nodes
 * the bitmap fits in the L1 cache, and a membership test is one read. `TieTest` reads and sets the bits itself.
 */
export class NodeSet {
  /** The first `size` count. */
  nodes = new Int32Array(256);
  size = 0;
  /** A bit for each node of the graph. */
  bits = new Int32Array(0);

  /** Sizes the bitmap for nodes below `count`. */
  cover(count: number): void {
    const words = (count + 31) >>> 5;
    if (words > this.bits.length) this.bits = new Int32Array(words);
  }

  add(node: number): void {
    const bit = 1 << (node & 31);
    if ((this.bits[node >>> 5]! & bit) !== 0) return;
    this.reserve(1);
    this.bits[node >>> 5]! |= bit;
    this.nodes[this.size++] = node;
  }

  /** Reserves capacity for `more` nodes, and for one more that branch-free code writes past the end. */
  reserve(more: number): void {
    const needed = this.size + more + 1;
    if (needed > this.nodes.length) this.nodes = growArray(this.nodes, Math.max(needed, 2 * this.nodes.length));
  }

  get capacity(): number {
    return this.nodes.length;
  }

  /** Of the nodes from index `start` on, retains those that may be intermediate nodes. */
  retainAllowed(start: number, intermediates: IntermediateNodes): void {
    let count = start;
    for (let i = start; i < this.size; i++) {
      const node = this.nodes[i]!;
      const allowed = intermediates.allowedBit(node);
      this.bits[node >>> 5]! &= ~((allowed ^ 1) << (node & 31));
      this.nodes[count] = node;
      count += allowed;
    }
    this.size = count;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.bits[this.nodes[i]! >>> 5] = 0;
    this.size = 0;
  }
}
