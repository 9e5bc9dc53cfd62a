import { appendedTies, type Buffers, LEAF, type MovedEnds, type NodeColumns, TIES_CHANGED } from './buffers.ts';
import { int32, type TieColumns, uint8 } from './columns.ts';
import { CONFIDENCE_SCALE } from './records.ts';

/** How many nodes, ties and merges can be appended before the base is folded: 5 % of it, or this if it is small. */
export interface Room {
  readonly nodes: number;
  readonly ties: number;
}

const SHARE = 0.05;
export const MINIMUM_ROOM = 1024;

export function roomFor(baseNodes: number, baseTies: number, minimum: number): Room {
  return { nodes: Math.max(minimum, Math.ceil(baseNodes * SHARE)), ties: Math.max(minimum, Math.ceil(baseTies * SHARE)) };
}

/**
 * Makes a base of nodes sorted by key (with key, kind, canon, slots filled) and ties sorted by id, whose `from` and `to`
 * are still the recorded ends. Fills the rows, then lets the ends be seen through the merges.
 */
export function assemble(nodes: NodeColumns, baseNodes: number, ties: TieColumns, baseTies: number, room: Room): Buffers {
  fillStarts(nodes.outStart, ties.from, baseTies);
  fillStarts(nodes.inStart, ties.to, baseTies);
  markLeaves(nodes, baseNodes);
  const byTo = sortedByTo(nodes.inStart, ties.to, baseTies);
  const moved = seeThroughMerges(nodes, baseNodes, ties, byTo);
  markHidden(nodes, ties, baseTies);
  return {
    baseNodes,
    baseTies,
    nodes,
    ties,
    byTo,
    fromByTo: inOrder(ties.from, byTo),
    appended: appendedTies(room.ties),
    moved,
    merges: { node: int32(room.nodes), canon: int32(room.nodes) },
    confidenceSeen: confidencesOf(ties, baseTies),
  };
}

function fillStarts(starts: Int32Array, ends: Int32Array, count: number): void {
  for (let tie = 0; tie < count; tie++) starts[ends[tie]! + 1]!++;
  for (let node = 1; node < starts.length; node++) starts[node]! += starts[node - 1]!;
}

function markLeaves({ marks, outStart, inStart }: NodeColumns, count: number): void {
  for (let node = 0; node < count; node++) {
    if (outStart[node + 1]! - outStart[node]! + inStart[node + 1]! - inStart[node]! < 2) marks[node]! |= LEAF;
  }
}

function sortedByTo(inStart: Int32Array, to: Int32Array, count: number): Int32Array {
  const next = inStart.slice();
  const byTo = int32(count);
  for (let tie = 0; tie < count; tie++) byTo[next[to[tie]!]!++] = tie;
  return byTo;
}

function inOrder(ends: Int32Array, byTo: Int32Array): Int32Array {
  const ordered = int32(byTo.length);
  for (let at = 0; at < byTo.length; at++) ordered[at] = ends[byTo[at]!]!;
  return ordered;
}

/** Links each canonical node to its members, and puts canonical ends into the ties of merged nodes only. */
function seeThroughMerges(nodes: NodeColumns, baseNodes: number, ties: TieColumns, byTo: Int32Array): MovedEnds {
  const { canon, nextMember, marks, outStart, inStart } = nodes;
  const touched: number[] = [];
  for (let node = 0; node < baseNodes; node++) {
    const keeper = canon[node]!;
    if (keeper === node) continue;
    nextMember[node] = nextMember[keeper]!;
    nextMember[keeper] = node;
    marks[node]! |= TIES_CHANGED;
    marks[keeper]! |= TIES_CHANGED;
    for (let tie = outStart[node]!; tie < outStart[node + 1]!; tie++) touched.push(tie);
    for (let at = inStart[node]!; at < inStart[node + 1]!; at++) touched.push(byTo[at]!);
  }
  const moved = [...new Set(touched)].sort((a, b) => a - b);
  const ends = { tie: int32(moved.length), from: int32(moved.length), to: int32(moved.length) };
  for (const [i, tie] of moved.entries()) {
    ends.tie[i] = tie;
    ends.from[i] = ties.from[tie]!;
    ends.to[i] = ties.to[tie]!;
    ties.from[tie] = canon[ties.from[tie]!]!;
    ties.to[tie] = canon[ties.to[tie]!]!;
  }
  return ends;
}

/** A tie whose ends are one is in the rows of its nodes but is not shown. */
function markHidden({ marks }: NodeColumns, { from, to }: TieColumns, count: number): void {
  for (let tie = 0; tie < count; tie++) if (from[tie] === to[tie]) marks[from[tie]!]! |= TIES_CHANGED;
}

function confidencesOf({ confidence }: TieColumns, count: number): Uint8Array {
  const seen = uint8(CONFIDENCE_SCALE + 1);
  for (let tie = 0; tie < count; tie++) seen[confidence[tie]!] = 1;
  return seen;
}
