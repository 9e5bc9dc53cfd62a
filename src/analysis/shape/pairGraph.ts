import { COOPERATIVE_BIT, HOSTILE_BIT, SIGN_BITS } from '../../model/posture.ts';
import type { Budget } from '../paths/budget.ts';
import { IS_SYMMETRIC } from '../projection/types.ts';
import type { View } from '../projection/view.ts';
import { type ShapeQuestion, ShapeTest } from './shape.ts';

/** The direction of the ties of a pair, as bits: from its first vertex, from its second. */
export const FROM_FIRST = 1;
export const FROM_SECOND = 2;

/** Each two entities that are tied are one pair, however many ties there are. Sorted by their two vertices. */
interface Pairs {
  readonly pairCount: number;
  /** The two vertices of a pair, the lower first. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** FROM_FIRST, FROM_SECOND; a symmetric tie is both. */
  readonly ways: Uint8Array;
  /** Ties of the pair by sign. */
  readonly cooperative: Int32Array;
  readonly hostile: Int32Array;
  /** The highest confidence among them, in ten-thousandths. */
  readonly sureCooperative: Uint16Array;
  readonly sureHostile: Uint16Array;
}

/** Entities that have ties are vertices 0 .. size-1 in the order of their ids. */
interface PairsOfVertices extends Pairs {
  readonly size: number;
  /** The node of the view of each vertex. */
  readonly nodes: Int32Array;
}

/**
 * A subgraph as a simple graph, in compressed sparse row format (CSR).
 *
 * The order of vertices and pairs depends on ids only, so results do not depend on how the projection was built. Rows are
 * sorted by the vertex at the other end.
 */
export interface PairGraph extends PairsOfVertices {
  /** Row i, from rowStart[i] to rowStart[i + 1] - 1, lists the vertices that share a pair with vertex i, and the pairs. */
  readonly rowStart: Int32Array;
  readonly rowPoint: Int32Array;
  readonly rowPair: Int32Array;
}

/** Takes time in proportion to the ties of the view. @param signed Leaves out neutral ties. */
export function pairGraph(view: View, question: ShapeQuestion, signed: boolean, budget: Budget): PairGraph {
  budget.spend(view.tieCount);
  const ties = tiesOf(view, question, signed);
  budget.spend(2 * ties.length);
  const { nodes, pointOf } = pointsOf(view, ties);
  const sorted = byPoints(view, ties, pointOf, nodes.length);
  return withRows({ size: nodes.length, nodes, ...mergeRuns(view, sorted, pointOf) });
}

function tiesOf(view: View, question: ShapeQuestion, signed: boolean): Int32Array {
  const test = new ShapeTest(view, question);
  const found = new Int32Array(view.tieCount);
  let count = 0;
  for (let tie = 0; tie < view.tieCount; tie++) {
    if (signed && SIGN_BITS[view.typeIndex(tie)] === 0) continue;
    if (view.isAlive(tie) && test.passes(tie)) found[count++] = tie;
  }
  return found.subarray(0, count);
}

/** Nodes of the base are sorted by id already; appended ones are not. */
function pointsOf(view: View, ties: Int32Array): { nodes: Int32Array; pointOf: Int32Array } {
  const { high, low } = view.buffers.nodes;
  const pointOf = new Int32Array(view.nodeCount).fill(-1);
  for (const tie of ties) pointOf[view.from(tie)] = pointOf[view.to(tie)] = 0;
  const nodes = Int32Array.from(pointOf.keys()).filter((node) => pointOf[node] === 0);
  if ((nodes.at(-1) ?? 0) >= view.buffers.baseNodes) nodes.sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]!);
  for (let point = 0; point < nodes.length; point++) pointOf[nodes[point]!] = point;
  return { nodes, pointOf };
}

/** Two stable counting sorts: by the higher vertex, then by the lower. */
function byPoints(view: View, ties: Int32Array, pointOf: Int32Array, size: number): Int32Array {
  const higher = (tie: number) => Math.max(pointOf[view.from(tie)]!, pointOf[view.to(tie)]!);
  const lower = (tie: number) => Math.min(pointOf[view.from(tie)]!, pointOf[view.to(tie)]!);
  return countingSort(countingSort(ties, higher, size), lower, size);
}

function countingSort(ties: Int32Array, pointOf: (tie: number) => number, size: number): Int32Array {
  const next = new Int32Array(size + 1);
  for (const tie of ties) next[pointOf(tie) + 1]!++;
  for (let point = 0; point < size; point++) next[point + 1]! += next[point]!;
  const sorted = new Int32Array(ties.length);
  for (const tie of ties) sorted[next[pointOf(tie)]!++] = tie;
  return sorted;
}

function mergeRuns(view: View, ties: Int32Array, pointOf: Int32Array): Pairs {
  const [first, second] = [new Int32Array(ties.length), new Int32Array(ties.length)];
  const [cooperative, hostile] = [new Int32Array(ties.length), new Int32Array(ties.length)];
  const [sureCooperative, sureHostile] = [new Uint16Array(ties.length), new Uint16Array(ties.length)];
  const ways = new Uint8Array(ties.length);
  let pair = -1;
  for (const tie of ties) {
    const [a, b] = [pointOf[view.from(tie)]!, pointOf[view.to(tie)]!];
    const [low, high] = a < b ? [a, b] : [b, a];
    if (pair < 0 || first[pair] !== low || second[pair] !== high) pair++;
    first[pair] = low;
    second[pair] = high;
    const type = view.typeIndex(tie);
    ways[pair]! |= IS_SYMMETRIC[type] ? FROM_FIRST | FROM_SECOND : a === low ? FROM_FIRST : FROM_SECOND;
    const bits = SIGN_BITS[type]!;
    if (bits === COOPERATIVE_BIT) count(cooperative, sureCooperative, tie);
    if (bits === HOSTILE_BIT) count(hostile, sureHostile, tie);
  }
  return { pairCount: pair + 1, first, second, ways, cooperative, hostile, sureCooperative, sureHostile };

  function count(counts: Int32Array, surest: Uint16Array, tie: number): void {
    counts[pair]!++;
    surest[pair] = Math.max(surest[pair]!, view.confidence(tie));
  }
}

/** Since pairs are sorted, each row is filled in the order of its vertices. */
function withRows(graph: PairsOfVertices): PairGraph {
  const { size, pairCount, first, second } = graph;
  const rowStart = new Int32Array(size + 1);
  for (let pair = 0; pair < pairCount; pair++) {
    rowStart[first[pair]! + 1]!++;
    rowStart[second[pair]! + 1]!++;
  }
  for (let point = 0; point < size; point++) rowStart[point + 1]! += rowStart[point]!;
  const next = rowStart.slice();
  const [rowPoint, rowPair] = [new Int32Array(2 * pairCount), new Int32Array(2 * pairCount)];
  for (let pair = 0; pair < pairCount; pair++) {
    enter(first[pair]!, second[pair]!, pair);
    enter(second[pair]!, first[pair]!, pair);
  }
  return { ...graph, rowStart, rowPoint, rowPair };

  function enter(point: number, other: number, pair: number): void {
    const at = next[point]!++;
    rowPoint[at] = other;
    rowPair[at] = pair;
  }
}
