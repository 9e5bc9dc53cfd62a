import type { Direction } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import { Budget } from './budget.ts';
import { OPPOSITE } from './direction.ts';
import { Neighbours } from './neighbours.ts';
import type { NumberTable } from './numberTable.ts';
import type { Scratch } from './scratch.ts';
import type { TieTest } from './tieTest.ts';
import type { Ways } from './ways.ts';

/** Finds all ties between two nodes that pass a filter, and caches them by pair. */
export class ParallelTies {
  readonly #found = new Map<string, readonly number[]>();
  readonly #onwards: Neighbours;
  readonly #backwards: Neighbours;
  readonly #ways: Ways;
  readonly #only: NumberTable;

  constructor(
    private readonly view: View,
    test: TieTest,
    side: Direction,
    scratch: Scratch,
  ) {
    this.#ways = scratch.ways();
    this.#only = scratch.table();
    const unlimited = new Budget({ steps: Number.POSITIVE_INFINITY });
    this.#onwards = new Neighbours(view, test, side, unlimited);
    this.#backwards = new Neighbours(view, test, OPPOSITE[side], unlimited);
  }

  /** The ties that lead from `from` to `to`: best first, the highest confidence, then the first id. */
  between(from: number, to: number): readonly number[] {
    const pair = `${from} ${to}`;
    const known = this.#found.get(pair);
    if (known) return known;
    const forwards = this.#onwards.cost(from) <= this.#backwards.cost(to);
    const ties = forwards ? this.#tiesWith(this.#onwards, from, to) : this.#tiesWith(this.#backwards, to, from);
    ties.sort((a, b) => this.view.confidence(b) - this.view.confidence(a));
    this.#found.set(pair, ties);
    return ties;
  }

  #tiesWith(neighbours: Neighbours, node: number, other: number): number[] {
    this.#only.clear();
    this.#only.add(other);
    neighbours.find(node, this.#ways, this.#only);
    return [...this.#ways.ties.subarray(0, this.#ways.length)];
  }
}
