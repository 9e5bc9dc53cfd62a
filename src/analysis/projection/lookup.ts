import {
  type Buffers,
  CANON_CHANGED,
  firstSlot,
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

type KeyColumns = Pick<NodeColumns, 'high' | 'low' | 'slots'>;

/** The node with this key, -1 where there is none. */
export function findNode({ high, low, slots }: KeyColumns, keyHigh: number, keyLow: number): number {
  const mask = slots.length - 1;
  for (let slot = firstSlot(slots, keyLow); slots[slot] !== 0; slot = (slot + 1) & mask) {
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

export function typeAt({ facts }: TieColumns, tie: number): number {
  return unpackType(typeStatusIn(facts, tie));
}

/** Nodes and ties at one revision: what a single one is, ties by id, and their order by id. */
export class GraphSnapshot {
  constructor(
    readonly buffers: Buffers,
    readonly snapshot: ReadSnapshot,
  ) {}

  /** The canonical node of a node: itself, or what it was merged into. */
  canonOf(node: number): number {
    const { nodes, merges } = this.buffers;
    if (nodes.traits[node]! & CANON_CHANGED) {
      for (let i = this.snapshot.merges - 1; i >= 0; i--) if (merges.node[i] === node) return merges.canon[i]!;
    }
    return nodes.canon[node]!;
  }

  /** Is the tie there, hidden between entities merged into one or not? */
  isRecorded(tie: number): boolean {
    const { ties, revision } = this.snapshot;
    const deletedAt = this.buffers.deletedAt[tie]!;
    return tie < ties && (deletedAt === 0 || deletedAt > revision);
  }

  /** The index in `Buffers.adjacency` of the entry of a tie at its `from` end. */
  outgoingEntry(tie: number): number {
    const { baseTies, nodes } = this.buffers;
    if (tie >= baseTies) return baseTies + tie;
    const from = this.from(tie);
    // Only a changed node can have merged members, whose ties lie in the rows that they were recorded in.
    return tie + inStart(nodes.rowOffsets, isChangedIn(nodes.traits[from]!) ? this.recordedFrom(tie) : from);
  }

  /** The node that a tie is from, merges resolved. */
  from(tie: number): number {
    return this.buffers.ties.from[tie]!;
  }

  /** The node that a tie is to, merges resolved. */
  to(tie: number): number {
    return targetAt(this.buffers.adjacency, this.outgoingEntry(tie));
  }

  recordedFrom(tie: number): number {
    const { baseTies, appended, moved } = this.buffers;
    return tie >= baseTies ? appended.recordedFrom[tie - baseTies]! : (moved.from[this.#movedAt(tie)] ?? this.from(tie));
  }

  recordedTo(tie: number): number {
    const { baseTies, appended, moved } = this.buffers;
    return tie >= baseTies ? appended.recordedTo[tie - baseTies]! : (moved.to[this.#movedAt(tie)] ?? this.to(tie));
  }

  keyOf(tie: number): TieKey {
    const { ties } = this.buffers;
    const [ownHigh, ownLow] = [ties.ownHigh[tie]!, ties.ownLow[tie]!];
    return { from: this.recordedFrom(tie), type: typeAt(ties, tie), to: this.recordedTo(tie), ownHigh, ownLow };
  }

  /** The tie with this id, -1 where there is none. */
  tie(id: string): number {
    const key = tieKeyOf(this.buffers.nodes, id);
    return key ? this.findTie(key) : -1;
  }

  findTie(key: TieKey): number {
    const { baseTies, baseNodes, nodes, appended } = this.buffers;
    const matches = (tie: number) => this.#compareWithinRow(tie, key) === 0 && this.isRecorded(tie);
    if (key.from < baseNodes) {
      const end = outEnd(nodes.rowOffsets, key.from);
      const tie = partitionPoint(outStart(nodes.rowOffsets, key.from), end, (one) => this.#compareWithinRow(one, key) < 0);
      if (tie < end && matches(tie)) return tie;
    }
    // There is an appended tie for each change of an id; at most one of them is alive at any snapshot.
    const { slots } = appended;
    const mask = slots.length - 1;
    for (let slot = firstSlot(slots, key.ownLow); slots[slot] !== 0; slot = (slot + 1) & mask) {
      const tie = baseTies + slots[slot]! - 1;
      if (this.recordedFrom(tie) === key.from && matches(tie)) return tie;
    }
    return -1;
  }

  /** Below or above 0, as the id of tie `a` is before or after that of `b`. */
  compareTies(a: number, b: number): number {
    const { nodes, baseTies } = this.buffers;
    if (a < baseTies && b < baseTies) return a - b;
    return compareNodes(nodes, this.recordedFrom(a), this.recordedFrom(b)) || this.#compareWithinRow(a, this.keyOf(b));
  }

  /** Where `moved` has a tie of the base; beyond its end where it has not. */
  #movedAt(tie: number): number {
    const { moved } = this.buffers;
    const at = partitionPoint(0, moved.tie.length, (i) => moved.tie[i]! < tie);
    return moved.tie[at] === tie ? at : moved.tie.length;
  }

  /** Compares a tie with a key that has the same `from`. */
  #compareWithinRow(tie: number, key: TieKey): number {
    const { nodes, ties } = this.buffers;
    return (
      RANK_BY_TYPE[typeAt(ties, tie)]! - RANK_BY_TYPE[key.type]! ||
      compareNodes(nodes, this.recordedTo(tie), key.to) ||
      ties.ownHigh[tie]! - key.ownHigh ||
      ties.ownLow[tie]! - key.ownLow
    );
  }
}
