import type { Direction } from '../../model/kinds.ts';
import {
  type Adjacency,
  type Buffers,
  ENTRY_WIDTH,
  inBetween,
  inEnd,
  inStart,
  outEnd,
  outStart,
  summaryAt,
  targetAt,
  writeEntry,
} from './buffers.ts';
import { type GraphSnapshot, partitionPoint } from './lookup.ts';

/** Ties of a node that are adjacent in memory and all outgoing or all incoming: entries `start` .. `end - 1` of `adjacency`. */
export interface AdjacencyRange {
  readonly outwards: boolean;
  readonly adjacency: Adjacency;
  readonly start: number;
  readonly end: number;
  /** The tie of entry i is `ties[i - offset]`, or `i - offset` where there is no list: the ties are numbered consecutively. */
  readonly offset: number;
  readonly ties: Int32Array | null;
}

export function tieAt({ offset, ties }: AdjacencyRange, at: number): number {
  return ties === null ? at - offset : ties[at - offset]!;
}

export function countIn(ranges: readonly AdjacencyRange[], side: Direction): number {
  let count = 0;
  for (const range of ranges) if (isOnSide(side, range)) count += range.end - range.start;
  return count;
}

/** The ties on a side, by id. */
export function tiesIn(ranges: readonly AdjacencyRange[], side: Direction): Int32Array {
  const list = new Int32Array(countIn(ranges, side));
  let length = 0;
  for (const range of ranges) if (isOnSide(side, range)) for (let i = range.start; i < range.end; i++) list[length++] = tieAt(range, i);
  return list;
}

function isOnSide(side: Direction, { outwards }: AdjacencyRange): boolean {
  return side === 'ANY' || outwards === (side === 'OUT');
}

export function baseDegree({ nodes: { rowOffsets } }: Buffers, node: number, side: Direction): number {
  const out = side === 'IN' ? 0 : outEnd(rowOffsets, node) - outStart(rowOffsets, node);
  return side === 'OUT' ? out : out + inEnd(rowOffsets, node) - inStart(rowOffsets, node);
}

/** The rows of a node of the base, by id: the ties to it from nodes before it, those from it, those to it from nodes after it. */
export function baseRanges({ nodes: { rowOffsets }, adjacency, byTo }: Buffers, node: number): readonly AdjacencyRange[] {
  const [firstIn, ownEnd] = [inStart(rowOffsets, node), outEnd(rowOffsets, node)];
  const between = inBetween(rowOffsets, node) + ownEnd;
  return [
    { outwards: false, adjacency, start: firstIn + ownEnd, end: between, offset: ownEnd, ties: byTo },
    { outwards: true, adjacency, start: outStart(rowOffsets, node) + firstIn, end: ownEnd + firstIn, offset: firstIn, ties: null },
    { outwards: false, adjacency, start: between, end: inEnd(rowOffsets, node) + ownEnd, offset: ownEnd, ties: byTo },
  ];
}

/** Reads the first entry of each node, for the processor to prefetch. Returns a number without meaning, so that the reads are not optimized away. */
export function prefetchAdjacency({ baseNodes, nodes, adjacency }: Buffers, list: readonly number[], start: number, end: number): number {
  const { rowOffsets } = nodes;
  let touched = 0;
  for (let i = start; i < end; i++) {
    const node = Math.min(list[i]!, baseNodes - 1);
    touched |= targetAt(adjacency, outStart(rowOffsets, node) + inStart(rowOffsets, node));
  }
  return touched;
}

/**
 * The ties by id of a canonical node that has changed since the base was made, or has merged members: the rows of all members
 * without what is deleted or hidden, and the appended ties.
 */
export function changedRanges(snapshot: GraphSnapshot, node: number): readonly AdjacencyRange[] {
  const { buffers } = snapshot;
  const { from } = buffers.ties;
  // The list of members may go on with nodes that are still merged into another one, from which this one was separated.
  const isVisible = (tie: number, to = snapshot.to(tie)) => from[tie] !== to && (from[tie] === node || to === node);
  const ties = aliveTies(snapshot, node).filter((tie) => isVisible(tie));
  const adjacency = new Int32Array(ENTRY_WIDTH * ties.length);
  for (const [i, tie] of ties.entries()) {
    const own = snapshot.outgoingEntry(tie);
    writeEntry(adjacency, i, from[tie] === node ? targetAt(buffers.adjacency, own) : from[tie]!, summaryAt(buffers.adjacency, own));
  }
  const ranges: AdjacencyRange[] = [];
  for (let start = 0, end = 1; start < ties.length; start = end++) {
    const outwards = from[ties[start]!] === node;
    while (end < ties.length && (from[ties[end]!] === node) === outwards) end++;
    ranges.push({ outwards, adjacency, start, end, offset: 0, ties });
  }
  return ranges;
}

/** Every tie alive at a snapshot that was recorded from or to a node with this canonical node, hidden ones included. */
export function tiesRecordedWith(snapshot: GraphSnapshot, node: number, canon: number): number[] {
  const isAt = (tie: number) => snapshot.recordedFrom(tie) === node || snapshot.recordedTo(tie) === node;
  return [...new Set(aliveTies(snapshot, canon).filter(isAt))];
}

/** The ties of a canonical node that are alive at a snapshot, by id; those within it, which are hidden, once or twice. */
function aliveTies(snapshot: GraphSnapshot, node: number): Int32Array {
  const { buffers } = snapshot;
  const { nodes, baseNodes, baseTies, appended } = buffers;
  const rows: Int32Array[] = [];
  for (let member = node; member >= 0; member = nodes.nextMember[member]!) {
    if (member >= baseNodes) continue;
    rows.push(tiesIn(baseRanges(buffers, member), 'ANY').filter((tie) => snapshot.isRecorded(tie)));
  }
  const base = rows.length === 1 ? rows[0]! : Int32Array.from(rows.flatMap((row) => [...row])).sort();
  const later: number[] = [];
  for (const [newest, older] of [
    [nodes.newestOut, appended.olderOut],
    [nodes.newestIn, appended.olderIn],
  ] as const) {
    // Another thread may be prepending to the list: the head is read atomically, so that what it links to is visible.
    for (let tie = Atomics.load(newest, node); tie >= 0; tie = older[tie - baseTies]!) {
      if (snapshot.isRecorded(tie)) later.push(tie);
    }
  }
  return withAppended(snapshot, base, later);
}

/** Merges appended ties, in any order, into ties of the base, which are sorted by id. */
export function withAppended(snapshot: GraphSnapshot, base: Int32Array, later: number[]): Int32Array {
  const merged = new Int32Array(base.length + later.length);
  let [at, next] = [0, 0];
  for (const tie of later.sort((a, b) => snapshot.compareTies(a, b))) {
    const end = partitionPoint(next, base.length, (i) => snapshot.compareTies(base[i]!, tie) < 0);
    merged.set(base.subarray(next, end), at);
    at += end - next;
    merged[at++] = tie;
    next = end;
  }
  merged.set(base.subarray(next), at);
  return merged;
}
