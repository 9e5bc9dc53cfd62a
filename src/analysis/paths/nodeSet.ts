import { enlarged } from './numberTable.ts';
import type { Stations } from './stations.ts';

/**
 * Nodes, in the order in which they come. A bit for each node of the graph says whether it is among them: for a hundred
 * thousand nodes that stays in the fastest memory, and to ask takes no search.
 */
export class NodeSet {
  /** The first `size` count. */
  nodes = new Int32Array(256);
  size = 0;
  bits = new Int32Array(0);

  /** Makes room for nodes below `count`. */
  cover(count: number): void {
    const words = (count + 31) >>> 5;
    if (words > this.bits.length) this.bits = new Int32Array(words);
  }

  has(node: number): boolean {
    return ((this.bits[node >>> 5]! >>> (node & 31)) & 1) !== 0;
  }

  add(node: number): void {
    this.reserve(1);
    this.addIf(node, 1);
  }

  /** Adds a node where `wanted` is 1 and it is not there yet, and nothing where it is 0. There must be room: see `reserve`. */
  addIf(node: number, wanted: number): void {
    const word = node >>> 5;
    const bits = this.bits[word]!;
    const isNew = wanted & ~(bits >>> (node & 31));
    this.bits[word] = bits | (isNew << (node & 31));
    this.nodes[this.size] = node;
    this.size += isNew;
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
