import type { Budget } from '../paths/budget.ts';
import { FROM_FIRST, FROM_SECOND, type PairGraph } from '../shape/pairGraph.ts';
import type { Scores } from './ranking.ts';

/** The share of its score that a vertex passes on. */
const DAMPING = 0.85;
/** Converged where the sum of absolute changes is below this. */
const SETTLED = 1e-6;
const MOST_ROUNDS = 100;

/**
 * PageRank (S. Brin, L. Page, The anatomy of a large-scale hypertextual web search engine, 1998) by power iteration. Each pair
 * leads from the `from` of its ties to their `to`, symmetric ties lead both ways; a dangling vertex, which leads nowhere, gives
 * its score to all vertices equally. The scores add up to 1. `exact` is false where 100 rounds did not converge.
 */
export function pagerank(graph: PairGraph, budget: Budget): Scores {
  const { size, pairCount } = graph;
  const leadingOut = outDegrees(graph);
  let scores = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    budget.spend(size + pairCount);
    const next = nextRound(graph, leadingOut, scores);
    const moved = scores.reduce((sum, score, point) => sum + Math.abs(score - next[point]!), 0);
    scores = next;
    if (moved < SETTLED) return { scores, exact: true };
  }
  return { scores, exact: false };
}

function outDegrees({ size, pairCount, first, second, ways }: PairGraph): Int32Array {
  const degrees = new Int32Array(size);
  for (let pair = 0; pair < pairCount; pair++) {
    if (ways[pair]! & FROM_FIRST) degrees[first[pair]!]!++;
    if (ways[pair]! & FROM_SECOND) degrees[second[pair]!]!++;
  }
  return degrees;
}

function nextRound(
  { size, pairCount, first, second, ways }: PairGraph,
  leadingOut: Int32Array,
  scores: Float64Array,
): Float64Array<ArrayBuffer> {
  const given = scores.map((score, point) => (leadingOut[point]! > 0 ? (DAMPING * score) / leadingOut[point]! : 0));
  const kept = scores.reduce((sum, score, point) => (leadingOut[point] === 0 ? sum + score : sum), 0);
  const next = new Float64Array(size).fill((1 - DAMPING + DAMPING * kept) / size);
  for (let pair = 0; pair < pairCount; pair++) {
    const [a, b] = [first[pair]!, second[pair]!];
    if (ways[pair]! & FROM_FIRST) next[b]! += given[a]!;
    if (ways[pair]! & FROM_SECOND) next[a]! += given[b]!;
  }
  return next;
}
