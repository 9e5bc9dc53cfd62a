import type { Buffers, ReadSnapshot } from './buffers.ts';
import { recordedFrom, recordedTo } from './ends.ts';
import { compareNodes } from './keys.ts';
import { compareOwn, typeAt } from './order.ts';
import { outEnd, outStart } from './rowOffsets.ts';
import type { TieKey } from './tieKey.ts';
import { isDeleted } from './tombstones.ts';
import { RANK_BY_TYPE } from './types.ts';

/** The first tie of the base whose id is not before `key`. */
export function rankInBase(buffers: Buffers, key: TieKey): number {
  const { nodes, baseNodes } = buffers;
  if (key.from >= baseNodes) return outStart(nodes.rowOffsets, lowerBound(buffers, key.from));
  let low = outStart(nodes.rowOffsets, key.from);
  let high = outEnd(nodes.rowOffsets, key.from);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareWithinRow(buffers, middle, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lowerBound({ nodes, baseNodes }: Buffers, node: number): number {
  let low = 0;
  let high = baseNodes;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareNodes(nodes, middle, node) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Compares a tie with a key that has the same `from`. */
function compareWithinRow(buffers: Buffers, tie: number, key: TieKey): number {
  const { nodes, ties } = buffers;
  const to = recordedTo(buffers, tie);
  return (
    RANK_BY_TYPE[typeAt(ties, tie)]! - RANK_BY_TYPE[key.type]! ||
    (to === key.to ? 0 : compareNodes(nodes, to, key.to)) ||
    ties.ownHigh[tie]! - key.ownHigh ||
    ties.ownLow[tie]! - key.ownLow
  );
}

/** Compares two appended ties by id. */
export function compareAppended(buffers: Buffers, a: number, b: number): number {
  const { nodes, ties, appended, baseTies } = buffers;
  const rank = appended.rank[a - baseTies]! - appended.rank[b - baseTies]!;
  if (rank !== 0) return rank;
  return (
    compareNodes(nodes, recordedFrom(buffers, a), recordedFrom(buffers, b)) ||
    RANK_BY_TYPE[typeAt(ties, a)]! - RANK_BY_TYPE[typeAt(ties, b)]! ||
    compareNodes(nodes, recordedTo(buffers, a), recordedTo(buffers, b)) ||
    compareOwn(ties, a, b)
  );
}

/** Compares two ties by id. */
export function compareTies(buffers: Buffers, a: number, b: number): number {
  const { appended, baseTies } = buffers;
  const [isBaseA, isBaseB] = [a < baseTies, b < baseTies];
  if (isBaseA && isBaseB) return a - b;
  if (!isBaseA && !isBaseB) return compareAppended(buffers, a, b);
  if (isBaseA) return a < appended.rank[b - baseTies]! ? -1 : 1;
  return b < appended.rank[a - baseTies]! ? 1 : -1;
}

/** The tie with this id that is alive at a snapshot, -1 where there is none. */
export function findTie(buffers: Buffers, snapshot: ReadSnapshot, key: TieKey): number {
  const tie = rankInBase(buffers, key);
  const inRow = key.from < buffers.baseNodes && tie < outEnd(buffers.nodes.rowOffsets, key.from);
  if (inRow && compareWithinRow(buffers, tie, key) === 0 && isAlive(buffers, snapshot, tie)) return tie;
  return findAppended(buffers, snapshot, key);
}

/** There is an appended tie for each change of an id; at most one of them is alive at any snapshot. */
function findAppended(buffers: Buffers, snapshot: ReadSnapshot, key: TieKey): number {
  const { slots } = buffers.appended;
  const mask = slots.length - 1;
  for (let slot = key.ownLow & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const tie = buffers.baseTies + slots[slot]! - 1;
    const same = recordedFrom(buffers, tie) === key.from && compareWithinRow(buffers, tie, key) === 0;
    if (same && isAlive(buffers, snapshot, tie)) return tie;
  }
  return -1;
}

/** Inserts an appended tie, whose columns are filled, into the hash table. */
export function insertAppended({ appended, ties, baseTies }: Buffers, tie: number): void {
  const { slots } = appended;
  const mask = slots.length - 1;
  let slot = ties.ownLow[tie]! & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = tie - baseTies + 1;
}

/** Is the tie there at a snapshot? It may still be hidden, where both ends were merged into one node. */
export function isAlive({ tombstones }: Buffers, snapshot: ReadSnapshot, tie: number): boolean {
  return tie < snapshot.ties && !isDeleted(tombstones, tie, snapshot.revision);
}

export function keyOf(buffers: Buffers, tie: number): TieKey {
  const { ties } = buffers;
  const from = recordedFrom(buffers, tie);
  const to = recordedTo(buffers, tie);
  return { from, type: typeAt(ties, tie), to, ownHigh: ties.ownHigh[tie]!, ownLow: ties.ownLow[tie]! };
}
