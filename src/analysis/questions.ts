import { type BalanceAnswer, type BalanceQuestion, balance } from './balance/balance.ts';
import { type BlocsAnswer, type BlocsQuestion, blocs } from './blocs/blocs.ts';
import { type ChangesAnswer, changes } from './changes/changes.ts';
import type { ChangesQuestion } from './changes/question.ts';
import { type ImpactAnswer, type ImpactQuestion, impact } from './impact/impact.ts';
import { type BreakdownAnswer, type BreakdownQuestion, breakdown } from './list/breakdown.ts';
import { type TieSeriesAnswer, type TieSeriesQuestion, tieSeries } from './list/tieSeries.ts';
import { countTies, listTies, type TieCountAnswer, type TieCountQuestion, type TieListAnswer, type TieListQuestion } from './list/ties.ts';
import {
  type DistanceAnswer,
  type DistanceQuestion,
  distance,
  type ReachableAnswer,
  type ReachableQuestion,
  reachable,
} from './paths/breadthFirst.ts';
import type { SearchLimits } from './paths/budget.ts';
import { type ChainAnswer, type ChainStep, chains } from './paths/chains.ts';
import { paths } from './paths/paths.ts';
import type { PathAnswer, PathQuestion } from './paths/question.ts';
import type { View } from './projection/view.ts';
import { type RankingAnswer, type RankingQuestion, ranking } from './ranking/ranking.ts';
import type { PairQuestion } from './stance/between.ts';
import { type HistoryAnswer, stanceHistory } from './stance/history.ts';
import { type StanceAnswer, type StanceQuestion, stance } from './stance/stance.ts';

/** A query of the graph as a plain value, which can be posted to another thread. */
export type AnalysisQuestion =
  | ({ readonly kind: 'paths' } & PathQuestion)
  | ({ readonly kind: 'distance' } & DistanceQuestion)
  | ({ readonly kind: 'reachable' } & ReachableQuestion)
  | { readonly kind: 'chains'; readonly from: number; readonly steps: readonly ChainStep[]; readonly maxChains: number }
  | ({ readonly kind: 'stance' } & StanceQuestion)
  | ({ readonly kind: 'stanceHistory' } & PairQuestion)
  | ({ readonly kind: 'changes' } & ChangesQuestion)
  | ({ readonly kind: 'blocs' } & BlocsQuestion)
  | ({ readonly kind: 'ranking' } & RankingQuestion)
  | ({ readonly kind: 'balance' } & BalanceQuestion)
  | ({ readonly kind: 'tieList' } & TieListQuestion)
  | ({ readonly kind: 'tieCount' } & TieCountQuestion)
  | ({ readonly kind: 'tieBreakdown' } & BreakdownQuestion)
  | ({ readonly kind: 'tieSeries' } & TieSeriesQuestion)
  | ({ readonly kind: 'impact' } & ImpactQuestion);

export interface AnalysisAnswers {
  readonly paths: PathAnswer;
  readonly distance: DistanceAnswer;
  readonly reachable: ReachableAnswer;
  readonly chains: ChainAnswer;
  readonly stance: StanceAnswer;
  readonly stanceHistory: HistoryAnswer;
  readonly changes: ChangesAnswer;
  readonly blocs: BlocsAnswer;
  readonly ranking: RankingAnswer;
  readonly balance: BalanceAnswer;
  readonly tieList: TieListAnswer;
  readonly tieCount: TieCountAnswer;
  readonly tieBreakdown: BreakdownAnswer;
  readonly tieSeries: TieSeriesAnswer;
  readonly impact: ImpactAnswer;
}
export type AnswerTo<Q extends AnalysisQuestion> = AnalysisAnswers[Q['kind']];

/** Runs any question. Pure: the same view and question give the same answer, unless a limit stops it. */
export function answer<Q extends AnalysisQuestion>(view: View, question: Q, limits: SearchLimits): AnswerTo<Q> {
  return answerAny(view, question, limits) as AnswerTo<Q>;
}

function answerAny(view: View, question: AnalysisQuestion, limits: SearchLimits): AnalysisAnswers[keyof AnalysisAnswers] {
  switch (question.kind) {
    case 'paths':
      return paths(view, question, limits);
    case 'distance':
      return distance(view, question, limits);
    case 'reachable':
      return reachable(view, question, limits);
    case 'chains':
      return chains(view, question.from, question.steps, question.maxChains, limits);
    case 'stance':
      return stance(view, question, limits);
    case 'stanceHistory':
      return stanceHistory(view, question, limits);
    case 'changes':
      return changes(view, question, limits);
    case 'blocs':
      return blocs(view, question, limits);
    case 'ranking':
      return ranking(view, question, limits);
    case 'balance':
      return balance(view, question, limits);
    case 'tieList':
      return listTies(view, question, limits);
    case 'tieCount':
      return countTies(view, question, limits);
    case 'tieBreakdown':
      return breakdown(view, question, limits);
    case 'tieSeries':
      return tieSeries(view, question, limits);
    case 'impact':
      return impact(view, question, limits);
  }
}
