import { enlarged } from './numberTable.ts';
import type { Stations } from './stations.ts';

/**
 * Nodes, in the order in which they come. A bit for each node of the graph says whether it is among them: for a hundred
 * thousand nodes that stays in the fastest memory, and to ask takes no search. `TieTest` reads and sets the bits itself.
 */
export class NodeSet {
  /** The first `size` count. */
  nodes = new Int32Array(256);
  size = 0;
  /** A bit for each node of the graph. */
  bits = new Int32Array(0);

  /** Makes room for nodes below `count`. */
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

  /** Makes room for `more` nodes, and one more that is written and does not count. */
  reserve(more: number): void {
    const needed = this.size + more + 1;
    if (needed > this.nodes.length) this.nodes = enlarged(this.nodes, Math.max(needed, 2 * this.nodes.length));
  }

  get room(): number {
    return this.nodes.length;
  }

  /** Leaves of the nodes from place `start` on only stations. */
  keep(start: number, stations: Stations): void {
    let kept = start;
    for (let i = start; i < this.size; i++) {
      const node = this.nodes[i]!;
      const wanted = stations.verdict(node);
      this.bits[node >>> 5]! &= ~((wanted ^ 1) << (node & 31));
      this.nodes[kept] = node;
      kept += wanted;
    }
    this.size = kept;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.bits[this.nodes[i]! >>> 5] = 0;
    this.size = 0;
  }
}
