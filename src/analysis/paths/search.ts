import type { View } from '../projection/view.ts';
import type { Choice } from './branches.ts';
import { type Budget, stopFor } from './budget.ts';
import { Corridors } from './corridors.ts';
import { OPPOSITE, SIDE } from './direction.ts';
import { Enumeration, type EnumerationContext, type Give } from './enumeration.ts';
import { Hops } from './hops.ts';
import { Neighbours } from './neighbours.ts';
import type { PathQuestion } from './question.ts';
import { Spots } from './spots.ts';
import type { Stations } from './stations.ts';
import type { TieTest } from './tieTest.ts';

/** A question with what is not given filled in, and what all its searches share. */
export interface Task extends Required<Pick<PathQuestion, 'from' | 'to' | 'direction' | 'time' | 'distinct' | 'maxDepth'>> {
  readonly view: View;
  readonly through: readonly number[];
  readonly test: TieTest;
  readonly stations: Stations;
  readonly budget: Budget;
  readonly give: Give;
  /** Are there as many paths as were asked for, so that one more ends the search? */
  readonly isFull: () => boolean;
}

/**
 * The enumerations of all lengths that have walks, shortest first; each is made when it is come to. Where nothing but one
 * path more is of interest (`isFull`), and the next length surely has one, the search stops for MAX_PATHS instead of making it.
 */
export function* lengths(task: Task, test: TieTest, isFull = () => false): Generator<Enumeration> {
  const { view, stations, budget, time } = task;
  const spots = new Spots(task.from, task.to, task.through);
  if (spots.waypoints >= task.maxDepth) return;
  const side = SIDE[task.direction];
  const timed = time !== 'ANY_TIME';
  const hopsOf = (towards: 'after' | 'before') => {
    const neighbours = new Neighbours(view, test, towards === 'after' ? side : OPPOSITE[side], budget);
    return new Hops(view, test, neighbours, stations, spots, towards, timed);
  };
  const onwards = hopsOf('after');
  const sameBothWays = side === 'ANY' && spots.waypoints === 0;
  const corridors = new Corridors(onwards, sameBothWays ? onwards : hopsOf('before'), spots, time, budget);
  const context: EnumerationContext = { hops: onwards, spots, time, choice: choiceOf(task), budget, give: task.give };
  for (let length = 1; length <= task.maxDepth && !corridors.exhausted; length++) {
    const corridor = corridors.next();
    if (corridor) yield new Enumeration(corridor, context);
    if (isFull() && length < task.maxDepth && corridors.hasOneMore) stopFor('MAX_PATHS');
  }
}

function choiceOf({ distinct, time }: Task): Choice {
  if (distinct === 'TIES') return 'EVERY';
  return time === 'ANY_TIME' ? 'BEST' : 'EVERY_KNOWING_ITS_RIVALS';
}
