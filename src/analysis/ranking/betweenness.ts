import type { Budget } from '../paths/budget.ts';
import type { PairGraph } from '../shape/pairGraph.ts';
import type { Scores } from './ranking.ts';
import { seededNumbers } from './seededNumbers.ts';

/** Steps that are spent on it: so it is exact while entities × (entities + 2 × pairs) is not more. */
export const MOST_STEPS = 40_000_000;

/** The same sample for the same graph, always. */
const SEED = 1;

/**
 * How often an entity lies on shortest paths between two others, as a share of all such pairs; where there are several
 * shortest paths each counts for its share. Ties are followed both ways.
 *
 * U. Brandes, A faster algorithm for betweenness centrality (2001): one search from each point, whose dependencies are added
 * up backwards. Beyond MOST_STEPS from a sample of points only, scaled up (U. Brandes, C. Pich, Centrality estimation in
 * large networks, 2007).
 */
export function betweenness(graph: PairGraph, budget: Budget): Scores {
  const { size, pairCount } = graph;
  const costOfOne = size + 2 * pairCount;
  const sources = Math.min(size, Math.max(1, Math.floor(MOST_STEPS / Math.max(1, costOfOne))));
  const sums = new Float64Array(size);
  const search = new Search(graph);
  for (const source of sample(size, sources)) {
    budget.spend(costOfOne);
    search.addDependencies(source, sums);
  }
  const scale = size > 2 && sources > 0 ? size / sources / ((size - 1) * (size - 2)) : 0;
  return { scores: sums.map((sum) => sum * scale), exact: sources === size };
}

/** All points, or some of them by chance, none twice: the first steps of a Fisher–Yates shuffle. */
function sample(size: number, count: number): Int32Array {
  const points = Int32Array.from({ length: size }, (_, point) => point);
  if (count === size) return points;
  const random = seededNumbers(SEED);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (size - i));
    [points[i], points[other]] = [points[other]!, points[i]!];
  }
  return points.subarray(0, count);
}

/** One search after the other in the same memory. */
class Search {
  readonly #order: Int32Array;
  readonly #distance: Int32Array;
  readonly #paths: Float64Array;
  readonly #dependency: Float64Array;

  constructor(private readonly graph: PairGraph) {
    this.#order = new Int32Array(graph.size);
    this.#distance = new Int32Array(graph.size).fill(-1);
    this.#paths = new Float64Array(graph.size);
    this.#dependency = new Float64Array(graph.size);
  }

  addDependencies(source: number, sums: Float64Array): void {
    const reached = this.#goOut(source);
    const order = this.#order;
    for (let i = reached - 1; i > 0; i--) {
      this.#passBack(order[i]!);
      sums[order[i]!]! += this.#dependency[order[i]!]!;
    }
    for (let i = 0; i < reached; i++) {
      this.#distance[order[i]!] = -1;
      this.#paths[order[i]!] = this.#dependency[order[i]!] = 0;
    }
  }

  /** Breadth first; counts the shortest paths to each point. Returns how many were reached. */
  #goOut(source: number): number {
    const { rowStart, rowPoint } = this.graph;
    const [order, distance, paths] = [this.#order, this.#distance, this.#paths];
    order[0] = source;
    distance[source] = 0;
    paths[source] = 1;
    let reached = 1;
    for (let i = 0; i < reached; i++) {
      const point = order[i]!;
      const next = distance[point]! + 1;
      for (let at = rowStart[point]!; at < rowStart[point + 1]!; at++) {
        const other = rowPoint[at]!;
        if (distance[other]! < 0) {
          distance[other] = next;
          order[reached++] = other;
        }
        if (distance[other] === next) paths[other]! += paths[point]!;
      }
    }
    return reached;
  }

  /** What depends on a point is shared among those before it, by the number of their paths. */
  #passBack(point: number): void {
    const { rowStart, rowPoint } = this.graph;
    const [distance, paths, dependency] = [this.#distance, this.#paths, this.#dependency];
    const share = (1 + dependency[point]!) / paths[point]!;
    for (let at = rowStart[point]!; at < rowStart[point + 1]!; at++) {
      const other = rowPoint[at]!;
      if (distance[other] === distance[point]! - 1) dependency[other]! += paths[other]! * share;
    }
  }
}
