import type { Budget } from '../paths/budget.ts';
import type { PairGraph } from '../shape/pairGraph.ts';
import type { Scores } from './ranking.ts';
import { seededNumbers } from './seededNumbers.ts';

/** The most steps spent: betweenness is exact while entities × (entities + 2 × pairs) is at most this. */
export const MOST_STEPS = 40_000_000;

/** Fixed, so that the same graph always has the same sample. */
const SEED = 1;

/**
 * Betweenness centrality, normalized: the share of shortest paths between two other vertices on which a vertex lies, averaged
 * over all pairs. Ties are undirected.
 *
 * U. Brandes, A faster algorithm for betweenness centrality (2001): a search from each vertex, whose dependencies are
 * accumulated backwards. Beyond MAX_STEPS, from a random sample of vertices (pivots) only, scaled up (U. Brandes, C. Pich,
 * Centrality estimation in large networks, 2007).
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

/** All vertices, or a random sample without repeats: the first steps of a Fisher–Yates shuffle. */
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

/** Searches that reuse the same buffers. */
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

  /** Breadth-first search; counts the shortest paths to each vertex. Returns how many vertices were reached. */
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

  /** Shares the dependency of a vertex among its predecessors in proportion to their path counts. */
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
