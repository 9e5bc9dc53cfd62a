import type { Direction } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import { Budget } from './budget.ts';
import { OPPOSITE } from './direction.ts';
import { Neighbours } from './neighbours.ts';
import { NumberTable } from './numberTable.ts';
import type { TieTest } from './tieTest.ts';
import { Ways } from './ways.ts';

/** Finds all ties between two nodes that pass a filter, each pair once. */
export class ParallelTies {
  readonly #found = new Map<string, readonly number[]>();
  readonly #onwards: Neighbours;
  readonly #backwards: Neighbours;

  constructor(
    private readonly view: View,
    test: TieTest,
    side: Direction,
  ) {
    const unlimited = new Budget({ steps: Number.POSITIVE_INFINITY });
    this.#onwards = new Neighbours(view, test, side, unlimited);
    this.#backwards = new Neighbours(view, test, OPPOSITE[side], unlimited);
  }

  /** By which one gets from `from` to `to`: best first, the highest confidence, then the first id. */
  between(from: number, to: number): readonly number[] {
    const pair = `${from} ${to}`;
    const known = this.#found.get(pair);
    if (known) return known;
    const forwards = this.#onwards.cost(from) <= this.#backwards.cost(to);
    const ties = forwards ? tiesWith(this.#onwards, from, to) : tiesWith(this.#backwards, to, from);
    const { confidence } = this.view.columns;
    ties.sort((a, b) => confidence[b]! - confidence[a]!);
    this.#found.set(pair, ties);
    return ties;
  }
}

function tiesWith(neighbours: Neighbours, node: number, other: number): number[] {
  const [only, ways] = [new NumberTable(), new Ways()];
  only.add(other);
  neighbours.find(node, ways, only);
  return [...ways.ties.subarray(0, ways.length)];
}
