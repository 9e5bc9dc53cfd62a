import type { Direction } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import type { ParallelTiePolicy } from './branches.ts';
import { type Budget, stopFor } from './budget.ts';
import { OPPOSITE, SIDE } from './direction.ts';
import { type EmitPath, Enumeration, type EnumerationContext } from './enumeration.ts';
import { Expander } from './expander.ts';
import type { IntermediateNodes } from './intermediateNodes.ts';
import { LayeredSearch, type SearchContext } from './layeredSearch.ts';
import { hasLongerPath } from './longerPath.ts';
import { Neighbors } from './neighbors.ts';
import type { PathQuestion } from './question.ts';
import type { SearchBuffers } from './searchBuffers.ts';
import { StateSpace } from './stateSpace.ts';
import type { TieTest } from './tieTest.ts';

/** A question with its defaults filled in, and what all its searches share. */
export interface SearchTask extends Required<Pick<PathQuestion, 'from' | 'to' | 'direction' | 'time' | 'distinct' | 'maxDepth'>> {
  readonly view: View;
  readonly through: readonly number[];
  readonly test: TieTest;
  readonly intermediates: IntermediateNodes;
  readonly budget: Budget;
  readonly buffers: SearchBuffers;
  readonly emit: EmitPath;
  /** True where as many paths as requested were found: one more ends the search. */
  readonly isFull: () => boolean;
}

/**
 * The enumerations of all lengths that have walks, shortest first, created lazily. Where only the existence of one more path
 * matters (`isFull`), and the next length surely has one, the search stops with MAX_PATHS instead.
 */
export function* enumerationsByLength(task: SearchTask, test: TieTest, isFull = () => false): Generator<Enumeration> {
  const search = searchContext(task, test);
  if (search.space.waypointCount >= task.maxDepth) return;
  const layered = new LayeredSearch(search);
  const context: EnumerationContext = { search, policy: parallelTiePolicy(task), budget: task.budget, emit: task.emit };
  for (let length = 1; length <= task.maxDepth && !layered.exhausted; length++) {
    const pruned = layered.next();
    if (pruned) yield new Enumeration(pruned, context);
    if (isFull() && length < task.maxDepth && hasLongerPath(search, layered)) stopFor('MAX_PATHS');
  }
}

function searchContext(
  { view, from, to, through, direction, time, intermediates, budget, buffers }: SearchTask,
  test: TieTest,
): SearchContext {
  const space = new StateSpace(from, to, through);
  const side = SIDE[direction];
  const expander = (side: Direction, towards: 'goal' | 'start') =>
    new Expander(new Neighbors(view, test, side, budget, buffers.ranges), intermediates, space, towards, budget, buffers);
  const successors = expander(side, 'goal');
  const sameBothWays = side === 'ANY' && space.waypointCount === 0;
  return { view, test, time, space, successors, predecessors: sameBothWays ? successors : expander(OPPOSITE[side], 'start'), buffers };
}

function parallelTiePolicy({ distinct, time }: SearchTask): ParallelTiePolicy {
  if (distinct === 'RELATIONSHIPS') return 'EVERY';
  return time === 'ANY_TIME' ? 'BEST' : 'EVERY_WITH_DOMINANCE';
}
