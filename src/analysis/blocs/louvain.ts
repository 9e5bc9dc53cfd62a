import type { Budget } from '../paths/budget.ts';
import { moveVertices } from './localMoving.ts';
import { aggregated, type WeightedGraph } from './weighted.ts';

/**
 * Communities of a signed graph.
 *
 * The Louvain method (V. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, Fast unfolding of communities in large
 * networks, 2008) on the modularity of signed networks (S. Gómez, P. Jensen, A. Arenas, Analysis of community structure in
 * networks of correlated data, 2009): the friendly weight within communities above its expectation, less the hostile weight
 * within them above its expectation. Vertices are moved, communities become vertices, and so on until nothing improves; then
 * single vertices may move again, for at most three rounds. Finally, communities that are not connected by friendly ties
 * are split into connected ones, as the Leiden method guarantees (V. Traag, L. Waltman, N. J. van Eck, From Louvain to
 * Leiden, 2019).
 *
 * Deterministic: vertices are visited in order, and among equal gains the lowest community wins.
 *
 * @param start The first partition, each community numbered below the size of the graph. Default: every vertex by itself.
 */
export function communities(graph: WeightedGraph, budget: Budget, start: Int32Array = singles(graph.size)): Int32Array {
  const total = { friendly: sum(graph.friendlyDegree), hostile: sum(graph.hostileDegree) };
  const communityOf = start.slice();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const moved = moveVertices(graph, communityOf, total, budget);
    if (round > 0 && !moved) break;
    aggregateLevels(graph, communityOf, total, budget);
  }
  return splitDisconnected(graph, communityOf);
}

/** Each round improves the result, later ones hardly. */
const MAX_ROUNDS = 3;

/** Aggregates communities to vertices and moves these, until none moves. */
function aggregateLevels(
  graph: WeightedGraph,
  communityOf: Int32Array,
  total: { friendly: number; hostile: number },
  budget: Budget,
): void {
  for (;;) {
    const count = renumber(communityOf);
    const upper = aggregated(graph, communityOf, count);
    budget.spend(graph.rowVertex.length);
    const upperOf = Int32Array.from({ length: count }, (_, community) => community);
    if (!moveVertices(upper, upperOf, total, budget)) return;
    for (let vertex = 0; vertex < communityOf.length; vertex++) communityOf[vertex] = upperOf[communityOf[vertex]!]!;
  }
}

/** Renumbers communities 0, 1, 2, … by their first vertex. Returns their number. */
function renumber(communityOf: Int32Array): number {
  const numbers = new Int32Array(communityOf.length).fill(-1);
  let count = 0;
  for (let vertex = 0; vertex < communityOf.length; vertex++) {
    const community = communityOf[vertex]!;
    if (numbers[community]! < 0) numbers[community] = count++;
    communityOf[vertex] = numbers[community]!;
  }
  return count;
}

/** Splits communities into components that are connected by friendly ties. */
export function splitDisconnected({ size, rowStart, rowVertex, friendly }: WeightedGraph, communityOf: Int32Array): Int32Array {
  const pieceOf = new Int32Array(size).fill(-1);
  for (let start = 0; start < size; start++) {
    if (pieceOf[start]! >= 0) continue;
    pieceOf[start] = start;
    const queue = [start];
    for (let vertex = queue.pop(); vertex !== undefined; vertex = queue.pop()) {
      for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
        const other = rowVertex[at]!;
        if (friendly[at] === 0 || pieceOf[other]! >= 0 || communityOf[other] !== communityOf[vertex]) continue;
        pieceOf[other] = start;
        queue.push(other);
      }
    }
  }
  return pieceOf;
}

function singles(size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, vertex) => vertex);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
