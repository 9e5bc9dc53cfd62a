import { appendedTies, type Buffers, type MovedEnds, type NodeColumns } from './buffers.ts';
import { int32, type TieColumns, uint8 } from './columns.ts';
import { noDeaths } from './deaths.ts';
import { confidenceIn } from './facts.ts';
import { glanceIn, LEAD, type Leads, nodeIn, setLead, setNode } from './leads.ts';
import { CONFIDENCE_SCALE } from './records.ts';
import { fillRows, inEnd, inStart, outEnd, outStart } from './rows.ts';
import { TIES_CHANGED, withSize } from './traits.ts';

/** How many nodes, with as many merges, and ties can be appended, and how many ties can end, before the base is folded: 5 % of it, or this if it is small. */
export interface Room {
  readonly nodes: number;
  readonly ties: number;
  readonly deaths: number;
}

const SHARE = 0.05;
export const MINIMUM_ROOM = 1024;

export function roomFor(baseNodes: number, baseTies: number, minimum: number): Room {
  const nodes = Math.max(minimum, Math.ceil(baseNodes * SHARE));
  const ties = Math.max(minimum, Math.ceil(baseTies * SHARE));
  return { nodes, ties, deaths: ties };
}

/**
 * Makes a base of nodes sorted by key (with key, traits, canon, slots filled) and ties sorted by id, whose `from` and `to`
 * are still the recorded ends. Fills the rows, then lets the ends be seen through the merges.
 */
export function assemble(nodes: NodeColumns, baseNodes: number, ties: TieColumns, baseTies: number, room: Room): Buffers {
  const byTo = fillRows(nodes.rows, ties, baseTies);
  noteSizes(nodes, baseNodes);
  const moved = seeThroughMerges(nodes, baseNodes, ties, byTo);
  markHidden(nodes, ties, baseTies);
  return {
    baseNodes,
    baseTies,
    nodes,
    ties,
    byTo,
    leadsByTo: leadsInOrder(ties, byTo),
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

function leadsInOrder({ from, leads }: TieColumns, byTo: Int32Array): Leads {
  // One more than there are, so that the first tie to a node can be looked at where there is none.
  const ordered = int32(LEAD * (byTo.length + 1));
  for (let at = 0; at < byTo.length; at++) setLead(ordered, at, from[byTo[at]!]!, glanceIn(leads, byTo[at]!));
  return ordered;
}

/** Links each canonical node to its members, and puts canonical ends into the ties of merged nodes only. */
function seeThroughMerges(nodes: NodeColumns, baseNodes: number, ties: TieColumns, byTo: Int32Array): MovedEnds {
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
    ends.to[i] = nodeIn(ties.leads, tie);
    ties.from[tie] = canon[ties.from[tie]!]!;
    setNode(ties.leads, tie, canon[ends.to[i]!]!);
  }
  return ends;
}

/** A tie whose ends are one is in the rows of its nodes but is not shown. */
function markHidden({ traits }: NodeColumns, { from, leads }: TieColumns, count: number): void {
  for (let tie = 0; tie < count; tie++) if (from[tie] === nodeIn(leads, tie)) traits[from[tie]!]! |= TIES_CHANGED;
}

function confidencesOf({ facts }: TieColumns, count: number): Uint8Array {
  const seen = uint8(CONFIDENCE_SCALE + 1);
  for (let tie = 0; tie < count; tie++) seen[confidenceIn(facts, tie)] = 1;
  return seen;
}
