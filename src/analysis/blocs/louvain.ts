import type { Budget } from '../paths/budget.ts';
import { moveAll } from './moves.ts';
import { merged, type WeightedGraph } from './weighted.ts';

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
 */
export function communities(graph: WeightedGraph, budget: Budget): Int32Array {
  const total = { friendly: sum(graph.friendlyDegree), hostile: sum(graph.hostileDegree) };
  const communityOf = Int32Array.from({ length: graph.size }, (_, point) => point);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const moved = moveAll(graph, communityOf, total, budget);
    if (round > 0 && !moved) break;
    mergeUp(graph, communityOf, total, budget);
  }
  return connected(graph, communityOf);
}

/** Each round improves the result, later ones hardly. */
const MOST_ROUNDS = 3;

/** Aggregates communities to vertices and moves these, until none moves. */
function mergeUp(graph: WeightedGraph, communityOf: Int32Array, total: { friendly: number; hostile: number }, budget: Budget): void {
  for (;;) {
    const count = renumber(communityOf);
    const upper = merged(graph, communityOf, count);
    budget.spend(graph.rowPoint.length);
    const upperOf = Int32Array.from({ length: count }, (_, community) => community);
    if (!moveAll(upper, upperOf, total, budget)) return;
    for (let point = 0; point < communityOf.length; point++) communityOf[point] = upperOf[communityOf[point]!]!;
  }
}

/** Renumbers communities 0, 1, 2, … by their first vertex. Returns their number. */
function renumber(communityOf: Int32Array): number {
  const numbers = new Int32Array(communityOf.length).fill(-1);
  let count = 0;
  for (let point = 0; point < communityOf.length; point++) {
    const community = communityOf[point]!;
    if (numbers[community]! < 0) numbers[community] = count++;
    communityOf[point] = numbers[community]!;
  }
  return count;
}

/** Splits communities into components that are connected by friendly ties. */
function connected({ size, rowStart, rowPoint, friendly }: WeightedGraph, communityOf: Int32Array): Int32Array {
  const pieceOf = new Int32Array(size).fill(-1);
  for (let start = 0; start < size; start++) {
    if (pieceOf[start]! >= 0) continue;
    pieceOf[start] = start;
    const waiting = [start];
    for (let point = waiting.pop(); point !== undefined; point = waiting.pop()) {
      for (let at = rowStart[point]!; at < rowStart[point + 1]!; at++) {
        const other = rowPoint[at]!;
        if (friendly[at] === 0 || pieceOf[other]! >= 0 || communityOf[other] !== communityOf[point]) continue;
        pieceOf[other] = start;
        waiting.push(other);
      }
    }
  }
  return pieceOf;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
