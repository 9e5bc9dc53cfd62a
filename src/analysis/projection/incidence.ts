import type { Direction } from '../../model/kinds.ts';
import { ENTRY_WIDTH, summaryAt, targetAt, writeEntry } from './adjacency.ts';
import { type AdjacencyRange, DirectedRanges, emptyRange } from './adjacencyRanges.ts';
import type { Buffers, ReadSnapshot } from './buffers.ts';
import { outgoingEntry, toOf } from './ends.ts';
import { compareAppended, isAlive } from './identity.ts';
import { inBetween, inEnd, inStart, outEnd, outStart } from './rowOffsets.ts';
import { TieList } from './tieList.ts';
import { isChangedIn } from './traits.ts';

/**
 * The ties of a node in the order of their ids.
 *
 * Most nodes are unchanged since the base was made, and their ties are its rows (`baseDirectedRanges`, `baseAdjacencyRange`).
 * For a changed node, or one with merged members, they are collected (`changedIncidence`): the rows of all members without
 * what is deleted or hidden, and the appended ties.
 */
export function isChanged({ nodes }: Buffers, node: number): boolean {
  return isChangedIn(nodes.traits[node]!);
}

export function baseDegree({ nodes: { rowOffsets } }: Buffers, node: number, side: Direction): number {
  const out = side === 'IN' ? 0 : outEnd(rowOffsets, node) - outStart(rowOffsets, node);
  return side === 'OUT' ? out : out + inEnd(rowOffsets, node) - inStart(rowOffsets, node);
}

/** Reads the first entry of each node, for the processor to prefetch. Returns a number without meaning, so that the reads are not optimized away. */
export function prefetchAdjacency(
  { baseNodes, nodes: { rowOffsets }, adjacency }: Buffers,
  nodes: Int32Array,
  start: number,
  end: number,
): number {
  let touched = 0;
  for (let i = start; i < end; i++) {
    const node = Math.min(nodes[i]!, baseNodes - 1);
    touched |= targetAt(adjacency, outStart(rowOffsets, node) + inStart(rowOffsets, node));
  }
  return touched;
}

/** The ties of an unchanged node by id: those to it from nodes before it, those from it, those to it from nodes after it. */
export function baseDirectedRanges(
  { nodes: { rowOffsets }, adjacency, byTo }: Buffers,
  node: number,
  directedRanges: DirectedRanges,
): void {
  const [firstIn, ownEnd] = [inStart(rowOffsets, node), outEnd(rowOffsets, node)];
  const between = inBetween(rowOffsets, node) + ownEnd;
  directedRanges.clear();
  directedRanges.pushListed(false, byTo, adjacency, firstIn + ownEnd, between, ownEnd);
  directedRanges.pushOutgoing(adjacency, outStart(rowOffsets, node) + firstIn, ownEnd + firstIn, firstIn);
  directedRanges.pushListed(false, byTo, adjacency, between, inEnd(rowOffsets, node) + ownEnd, ownEnd);
}

/** The same as one contiguous range: the ties from it, then those to it. */
export function baseAdjacencyRange(
  { nodes: { rowOffsets }, adjacency, byTo }: Buffers,
  node: number,
  adjacencyRange: AdjacencyRange,
): void {
  const [firstIn, ownEnd] = [inStart(rowOffsets, node), outEnd(rowOffsets, node)];
  adjacencyRange.adjacency = adjacency;
  adjacencyRange.start = outStart(rowOffsets, node) + firstIn;
  adjacencyRange.middle = ownEnd + firstIn;
  adjacencyRange.end = inEnd(rowOffsets, node) + ownEnd;
  adjacencyRange.offset = firstIn;
  adjacencyRange.ties = byTo;
  adjacencyRange.listOffset = ownEnd;
}

/** The rows of one recorded node by id: ties to it from nodes before it, ties from it, ties to it from nodes after it. */
function pushRows(buffers: Buffers, node: number, list: TieList): void {
  const { rowOffsets } = buffers.nodes;
  list.reserve(list.length + baseDegree(buffers, node, 'ANY'));
  const { items } = list;
  let length = list.length;
  for (let at = inStart(rowOffsets, node); at < inBetween(rowOffsets, node); at++) items[length++] = buffers.byTo[at]!;
  for (let tie = outStart(rowOffsets, node); tie < outEnd(rowOffsets, node); tie++) items[length++] = tie;
  for (let at = inBetween(rowOffsets, node); at < inEnd(rowOffsets, node); at++) items[length++] = buffers.byTo[at]!;
  list.length = length;
}

/** The ties of a changed node, as one range and as directed ranges. */
export interface ChangedTies {
  readonly adjacencyRange: AdjacencyRange;
  readonly directedRanges: DirectedRanges;
}

export function changedIncidence(buffers: Buffers, snapshot: ReadSnapshot, node: number): ChangedTies {
  const ties = changedTies(buffers, snapshot, node);
  const { from } = buffers.ties;
  const adjacency = new Int32Array(ENTRY_WIDTH * ties.length);
  for (const [i, tie] of ties.entries()) {
    const own = outgoingEntry(buffers, tie);
    writeEntry(adjacency, i, from[tie] === node ? targetAt(buffers.adjacency, own) : from[tie]!, summaryAt(buffers.adjacency, own));
  }
  const directedRanges = new DirectedRanges();
  for (let start = 0; start < ties.length; ) {
    const outwards = from[ties[start]!] === node;
    let end = start + 1;
    while (end < ties.length && (from[ties[end]!] === node) === outwards) end++;
    directedRanges.pushListed(outwards, ties, adjacency, start, end, 0);
    start = end;
  }
  return { adjacencyRange: { ...emptyRange(), adjacency, end: ties.length, ties }, directedRanges };
}

function changedTies(buffers: Buffers, snapshot: ReadSnapshot, node: number): Int32Array {
  const list = new TieList();
  const { nodes, baseNodes } = buffers;
  let members = 0;
  for (let member = node; member >= 0; member = nodes.nextMember[member]!) {
    if (member < baseNodes) pushRows(buffers, member, list);
    members++;
  }
  retainVisible(buffers, snapshot, node, list);
  if (members > 1) list.items.subarray(0, list.length).sort();
  mergeAppended(buffers, appendedTies(buffers, snapshot, node), list);
  return list.toArray();
}

/** Removes ties that are deleted, that have moved to another node, or whose ends were merged into one node. */
function retainVisible(buffers: Buffers, snapshot: ReadSnapshot, node: number, list: TieList): void {
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    const tie = list.items[i]!;
    if (isVisible(buffers, snapshot, node, tie)) list.items[count++] = tie;
  }
  list.length = count;
}

function isVisible(buffers: Buffers, snapshot: ReadSnapshot, node: number, tie: number): boolean {
  if (!isAlive(buffers, snapshot, tie)) return false;
  const from = buffers.ties.from[tie];
  const to = toOf(buffers, tie);
  return from !== to && (from === node || to === node);
}

function appendedTies(buffers: Buffers, snapshot: ReadSnapshot, node: number): number[] {
  const { nodes, appended } = buffers;
  const found: number[] = [];
  follow(nodes.newestOut, appended.olderOut);
  follow(nodes.newestIn, appended.olderIn);
  return found.sort((a, b) => compareAppended(buffers, a, b));

  // Another thread may be prepending to the list: the head is read atomically, so that what it links to is visible.
  function follow(newest: Int32Array, older: Int32Array): void {
    for (let tie = Atomics.load(newest, node); tie >= 0; tie = older[tie - buffers.baseTies]!) {
      if (isVisible(buffers, snapshot, node, tie)) found.push(tie);
    }
  }
}

/** Merges sorted appended ties into the sorted ties of the base, from the end. */
function mergeAppended({ appended, baseTies }: Buffers, appendedInOrder: readonly number[], list: TieList): void {
  list.reserve(list.length + appendedInOrder.length);
  const { items } = list;
  let base = list.length - 1;
  let to = list.length + appendedInOrder.length - 1;
  for (let i = appendedInOrder.length - 1; i >= 0; to--) {
    const rank = appended.rank[appendedInOrder[i]! - baseTies]!;
    if (base >= 0 && items[base]! >= rank) items[to] = items[base--]!;
    else items[to] = appendedInOrder[i--]!;
  }
  list.length += appendedInOrder.length;
}
