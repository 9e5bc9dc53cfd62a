import { type Buffers, CANON_CHANGED, type Mark } from './buffers.ts';

/** The node that stands for a node at `mark`: itself, or what it was merged into. */
export function canonOf({ nodes, merges }: Buffers, mark: Mark, node: number): number {
  if (nodes.marks[node]! & CANON_CHANGED) {
    for (let i = mark.merges - 1; i >= 0; i--) if (merges.node[i] === node) return merges.canon[i]!;
  }
  return nodes.canon[node]!;
}
