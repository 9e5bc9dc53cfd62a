import type { StopReason } from '../../analysis/paths/budget.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { AnswerTo, Question } from '../../analysis/questions.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { Context } from './context.ts';

/** Asks a question about the shape of the graph. */
export async function ask<Q extends Question>(context: Context, view: View, question: Q): Promise<AnswerTo<Q>> {
  const answer = await context.shape.analyst.ask(view, question, context.signal, context.from);
  if (answer.stoppedBy === 'TIME_LIMIT') context.isRepeatable = false;
  return answer;
}

/** Asks for a whole answer. Throws QUERY_TIMEOUT where a limit came first: half of such an answer would be a wrong one. */
export async function askWhole<Q extends Question>(context: Context, view: View, question: Q): Promise<AnswerTo<Q>> {
  const answer = await ask(context, view, question);
  const { stoppedBy }: { readonly stoppedBy: StopReason | null } = answer;
  if (stoppedBy === null) return answer;
  const message = 'The question met its limit before it was answered. Ask for less: a date, fewer kinds of tie, a higher `minConfidence`.';
  throw new AllegianceError('QUERY_TIMEOUT', message);
}
