import type { Budget } from '../paths/budget.ts';
import type { PairGraph, Scores } from '../subgraph/pairGraph.ts';

/** The most steps spent: betweenness is exact while entities × (entities + 2 × pairs) is at most this. */
export const MAX_STEPS = 40_000_000;

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
  const pivotCount = Math.min(size, Math.max(1, Math.floor(MAX_STEPS / Math.max(1, costOfOne))));
  const sums = new Float64Array(size);
  const search = new BrandesSearch(graph);
  for (const pivot of samplePivots(size, pivotCount)) {
    budget.spend(costOfOne);
    search.addDependencies(pivot, sums);
  }
  const scale = size > 2 && pivotCount > 0 ? size / pivotCount / ((size - 1) * (size - 2)) : 0;
  return { scores: sums.map((sum) => sum * scale), exact: pivotCount === size };
}

/** All vertices, or a random sample without repeats: the first steps of a Fisher–Yates shuffle. */
function samplePivots(size: number, count: number): Int32Array {
  const vertices = Int32Array.from({ length: size }, (_, vertex) => vertex);
  if (count === size) return vertices;
  const random = seededNumbers(SEED);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (size - i));
    [vertices[i], vertices[other]] = [vertices[other]!, vertices[i]!];
  }
  return vertices.subarray(0, count);
}

/** Pseudorandom numbers in [0, 1) from a seed: mulberry32 (T. Ettinger). */
function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Searches that reuse the same buffers. */
class BrandesSearch {
  readonly #order: Int32Array;
  readonly #distance: Int32Array;
  readonly #pathCounts: Float64Array;
  readonly #dependency: Float64Array;

  constructor(private readonly graph: PairGraph) {
    this.#order = new Int32Array(graph.size);
    this.#distance = new Int32Array(graph.size).fill(-1);
    this.#pathCounts = new Float64Array(graph.size);
    this.#dependency = new Float64Array(graph.size);
  }

  addDependencies(pivot: number, sums: Float64Array): void {
    const reached = this.#search(pivot);
    const order = this.#order;
    for (let i = reached - 1; i > 0; i--) {
      this.#accumulate(order[i]!);
      sums[order[i]!]! += this.#dependency[order[i]!]!;
    }
    for (let i = 0; i < reached; i++) {
      this.#distance[order[i]!] = -1;
      this.#pathCounts[order[i]!] = this.#dependency[order[i]!] = 0;
    }
  }

  /** Breadth-first search; counts the shortest paths to each vertex. Returns how many vertices were reached. */
  #search(pivot: number): number {
    const { rowStart, rowVertex } = this.graph;
    const [order, distance, paths] = [this.#order, this.#distance, this.#pathCounts];
    order[0] = pivot;
    distance[pivot] = 0;
    paths[pivot] = 1;
    let reached = 1;
    for (let i = 0; i < reached; i++) {
      const vertex = order[i]!;
      const next = distance[vertex]! + 1;
      for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
        const other = rowVertex[at]!;
        if (distance[other]! < 0) {
          distance[other] = next;
          order[reached++] = other;
        }
        if (distance[other] === next) paths[other]! += paths[vertex]!;
      }
    }
    return reached;
  }

  /** Shares the dependency of a vertex among its predecessors in proportion to their path counts. */
  #accumulate(vertex: number): void {
    const { rowStart, rowVertex } = this.graph;
    const [distance, paths, dependency] = [this.#distance, this.#pathCounts, this.#dependency];
    const share = (1 + dependency[vertex]!) / paths[vertex]!;
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      const other = rowVertex[at]!;
      if (distance[other] === distance[vertex]! - 1) dependency[other]! += paths[other]! * share;
    }
  }
}
