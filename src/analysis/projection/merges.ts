import type { Buffers, ReadSnapshot } from './buffers.ts';
import { CANON_CHANGED } from './traits.ts';

/** The canonical node of a node at a snapshot: itself, or what it was merged into. */
export function canonOf({ nodes, merges }: Buffers, snapshot: ReadSnapshot, node: number): number {
  if (nodes.traits[node]! & CANON_CHANGED) {
    for (let i = snapshot.merges - 1; i >= 0; i--) if (merges.node[i] === node) return merges.canon[i]!;
  }
  return nodes.canon[node]!;
}
