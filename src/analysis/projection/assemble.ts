import { appendedTies, type Buffers, type MovedEnds, type NodeColumns } from './buffers.ts';
import { int32, type StagedTies, type TieColumns, uint8 } from './columns.ts';
import { confidenceIn } from './facts.ts';
import { fillAdjacency } from './fillAdjacency.ts';
import { CONFIDENCE_SCALE } from './records.ts';
import { fillRowOffsets, inEnd, inStart, outEnd, outStart } from './rowOffsets.ts';
import { emptyTombstones } from './tombstones.ts';
import { TIES_CHANGED, withSize } from './traits.ts';

/** How many nodes (with as many merges) and ties can be appended, and how many ties can be deleted, before the base is compacted. */
export interface SpareCapacity {
  readonly nodes: number;
  readonly ties: number;
  readonly tombstones: number;
}

/** As a share of the base; a small base has MIN_SPARE_CAPACITY. */
const SPARE_SHARE = 0.05;
export const MIN_SPARE_CAPACITY = 1024;

export function spareCapacityFor(baseNodes: number, baseTies: number, minimum: number): SpareCapacity {
  const nodes = Math.max(minimum, Math.ceil(baseNodes * SPARE_SHARE));
  const ties = Math.max(minimum, Math.ceil(baseTies * SPARE_SHARE));
  return { nodes, ties, tombstones: ties };
}

/**
 * Makes a base from nodes sorted by key (with key, traits, canon and slots filled) and ties sorted by id, whose `from` and
 * `to` are the recorded ends. Fills the row offsets, then replaces the ends of ties of merged nodes by the canonical nodes.
 */
export function assemble(nodes: NodeColumns, baseNodes: number, staged: StagedTies, baseTies: number, spare: SpareCapacity): Buffers {
  const { to, ...ties } = staged;
  fillRowOffsets(nodes.rowOffsets, staged, baseTies);
  setSizes(nodes, baseNodes);
  const { adjacency, byTo } = fillAdjacency(nodes, baseNodes, staged, baseTies, spare.ties);
  const moved = resolveMerges(nodes, baseNodes, staged, byTo);
  return {
    baseNodes,
    baseTies,
    nodes,
    ties,
    byTo,
    adjacency,
    appended: appendedTies(spare.ties),
    tombstones: emptyTombstones(baseTies + spare.ties, spare.tombstones),
    moved,
    merges: { node: int32(spare.nodes), canon: int32(spare.nodes) },
    confidenceSeen: confidencesSeen(ties, baseTies),
  };
}

function setSizes({ traits, rowOffsets }: NodeColumns, count: number): void {
  for (let node = 0; node < count; node++) {
    const degree = outEnd(rowOffsets, node) - outStart(rowOffsets, node) + inEnd(rowOffsets, node) - inStart(rowOffsets, node);
    traits[node] = withSize(traits[node]!, degree);
  }
}

/** Links each canonical node to its members, and replaces `from` of the ties of merged nodes by the canonical node. */
function resolveMerges(nodes: NodeColumns, baseNodes: number, ties: StagedTies, byTo: Int32Array): MovedEnds {
  const { canon, nextMember, traits, rowOffsets } = nodes;
  const touched: number[] = [];
  for (let node = 0; node < baseNodes; node++) {
    const canonical = canon[node]!;
    if (canonical === node) continue;
    nextMember[node] = nextMember[canonical]!;
    nextMember[canonical] = node;
    traits[node]! |= TIES_CHANGED;
    traits[canonical]! |= TIES_CHANGED;
    for (let tie = outStart(rowOffsets, node); tie < outEnd(rowOffsets, node); tie++) touched.push(tie);
    for (let at = inStart(rowOffsets, node); at < inEnd(rowOffsets, node); at++) touched.push(byTo[at]!);
  }
  const moved = [...new Set(touched)].sort((a, b) => a - b);
  const ends = { tie: int32(moved.length), from: int32(moved.length), to: int32(moved.length) };
  for (const [i, tie] of moved.entries()) {
    ends.tie[i] = tie;
    ends.from[i] = ties.from[tie]!;
    ends.to[i] = ties.to[tie]!;
    ties.from[tie] = canon[ties.from[tie]!]!;
  }
  return ends;
}

function confidencesSeen({ facts }: TieColumns, count: number): Uint8Array {
  const seen = uint8(CONFIDENCE_SCALE + 1);
  for (let tie = 0; tie < count; tie++) seen[confidenceIn(facts, tie)] = 1;
  return seen;
}
