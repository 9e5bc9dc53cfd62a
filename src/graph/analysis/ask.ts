import type { StopReason } from '../../analysis/paths/budget.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { AnswerTo, Question } from '../../analysis/questions.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { Context } from '../common/context.ts';
import { ask } from '../path/path.loader.ts';
import { loadTie, type TieNode } from '../relationship/relationship.loader.ts';

/** How many ties or entities are listed of one thing. */
export const MOST_LISTED = 100;

/** Asks for a whole answer. Throws QUERY_TIMEOUT where a limit came first: half of such an answer would be a wrong one. */
export async function askWhole<Q extends Question>(context: Context, view: View, question: Q): Promise<AnswerTo<Q>> {
  const answer = await ask(context, view, question);
  const { stoppedBy }: { readonly stoppedBy: StopReason | null } = answer;
  if (stoppedBy === null) return answer;
  const message = 'The question met its limit before it was answered. Ask for less: a date, fewer kinds of tie, a higher `minConfidence`.';
  throw new AllegianceError('QUERY_TIMEOUT', message);
}

/** Ties by id, in the given order, without those that are gone meanwhile. */
export async function loadTies(context: Context, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
}
