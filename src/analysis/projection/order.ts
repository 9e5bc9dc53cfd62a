import type { StagedTies, TieColumns } from './columns.ts';
import { typeStatusIn } from './facts.ts';
import { RANK_BY_TYPE, unpackType } from './types.ts';

/** The keys of nodes, sorted. 60 bits sort fastest as native 64-bit integers; `findNode` then finds the node of each. */
export function keysInOrder(high: Int32Array, low: Int32Array, count: number): { high: Int32Array; low: Int32Array } {
  const keys = new BigUint64Array(count);
  const halves = new Int32Array(keys.buffer);
  const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0]!;
  const [highHalf, lowHalf] = littleEndian ? [1, 0] : [0, 1];
  for (let i = 0; i < count; i++) {
    halves[2 * i + highHalf] = high[i]!;
    halves[2 * i + lowHalf] = low[i]!;
  }
  keys.sort();
  const sorted = { high: new Int32Array(count), low: new Int32Array(count) };
  for (let i = 0; i < count; i++) {
    sorted.high[i] = halves[2 * i + highHalf]!;
    sorted.low[i] = halves[2 * i + lowHalf]!;
  }
  return sorted;
}

/**
 * Ties by id: from, type, to, own digits, where `from` and `to` are indexes of nodes sorted by key. Of a tie that was added
 * twice, the last one counts.
 *
 * A radix sort of three stable counting sorts, least significant part first; own digits matter only among parallel ties, and
 * these are few.
 */
export function tiesInOrder(ties: StagedTies, count: number, nodeCount: number): Int32Array {
  const first = new Int32Array(count);
  for (let tie = 0; tie < count; tie++) first[tie] = tie;
  const second = new Int32Array(count);
  countingSort(first, second, nodeCount, (tie) => ties.to[tie]!);
  // Read once in index order: the sort would read the facts twice, in random order.
  const ranks = new Uint8Array(count);
  for (let tie = 0; tie < count; tie++) ranks[tie] = RANK_BY_TYPE[typeAt(ties, tie)]!;
  countingSort(second, first, RANK_BY_TYPE.length, (tie) => ranks[tie]!);
  countingSort(first, second, nodeCount, (tie) => ties.from[tie]!);
  return second.subarray(0, sortParallelTies(ties, second));
}

function countingSort(source: Int32Array, target: Int32Array, buckets: number, bucketOf: (tie: number) => number): void {
  const next = new Int32Array(buckets + 1);
  for (const tie of source) next[bucketOf(tie) + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) next[bucket + 1]! += next[bucket]!;
  for (const tie of source) target[next[bucketOf(tie)]!++] = tie;
}

/** Sorts parallel ties of one type by own digits and drops repeats. Returns how many ties are left. */
function sortParallelTies(ties: StagedTies, order: Int32Array): number {
  let count = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && areParallel(ties, order[start]!, order[end]!)) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareOwn(ties, a, b) || a - b);
    for (let i = start; i < end; i++) {
      const repeated = i + 1 < end && compareOwn(ties, order[i]!, order[i + 1]!) === 0;
      if (!repeated) order[count++] = order[i]!;
    }
    start = end;
  }
  return count;
}

function areParallel(ties: StagedTies, a: number, b: number): boolean {
  return ties.to[a] === ties.to[b] && ties.from[a] === ties.from[b] && typeAt(ties, a) === typeAt(ties, b);
}

export function typeAt({ facts }: TieColumns, tie: number): number {
  return unpackType(typeStatusIn(facts, tie));
}

/** Below, equal to or above 0, as the own digits of tie `a` are before, equal to or after those of `b`. */
export function compareOwn({ ownHigh, ownLow }: TieColumns, a: number, b: number): number {
  return ownHigh[a]! - ownHigh[b]! || ownLow[a]! - ownLow[b]!;
}
