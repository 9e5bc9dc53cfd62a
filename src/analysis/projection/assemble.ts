import { appendedTies, type Buffers, type MovedEnds, type NodeColumns } from './buffers.ts';
import { int32, type StagedTies, type TieColumns, uint8 } from './columns.ts';
import { noDeaths } from './deaths.ts';
import { confidenceIn } from './facts.ts';
import { fillLeads } from './fillLeads.ts';
import { CONFIDENCE_SCALE } from './records.ts';
import { fillRows, inEnd, inStart, outEnd, outStart } from './rows.ts';
import { TIES_CHANGED, withSize } from './traits.ts';

/** How many nodes (with as many merges) and ties can be appended, and how many ties can be deleted, before the base is compacted. */
export interface Room {
  readonly nodes: number;
  readonly ties: number;
  readonly deaths: number;
}

/** As a share of the base; a small base has MIN_SPARE_CAPACITY. */
const SHARE = 0.05;
export const MINIMUM_ROOM = 1024;

export function roomFor(baseNodes: number, baseTies: number, minimum: number): Room {
  const nodes = Math.max(minimum, Math.ceil(baseNodes * SHARE));
  const ties = Math.max(minimum, Math.ceil(baseTies * SHARE));
  return { nodes, ties, deaths: ties };
}

/**
 * Makes a base from nodes sorted by key (with key, traits, canon and slots filled) and ties sorted by id, whose `from` and
 * `to` are the recorded ends. Fills the row offsets, then replaces the ends of ties of merged nodes by the canonical nodes.
 */
export function assemble(nodes: NodeColumns, baseNodes: number, staged: StagedTies, baseTies: number, room: Room): Buffers {
  const { to, ...ties } = staged;
  fillRows(nodes.rows, staged, baseTies);
  noteSizes(nodes, baseNodes);
  const { leads, byTo } = fillLeads(nodes, baseNodes, staged, baseTies, room.ties);
  const moved = seeThroughMerges(nodes, baseNodes, staged, byTo);
  return {
    baseNodes,
    baseTies,
    nodes,
    ties,
    byTo,
    leads,
    appended: appendedTies(room.ties),
    deaths: noDeaths(baseTies + room.ties, room.deaths),
    moved,
    merges: { node: int32(room.nodes), canon: int32(room.nodes) },
    confidenceSeen: confidencesOf(ties, baseTies),
  };
}

function noteSizes({ traits, rows }: NodeColumns, count: number): void {
  for (let node = 0; node < count; node++) {
    const degree = outEnd(rows, node) - outStart(rows, node) + inEnd(rows, node) - inStart(rows, node);
    traits[node] = withSize(traits[node]!, degree);
  }
}

/** Links each canonical node to its members, and replaces `from` of the ties of merged nodes by the canonical node. */
function seeThroughMerges(nodes: NodeColumns, baseNodes: number, ties: StagedTies, byTo: Int32Array): MovedEnds {
  const { canon, nextMember, traits, rows } = nodes;
  const touched: number[] = [];
  for (let node = 0; node < baseNodes; node++) {
    const keeper = canon[node]!;
    if (keeper === node) continue;
    nextMember[node] = nextMember[keeper]!;
    nextMember[keeper] = node;
    traits[node]! |= TIES_CHANGED;
    traits[keeper]! |= TIES_CHANGED;
    for (let tie = outStart(rows, node); tie < outEnd(rows, node); tie++) touched.push(tie);
    for (let at = inStart(rows, node); at < inEnd(rows, node); at++) touched.push(byTo[at]!);
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

function confidencesOf({ facts }: TieColumns, count: number): Uint8Array {
  const seen = uint8(CONFIDENCE_SCALE + 1);
  for (let tie = 0; tie < count; tie++) seen[confidenceIn(facts, tie)] = 1;
  return seen;
}
