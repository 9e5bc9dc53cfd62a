import {
  type Buffers,
  confidenceIn,
  ENTRY_WIDTH,
  emptyRowOffsets,
  fillRowOffsets,
  hashSlots,
  hasRunsIn,
  inEnd,
  inStart,
  insertSlot,
  int32,
  kindIn,
  type NodeColumns,
  outEnd,
  outStart,
  reorderTies,
  type StagedTies,
  TIES_CHANGED,
  uint8,
  uint16,
  withSize,
  writeEntry,
} from './buffers.ts';
import { RANK_BY_TYPE } from './encoding.ts';
import { baseDegree, withAppended } from './incidence.ts';
import { compareNodes, type GraphSnapshot, typeAt } from './lookup.ts';
import { CONFIDENCE_SCALE } from './records.ts';
import { hasLists, nextPlace, type RunColumn, runColumn, runsAt, withRuns } from './runs.ts';
import { summaryOfTie } from './tieSummary.ts';

/** How many nodes (with as many merges) and ties can be appended before the base is compacted; as many ties as that can be deleted. */
export interface SpareCapacity {
  readonly nodes: number;
  readonly ties: number;
}

/** As a share of the base; a small base has MIN_SPARE_CAPACITY. */
const SPARE_SHARE = 0.05;
export const MIN_SPARE_CAPACITY = 8_192;

export function spareCapacityFor(baseNodes: number, baseTies: number, minimum: number): SpareCapacity {
  return { nodes: Math.max(minimum, Math.ceil(baseNodes * SPARE_SHARE)), ties: Math.max(minimum, Math.ceil(baseTies * SPARE_SHARE)) };
}

/** The ties of a base while it is made. */
export interface BaseTies {
  readonly staged: StagedTies;
  readonly count: number;
  readonly runs: RunColumn;
}

/**
 * Makes a base from nodes sorted by key, with their canonical nodes, and ties sorted by id, whose `from` and `to` are the
 * recorded ends. Fills the row offsets, then replaces the ends of ties of merged nodes by the canonical nodes.
 */
export function assemble(
  nodes: NodeColumns,
  baseNodes: number,
  { staged, count: baseTies, runs }: BaseTies,
  spare: SpareCapacity,
): Buffers {
  const { to, ...ties } = staged;
  fillRowOffsets(nodes.rowOffsets, staged, baseTies);
  const { adjacency, byTo } = incidenceOf(nodes, baseNodes, staged, baseTies, spare.ties);
  const moved = resolveMerges(nodes, baseNodes, staged, byTo);
  const merges = { node: int32(spare.nodes), canon: int32(spare.nodes) };
  const column = () => int32(spare.ties);
  const links = { olderOut: column(), olderIn: column(), recordedFrom: column(), recordedTo: column() };
  const appended = { ...links, slots: hashSlots(spare.ties) };
  const deletedAt = int32(baseTies + spare.ties);
  const confidenceSeen = uint8(CONFIDENCE_SCALE + 1);
  for (let tie = 0; tie < baseTies; tie++) confidenceSeen[confidenceIn(ties.facts, tie)] = 1;
  const buffers: Buffers = { baseNodes, baseTies, nodes, ties, byTo, adjacency, appended, deletedAt, moved, merges, confidenceSeen, runs };
  for (let node = 0; node < baseNodes; node++) nodes.traits[node] = withSize(nodes.traits[node]!, baseDegree(buffers, node, 'ANY'));
  return buffers;
}

/** The adjacency of a base, merges resolved, and its index by target. */
function incidenceOf({ rowOffsets, canon }: NodeColumns, baseNodes: number, ties: StagedTies, tieCount: number, spare: number) {
  // One entry more than there are, so that the first entry of a node can be read where it has none.
  const adjacency = int32(ENTRY_WIDTH * (2 * tieCount + spare + 1));
  const byTo = int32(tieCount);
  const next = new Int32Array(baseNodes);
  for (let node = 0; node < baseNodes; node++) next[node] = inStart(rowOffsets, node);
  for (let node = 0; node < baseNodes; node++) {
    const from = canon[node]!;
    for (let tie = outStart(rowOffsets, node); tie < outEnd(rowOffsets, node); tie++) {
      const other = ties.to[tie]!;
      const summary = summaryOfTie(ties.facts, tie);
      const at = next[other]!++;
      byTo[at] = tie;
      writeEntry(adjacency, tie + inStart(rowOffsets, node), canon[other]!, summary);
      writeEntry(adjacency, at + outEnd(rowOffsets, other), from, summary);
    }
  }
  return { adjacency, byTo };
}

/** Links each canonical node to its members, and replaces `from` of the ties of merged nodes by the canonical node. */
function resolveMerges(nodes: NodeColumns, baseNodes: number, ties: StagedTies, byTo: Int32Array): Buffers['moved'] {
  const { canon, nextMember, traits, rowOffsets } = nodes;
  const touched = new Set<number>();
  for (let node = 0; node < baseNodes; node++) {
    const canonical = canon[node]!;
    if (canonical === node) continue;
    nextMember[node] = nextMember[canonical]!;
    nextMember[canonical] = node;
    traits[node]! |= TIES_CHANGED;
    traits[canonical]! |= TIES_CHANGED;
    for (let tie = outStart(rowOffsets, node); tie < outEnd(rowOffsets, node); tie++) touched.add(tie);
    for (let at = inStart(rowOffsets, node); at < inEnd(rowOffsets, node); at++) touched.add(byTo[at]!);
  }
  const tie = int32(touched.size);
  tie.set([...touched].sort((a, b) => a - b));
  const [from, to] = [tie.map((one) => ties.from[one]!), tie.map((one) => ties.to[one]!)];
  for (const [i, one] of tie.entries()) ties.from[one] = canon[from[i]!]!;
  return { tie, from, to };
}

/**
 * Compaction: a new base of what is alive at a snapshot, with spare capacity for 5 % more and for the incoming revision. The
 * old buffers are not changed, so views of them stay valid. `order`: the former index of each tie.
 */
export function compact(
  current: GraphSnapshot,
  minSpareCapacity: number,
  incoming: SpareCapacity,
): { readonly buffers: Buffers; readonly order: Int32Array } {
  const { buffers, snapshot } = current;
  const base: number[] = [];
  const later: number[] = [];
  for (let tie = 0; tie < snapshot.ties; tie++) if (current.isRecorded(tie)) (tie < buffers.baseTies ? base : later).push(tie);
  const order = withAppended(current, Int32Array.from(base), later);
  const regular = spareCapacityFor(snapshot.nodes, order.length, minSpareCapacity);
  const spare = { nodes: regular.nodes + incoming.nodes, ties: regular.ties + incoming.ties };
  const { nodes, newIndex } = nodesInOrder(buffers.nodes, snapshot.nodes, snapshot.nodes + spare.nodes);
  for (let node = 0; node < snapshot.nodes; node++) nodes.canon[newIndex[node]!] = newIndex[current.canonOf(node)]!;
  const ties = reorderTies({ ...buffers.ties, to: buffers.ties.from }, order, order.length + spare.ties);
  for (let tie = 0; tie < order.length; tie++) {
    ties.from[tie] = newIndex[current.recordedFrom(order[tie]!)]!;
    ties.to[tie] = newIndex[current.recordedTo(order[tie]!)]!;
  }
  const runs = compactRuns(ties, order.length, buffers.runs);
  return { buffers: assemble(nodes, snapshot.nodes, { staged: ties, count: order.length, runs }, spare), order };
}

/** The runs of these ties alone. */
function compactRuns({ facts, attested }: StagedTies, count: number, column: RunColumn): RunColumn {
  let compacted = runColumn();
  if (!hasLists(column)) return compacted;
  for (let tie = 0; tie < count; tie++) {
    if (!hasRunsIn(facts, tie)) continue;
    const runs = runsAt(column, attested[tie]!);
    attested[tie] = nextPlace(compacted);
    compacted = withRuns(compacted, runs);
  }
  return compacted;
}

export interface OrderedNodes {
  /** Without their canonical nodes. */
  readonly nodes: NodeColumns;
  /** From the index of a node in the source to its index here. */
  readonly newIndex: Int32Array;
}

/** The nodes of a source, sorted by key, with a capacity. */
export function nodesInOrder(
  source: Pick<NodeColumns, 'high' | 'low' | 'traits' | 'name' | 'slots'>,
  count: number,
  capacity: number,
): OrderedNodes {
  const nodes: NodeColumns = {
    high: int32(capacity),
    low: int32(capacity),
    traits: uint16(capacity),
    name: int32(capacity),
    canon: int32(capacity),
    nextMember: int32(capacity).fill(-1),
    rowOffsets: emptyRowOffsets(count),
    newestOut: int32(capacity).fill(-1),
    newestIn: int32(capacity).fill(-1),
    slots: hashSlots(capacity),
  };
  const newIndex = new Int32Array(count);
  const order = Int32Array.from({ length: count }, (_, node) => node).sort((a, b) => compareNodes(source, a, b));
  for (const [node, old] of order.entries()) {
    newIndex[old] = node;
    nodes.high[node] = source.high[old]!;
    nodes.low[node] = source.low[old]!;
    nodes.traits[node] = kindIn(source.traits[old]!);
    nodes.name[node] = source.name[old]!;
    insertSlot(nodes.slots, nodes.low[node]!, node);
  }
  return { nodes, newIndex };
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
  const { from, to, ownHigh, ownLow } = ties;
  const areParallel = (a: number, b: number) => to[a] === to[b] && from[a] === from[b] && typeAt(ties, a) === typeAt(ties, b);
  const compareOwn = (a: number, b: number) => ownHigh[a]! - ownHigh[b]! || ownLow[a]! - ownLow[b]!;
  let count = 0;
  for (let start = 0, end = 1; start < order.length; start = end++) {
    while (end < order.length && areParallel(order[start]!, order[end]!)) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareOwn(a, b) || a - b);
    for (let i = start; i < end; i++) {
      const repeated = i + 1 < end && compareOwn(order[i]!, order[i + 1]!) === 0;
      if (!repeated) order[count++] = order[i]!;
    }
  }
  return count;
}
