import { COOPERATIVE_BIT, HOSTILE_BIT, SIGN_BITS } from '../../model/posture.ts';
import type { TieCriterion } from '../../model/tieFilter.ts';
import type { Budget } from '../paths/budget.ts';
import { IS_SYMMETRIC } from '../projection/encoding.ts';
import type { View } from '../projection/view.ts';
import { countingMatcher } from './laterWord.ts';
import { tieMatcher } from './tieMatcher.ts';

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
  readonly directions: Uint8Array;
  /** Ties of the pair by sign. */
  readonly cooperative: Int32Array;
  readonly hostile: Int32Array;
  /** The highest confidence among them, in ten-thousandths. */
  readonly cooperativeConfidence: Uint16Array;
  readonly hostileConfidence: Uint16Array;
}

/** Entities that have ties are vertices 0 .. size-1 in the order of their ids. */
interface PairsOfVertices extends Pairs {
  readonly size: number;
  /** The node of the view of each vertex. */
  readonly nodes: Int32Array;
}

/** A score of each vertex of a graph of pairs. */
export interface Scores {
  /** By vertex. */
  readonly scores: Float64Array;
  readonly exact: boolean;
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
  readonly rowVertex: Int32Array;
  readonly rowPair: Int32Array;
}

/**
 * Takes time in proportion to the ties of the view.
 * @param signed Leaves out neutral ties, and those that a later word has ended before the window, or that are said after it
 *   (`laterWord.ts`).
 */
export function pairGraph(view: View, criterion: TieCriterion, signed: boolean, budget: Budget): PairGraph {
  budget.spend(view.tieCount);
  const ties = tiesOf(view, criterion, signed, budget);
  budget.spend(2 * ties.length);
  const { nodes, vertexOf } = verticesOf(view, ties);
  const sorted = byVertices(view, ties, vertexOf, nodes.length);
  return withCsrRows({ size: nodes.length, nodes, ...mergeParallelTies(view, sorted, vertexOf) });
}

function tiesOf(view: View, criterion: TieCriterion, signed: boolean, budget: Budget): Int32Array {
  const matches = signed ? countingMatcher(view, criterion, budget) : tieMatcher(view, criterion);
  const found = new Int32Array(view.tieCount);
  let countTie = 0;
  for (let tie = 0; tie < view.tieCount; tie++) {
    if (signed && SIGN_BITS[view.typeIndex(tie)] === 0) continue;
    if (view.isAlive(tie) && matches(tie)) found[countTie++] = tie;
  }
  return found.subarray(0, countTie);
}

/** Nodes of the base are sorted by id already; appended ones are not. */
function verticesOf(view: View, ties: Int32Array): { nodes: Int32Array; vertexOf: Int32Array } {
  const { high, low } = view.buffers.nodes;
  const vertexOf = new Int32Array(view.nodeCount).fill(-1);
  for (const tie of ties) vertexOf[view.from(tie)] = vertexOf[view.to(tie)] = 0;
  const nodes = Int32Array.from(vertexOf.keys()).filter((node) => vertexOf[node] === 0);
  if ((nodes.at(-1) ?? 0) >= view.buffers.baseNodes) nodes.sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]!);
  for (let vertex = 0; vertex < nodes.length; vertex++) vertexOf[nodes[vertex]!] = vertex;
  return { nodes, vertexOf };
}

/** Two stable counting sorts: by the higher vertex, then by the lower. */
function byVertices(view: View, ties: Int32Array, vertexOf: Int32Array, size: number): Int32Array {
  const higher = (tie: number) => Math.max(vertexOf[view.from(tie)]!, vertexOf[view.to(tie)]!);
  const lower = (tie: number) => Math.min(vertexOf[view.from(tie)]!, vertexOf[view.to(tie)]!);
  return countingSort(countingSort(ties, higher, size), lower, size);
}

function countingSort(ties: Int32Array, vertexOf: (tie: number) => number, size: number): Int32Array {
  const next = new Int32Array(size + 1);
  for (const tie of ties) next[vertexOf(tie) + 1]!++;
  for (let vertex = 0; vertex < size; vertex++) next[vertex + 1]! += next[vertex]!;
  const sorted = new Int32Array(ties.length);
  for (const tie of ties) sorted[next[vertexOf(tie)]!++] = tie;
  return sorted;
}

function mergeParallelTies(view: View, ties: Int32Array, vertexOf: Int32Array): Pairs {
  const [first, second] = [new Int32Array(ties.length), new Int32Array(ties.length)];
  const [cooperative, hostile] = [new Int32Array(ties.length), new Int32Array(ties.length)];
  const [cooperativeConfidence, hostileConfidence] = [new Uint16Array(ties.length), new Uint16Array(ties.length)];
  const directions = new Uint8Array(ties.length);
  let pair = -1;
  for (const tie of ties) {
    const [a, b] = [vertexOf[view.from(tie)]!, vertexOf[view.to(tie)]!];
    const [low, high] = a < b ? [a, b] : [b, a];
    if (pair < 0 || first[pair] !== low || second[pair] !== high) pair++;
    first[pair] = low;
    second[pair] = high;
    const type = view.typeIndex(tie);
    directions[pair]! |= IS_SYMMETRIC[type] ? FROM_FIRST | FROM_SECOND : a === low ? FROM_FIRST : FROM_SECOND;
    const bits = SIGN_BITS[type]!;
    if (bits === COOPERATIVE_BIT) countTie(cooperative, cooperativeConfidence, tie);
    if (bits === HOSTILE_BIT) countTie(hostile, hostileConfidence, tie);
  }
  return { pairCount: pair + 1, first, second, directions, cooperative, hostile, cooperativeConfidence, hostileConfidence };

  function countTie(counts: Int32Array, confidences: Uint16Array, tie: number): void {
    counts[pair]!++;
    confidences[pair] = Math.max(confidences[pair]!, view.confidence(tie));
  }
}

/** Since pairs are sorted, each row is filled in the order of its vertices. */
function withCsrRows(graph: PairsOfVertices): PairGraph {
  const { size, pairCount, first, second } = graph;
  const rowStart = new Int32Array(size + 1);
  for (let pair = 0; pair < pairCount; pair++) {
    rowStart[first[pair]! + 1]!++;
    rowStart[second[pair]! + 1]!++;
  }
  for (let vertex = 0; vertex < size; vertex++) rowStart[vertex + 1]! += rowStart[vertex]!;
  const next = rowStart.slice();
  const [rowVertex, rowPair] = [new Int32Array(2 * pairCount), new Int32Array(2 * pairCount)];
  for (let pair = 0; pair < pairCount; pair++) {
    append(first[pair]!, second[pair]!, pair);
    append(second[pair]!, first[pair]!, pair);
  }
  return { ...graph, rowStart, rowVertex, rowPair };

  function append(vertex: number, other: number, pair: number): void {
    const at = next[vertex]!++;
    rowVertex[at] = other;
    rowPair[at] = pair;
  }
}
