import type { NodeColumns } from './buffers.ts';
import { sixDigits } from './digits.ts';

/**
 * A hash table with linear probing from key to node. Keys are bits of a hash already, so their low bits select the slot.
 * A slot holds node + 1; 0 is empty.
 */
type Keyed = Pick<NodeColumns, 'high' | 'low' | 'slots'>;

/** The node with this key, -1 where there is none. */
export function findNode({ high, low, slots }: Keyed, keyHigh: number, keyLow: number): number {
  const mask = slots.length - 1;
  for (let slot = keyLow & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const node = slots[slot]! - 1;
    if (low[node] === keyLow && high[node] === keyHigh) return node;
  }
  return -1;
}

/** The node of the entity whose id is at `at` in `text`, -1 where there is none. */
export function nodeById(nodes: Keyed, text: string, at: number): number {
  return findNode(nodes, sixDigits(text, at), sixDigits(text, at + 6));
}

/** Inserts a node, whose key is in its columns, into the hash table. */
export function insertNode({ low, slots }: Keyed, node: number): void {
  const mask = slots.length - 1;
  let slot = low[node]! & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = node + 1;
}

/** Below, equal to or above 0, as the key of node `a` is before, equal to or after that of `b`. */
export function compareNodes({ high, low }: Keyed, a: number, b: number): number {
  return high[a]! - high[b]! || low[a]! - low[b]!;
}
