import type { StopReason } from '../../analysis/paths/budget.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { AnalysisQuestion, AnswerTo } from '../../analysis/questions.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { Context } from './context.ts';

/** Runs an analysis of the graph. An answer that was cut by time is not repeatable. */
export async function runAnalysis<Q extends AnalysisQuestion>(context: Context, view: View, question: Q): Promise<AnswerTo<Q>> {
  const answer = await context.services.workerPool.run(view, question, context.signal, context.clientKey, context.release);
  if (answer.stoppedBy === 'TIME_LIMIT') context.isRepeatable = false;
  return answer;
}

/**
 * Runs an analysis whose partial answer would be wrong.
 * @throws QUERY_TIMEOUT if it reaches a limit first
 */
export async function runCompleteAnalysis<Q extends AnalysisQuestion>(context: Context, view: View, question: Q): Promise<AnswerTo<Q>> {
  const answer = await runAnalysis(context, view, question);
  const { stoppedBy }: { readonly stoppedBy: StopReason | null } = answer;
  if (stoppedBy === null) return answer;
  throw incomplete();
}

/** QUERY_TIMEOUT: a limit was reached before there was an answer. */
export function incomplete(): AllegianceError {
  const message =
    'The query reached its limit before its answer was complete. Narrow it: a date, fewer types of relationship, a higher `minConfidence`.';
  return new AllegianceError('QUERY_TIMEOUT', message);
}
