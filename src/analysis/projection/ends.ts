import { targetAt } from './adjacency.ts';
import type { Buffers } from './buffers.ts';
import { inStart } from './rowOffsets.ts';
import { isChangedIn } from './traits.ts';

/** The index in `Buffers.adjacency` of the entry of a tie at its `from` end. */
export function outgoingEntry(buffers: Buffers, tie: number): number {
  const { baseTies, nodes, ties } = buffers;
  if (tie >= baseTies) return baseTies + tie;
  const from = ties.from[tie]!;
  // Only a changed node can have merged members, whose ties lie in the rows that they were recorded in.
  return tie + inStart(nodes.rowOffsets, isChangedIn(nodes.traits[from]!) ? recordedFrom(buffers, tie) : from);
}

/** The node that a tie is to, merges resolved. */
export function toOf(buffers: Buffers, tie: number): number {
  return targetAt(buffers.adjacency, outgoingEntry(buffers, tie));
}

export function recordedFrom(buffers: Buffers, tie: number): number {
  if (tie >= buffers.baseTies) return buffers.appended.recordedFrom[tie - buffers.baseTies]!;
  const at = movedAt(buffers.moved.tie, tie);
  return at < 0 ? buffers.ties.from[tie]! : buffers.moved.from[at]!;
}

export function recordedTo(buffers: Buffers, tie: number): number {
  if (tie >= buffers.baseTies) return buffers.appended.recordedTo[tie - buffers.baseTies]!;
  const at = movedAt(buffers.moved.tie, tie);
  return at < 0 ? toOf(buffers, tie) : buffers.moved.to[at]!;
}

function movedAt(moved: Int32Array, tie: number): number {
  let low = 0;
  let high = moved.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (moved[middle]! < tie) low = middle + 1;
    else high = middle;
  }
  return moved[low] === tie ? low : -1;
}
