import type { TieCriterion } from '../../model/tieFilter.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { FROM_FIRST, FROM_SECOND, type PairGraph, pairGraph, type Scores } from '../subgraph/pairGraph.ts';
import { betweenness } from './betweenness.ts';
import { pagerank } from './pagerank.ts';

export const RANKING_MEASURES = ['DEGREE', 'IN_DEGREE', 'BETWEENNESS', 'PAGERANK'] as const;
export type RankingMeasure = (typeof RANKING_MEASURES)[number];

export interface RankingQuestion {
  readonly filter: TieCriterion;
  readonly by: RankingMeasure;
  /** How many are listed. */
  readonly first: number;
}

export interface RankingAnswer {
  /** The highest score first, then by id. */
  readonly items: readonly { readonly node: number; readonly score: number }[];
  /** false: estimated from a sample, or not converged. */
  readonly exact: boolean;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/** The entities of a subgraph by a centrality measure. Every pair that is tied counts once, whatever the number and sign of its ties. */
export function ranking(view: View, question: RankingQuestion, limits: SearchLimits): RankingAnswer {
  const budget = new Budget(limits);
  let answer: Pick<RankingAnswer, 'items' | 'exact'> = { items: [], exact: true };
  const stoppedBy = untilStopped(() => {
    const graph = pairGraph(view, question.filter, false, budget);
    const { scores, exact } = MEASURES[question.by](graph, budget);
    const vertices = Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
    answer = {
      items: Array.from(vertices.subarray(0, question.first), (vertex) => ({ node: graph.nodes[vertex]!, score: scores[vertex]! })),
      exact,
    };
  });
  return { ...answer, stoppedBy, work: budget.spent };
}

const MEASURES: Readonly<Record<RankingMeasure, (graph: PairGraph, budget: Budget) => Scores>> = {
  DEGREE: ({ size, rowStart }) => ({
    scores: Float64Array.from({ length: size }, (_, vertex) => rowStart[vertex + 1]! - rowStart[vertex]!),
    exact: true,
  }),
  IN_DEGREE: inDegree,
  BETWEENNESS: betweenness,
  PAGERANK: pagerank,
};

/** From how many others a tie leads to each vertex; a symmetric one leads to both. */
function inDegree({ size, pairCount, first, second, directions }: PairGraph): Scores {
  const scores = new Float64Array(size);
  for (let pair = 0; pair < pairCount; pair++) {
    if (directions[pair]! & FROM_FIRST) scores[second[pair]!]!++;
    if (directions[pair]! & FROM_SECOND) scores[first[pair]!]!++;
  }
  return { scores, exact: true };
}
