import type { Direction } from '../../model/kinds.ts';
import { TieList } from '../projection/tieList.ts';
import { IS_SYMMETRIC, typeOf } from '../projection/types.ts';
import type { View } from '../projection/view.ts';
import type { Budget } from './budget.ts';
import type { TieTest } from './tieTest.ts';

/**
 * The ties by which one gets from a node to its neighbours, by id: those from it (OUT), to it (IN), or both (ANY).
 * A symmetric tie has no direction and is found from either end.
 */
export class Neighbours {
  /** The ties found by the last `visit`, and the node at the other end of each. */
  readonly ties = new TieList();
  readonly others = new TieList();
  readonly #list = new TieList();
  readonly #side: Direction;

  constructor(
    private readonly view: View,
    private readonly test: TieTest,
    private readonly direction: Direction,
    private readonly budget: Budget,
  ) {
    this.#side = test.allowsSymmetric ? 'ANY' : direction;
  }

  visit(node: number): void {
    const { from, to, typeStatus } = this.view.columns;
    const { direction, test } = this;
    this.view.ties(node, this.#side, this.#list);
    this.budget.spend(1 + this.#list.length);
    this.ties.length = 0;
    this.others.length = 0;
    for (let i = 0; i < this.#list.length; i++) {
      const tie = this.#list.items[i]!;
      if (!test.passes(tie)) continue;
      const start = from[tie]!;
      const outwards = start === node;
      const against = direction !== 'ANY' && outwards !== (direction === 'OUT');
      if (against && !IS_SYMMETRIC[typeOf(typeStatus[tie]!)]) continue;
      this.ties.push(tie);
      this.others.push(outwards ? to[tie]! : start);
    }
  }

  /** How many ties a visit looks at. */
  cost(node: number): number {
    return this.view.degree(node, this.#side);
  }
}
