import type { Direction } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import type { Choice } from './branches.ts';
import { type Budget, stopFor } from './budget.ts';
import { Corridors, type Terrain } from './corridors.ts';
import { OPPOSITE, SIDE } from './direction.ts';
import { Enumeration, type EnumerationContext, type Give } from './enumeration.ts';
import { Moves } from './moves.ts';
import { Neighbours } from './neighbours.ts';
import { hasOneMore } from './oneMore.ts';
import type { PathQuestion } from './question.ts';
import type { Scratch } from './scratch.ts';
import { Spots } from './spots.ts';
import type { Stations } from './stations.ts';
import type { TieTest } from './tieTest.ts';

/** A question with its defaults filled in, and what all its searches share. */
export interface Task extends Required<Pick<PathQuestion, 'from' | 'to' | 'direction' | 'time' | 'distinct' | 'maxDepth'>> {
  readonly view: View;
  readonly through: readonly number[];
  readonly test: TieTest;
  readonly stations: Stations;
  readonly budget: Budget;
  readonly scratch: Scratch;
  readonly give: Give;
  /** True where as many paths as requested were found: one more ends the search. */
  readonly isFull: () => boolean;
}

/**
 * The enumerations of all lengths that have walks, shortest first, created lazily. Where only the existence of one more path
 * matters (`isFull`), and the next length surely has one, the search stops with MAX_PATHS instead.
 */
export function* lengths(task: Task, test: TieTest, isFull = () => false): Generator<Enumeration> {
  const terrain = terrainOf(task, test);
  if (terrain.spots.waypoints >= task.maxDepth) return;
  const corridors = new Corridors(terrain);
  const context: EnumerationContext = { terrain, choice: choiceOf(task), budget: task.budget, give: task.give };
  for (let length = 1; length <= task.maxDepth && !corridors.exhausted; length++) {
    const corridor = corridors.next();
    if (corridor) yield new Enumeration(corridor, context);
    if (isFull() && length < task.maxDepth && hasOneMore(terrain, corridors)) stopFor('MAX_PATHS');
  }
}

function terrainOf({ view, from, to, through, direction, time, stations, budget, scratch }: Task, test: TieTest): Terrain {
  const spots = new Spots(from, to, through);
  const side = SIDE[direction];
  const moves = (side: Direction, towards: 'goal' | 'start') =>
    new Moves(new Neighbours(view, test, side, budget, scratch.runs), stations, spots, towards, budget, scratch);
  const onwards = moves(side, 'goal');
  const sameBothWays = side === 'ANY' && spots.waypoints === 0;
  return { view, test, time, spots, onwards, backwards: sameBothWays ? onwards : moves(OPPOSITE[side], 'start'), scratch };
}

function choiceOf({ distinct, time }: Task): Choice {
  if (distinct === 'RELATIONSHIPS') return 'EVERY';
  return time === 'ANY_TIME' ? 'BEST' : 'EVERY_WITH_DOMINANCE';
}
