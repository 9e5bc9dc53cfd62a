import type { Budget } from '../paths/budget.ts';
import { FROM_FIRST, FROM_SECOND, type PairGraph, type Scores } from '../subgraph/pairGraph.ts';

/** The share of its score that a vertex passes on. */
const DAMPING = 0.85;
/** Converged where the sum of absolute changes is below this. */
const TOLERANCE = 1e-6;
const MAX_ROUNDS = 100;

/**
 * PageRank (S. Brin, L. Page, The anatomy of a large-scale hypertextual web search engine, 1998) by power iteration. Each pair
 * leads from the `from` of its ties to their `to`, symmetric ties lead both ways; a dangling vertex, which leads nowhere, gives
 * its score to all vertices equally. The scores add up to 1. `exact` is false where 100 rounds did not converge.
 */
export function pagerank(graph: PairGraph, budget: Budget): Scores {
  const { size, pairCount } = graph;
  const outDegree = outDegrees(graph);
  let scores = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    budget.spend(size + pairCount);
    const next = nextRound(graph, outDegree, scores);
    const difference = scores.reduce((sum, score, vertex) => sum + Math.abs(score - next[vertex]!), 0);
    scores = next;
    if (difference < TOLERANCE) return { scores, exact: true };
  }
  return { scores, exact: false };
}

function outDegrees({ size, pairCount, first, second, directions }: PairGraph): Int32Array {
  const degrees = new Int32Array(size);
  for (let pair = 0; pair < pairCount; pair++) {
    if (directions[pair]! & FROM_FIRST) degrees[first[pair]!]!++;
    if (directions[pair]! & FROM_SECOND) degrees[second[pair]!]!++;
  }
  return degrees;
}

function nextRound(
  { size, pairCount, first, second, directions }: PairGraph,
  outDegree: Int32Array,
  scores: Float64Array,
): Float64Array<ArrayBuffer> {
  const passedOn = scores.map((score, vertex) => (outDegree[vertex]! > 0 ? (DAMPING * score) / outDegree[vertex]! : 0));
  const dangling = scores.reduce((sum, score, vertex) => (outDegree[vertex] === 0 ? sum + score : sum), 0);
  const next = new Float64Array(size).fill((1 - DAMPING + DAMPING * dangling) / size);
  for (let pair = 0; pair < pairCount; pair++) {
    const [a, b] = [first[pair]!, second[pair]!];
    if (directions[pair]! & FROM_FIRST) next[b]! += passedOn[a]!;
    if (directions[pair]! & FROM_SECOND) next[a]! += passedOn[b]!;
  }
  return next;
}
