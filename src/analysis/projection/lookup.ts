import {
  type Buffers,
  CANON_CHANGED,
  inStart,
  isChangedIn,
  type NodeColumns,
  outEnd,
  outStart,
  type ReadSnapshot,
  type TieColumns,
  targetAt,
  typeStatusIn,
} from './buffers.ts';
import { digitsAt, RANK_BY_TYPE, type TieKey, TYPE_BY_CODE, unpackType } from './encoding.ts';

/** Nodes and ties by id, their order by id, and what a single one is at a snapshot. */

type KeyColumns = Pick<NodeColumns, 'high' | 'low' | 'slots'>;

/** The node with this key, -1 where there is none. */
export function findNode({ high, low, slots }: KeyColumns, keyHigh: number, keyLow: number): number {
  const mask = slots.length - 1;
  for (let slot = keyLow & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const node = slots[slot]! - 1;
    if (low[node] === keyLow && high[node] === keyHigh) return node;
  }
  return -1;
}

/** The node of the entity whose id is at `at` in `text`, -1 where there is none. */
export function nodeById(nodes: KeyColumns, text: string, at = 0): number {
  return findNode(nodes, digitsAt(text, at), digitsAt(text, at + 6));
}

/** Below, equal to or above 0, as the key of node `a` is before, equal to or after that of `b`. */
export function compareNodes({ high, low }: KeyColumns, a: number, b: number): number {
  return high[a]! - high[b]! || low[a]! - low[b]!;
}

/** The canonical node of a node at a snapshot: itself, or what it was merged into. */
export function canonOf({ nodes, merges }: Buffers, snapshot: ReadSnapshot, node: number): number {
  if (nodes.traits[node]! & CANON_CHANGED) {
    for (let i = snapshot.merges - 1; i >= 0; i--) if (merges.node[i] === node) return merges.canon[i]!;
  }
  return nodes.canon[node]!;
}

/** Is the tie there at a snapshot? It may still be hidden, where both ends were merged into one node. */
export function isAlive({ deletedAt }: Buffers, { ties, revision }: ReadSnapshot, tie: number): boolean {
  return tie < ties && (deletedAt[tie] === 0 || deletedAt[tie]! > revision);
}

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

export function recordedFrom({ baseTies, appended, moved, ties }: Buffers, tie: number): number {
  if (tie >= baseTies) return appended.recordedFrom[tie - baseTies]!;
  const at = movedAt(moved.tie, tie);
  return at < 0 ? ties.from[tie]! : moved.from[at]!;
}

export function recordedTo(buffers: Buffers, tie: number): number {
  if (tie >= buffers.baseTies) return buffers.appended.recordedTo[tie - buffers.baseTies]!;
  const at = movedAt(buffers.moved.tie, tie);
  return at < 0 ? toOf(buffers, tie) : buffers.moved.to[at]!;
}

function movedAt(moved: Int32Array, tie: number): number {
  const at = partitionPoint(0, moved.length, (i) => moved[i]! < tie);
  return moved[at] === tie ? at : -1;
}

/** Binary search: the first index of a range for which `isBefore` is false; `end` where it is true for all. */
export function partitionPoint(start: number, end: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the parts of an id begin: from 12 digits, type 2, to 12, own 12. */
const [TYPE_AT, TO_AT, OWN_AT, ID_LENGTH] = [12, 14, 26, 38];

/** The key of a tie's id, null where an end of it is unknown. */
export function tieKeyOf(nodes: KeyColumns, id: string): TieKey | null {
  if (id.length !== ID_LENGTH) return null;
  const from = nodeById(nodes, id);
  const to = nodeById(nodes, id, TO_AT);
  if (from < 0 || to < 0) return null;
  const type = TYPE_BY_CODE[digitsAt(id, TYPE_AT, 2)]!;
  return { from, type, to, ownHigh: digitsAt(id, OWN_AT), ownLow: digitsAt(id, OWN_AT + 6) };
}

export function keyOf(buffers: Buffers, tie: number): TieKey {
  const { ownHigh, ownLow } = buffers.ties;
  const [from, to] = [recordedFrom(buffers, tie), recordedTo(buffers, tie)];
  return { from, type: typeAt(buffers.ties, tie), to, ownHigh: ownHigh[tie]!, ownLow: ownLow[tie]! };
}

export function typeAt({ facts }: TieColumns, tie: number): number {
  return unpackType(typeStatusIn(facts, tie));
}

/** The tie with this id that is alive at a snapshot, -1 where there is none. */
export function findTie(buffers: Buffers, snapshot: ReadSnapshot, key: TieKey): number {
  const { baseTies, baseNodes, nodes, appended } = buffers;
  const matches = (tie: number) => compareWithinRow(buffers, tie, key) === 0 && isAlive(buffers, snapshot, tie);
  if (key.from < baseNodes) {
    const end = outEnd(nodes.rowOffsets, key.from);
    const tie = partitionPoint(outStart(nodes.rowOffsets, key.from), end, (one) => compareWithinRow(buffers, one, key) < 0);
    if (tie < end && matches(tie)) return tie;
  }
  // There is an appended tie for each change of an id; at most one of them is alive at any snapshot.
  const { slots } = appended;
  const mask = slots.length - 1;
  for (let slot = key.ownLow & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const tie = baseTies + slots[slot]! - 1;
    if (recordedFrom(buffers, tie) === key.from && matches(tie)) return tie;
  }
  return -1;
}

/** Compares a tie with a key that has the same `from`. */
function compareWithinRow(buffers: Buffers, tie: number, key: TieKey): number {
  const { nodes, ties } = buffers;
  return (
    RANK_BY_TYPE[typeAt(ties, tie)]! - RANK_BY_TYPE[key.type]! ||
    compareNodes(nodes, recordedTo(buffers, tie), key.to) ||
    ties.ownHigh[tie]! - key.ownHigh ||
    ties.ownLow[tie]! - key.ownLow
  );
}

/** Compares two ties by id. */
export function compareTies(buffers: Buffers, a: number, b: number): number {
  const { nodes, baseTies } = buffers;
  if (a < baseTies && b < baseTies) return a - b;
  return compareNodes(nodes, recordedFrom(buffers, a), recordedFrom(buffers, b)) || compareWithinRow(buffers, a, keyOf(buffers, b));
}
