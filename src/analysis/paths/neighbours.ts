import type { Direction } from '../../model/kinds.ts';
import { type Run, Runs } from '../projection/runs.ts';
import type { View } from '../projection/view.ts';
import type { Budget } from './budget.ts';
import type { NumberTable } from './numberTable.ts';
import type { TieTest } from './tieTest.ts';
import type { Ways } from './ways.ts';

/**
 * The ties by which one gets from a node to its neighbours, by id: those from it (OUT), to it (IN), or both (ANY).
 * A symmetric tie has no direction and is found from either end.
 */
export class Neighbours {
  readonly #runs = new Runs();
  readonly #side: Direction;
  /** Types and statuses that lead from a node along its ties to others, and against those from others. */
  readonly #outwards: Uint8Array;
  readonly #inwards: Uint8Array;

  constructor(
    private readonly view: View,
    private readonly test: TieTest,
    direction: Direction,
    private readonly budget: Budget,
  ) {
    this.#side = test.allowsSymmetric ? 'ANY' : direction;
    this.#outwards = direction === 'IN' ? test.symmetric : test.allowed;
    this.#inwards = direction === 'OUT' ? test.symmetric : test.allowed;
  }

  /**
   * Puts into `ways` the ties of a node that pass the test, with the nodes they lead to. With `among`, only those that lead
   * to one of these nodes: where few do, that is far less work, for most ties are never looked at. Ends after `most` of them.
   */
  find(node: number, ways: Ways, among: NumberTable | null = null, most = Number.POSITIVE_INFINITY): void {
    ways.length = 0;
    const runs = this.view.runs(node, this.#runs);
    let looked = 1;
    for (let i = 0; i < runs.length && ways.length < most; i++) {
      const run = runs.items[i]!;
      if (this.#isWanted(run)) looked += this.#findIn(run, ways, among, most);
    }
    this.budget.spend(looked);
  }

  /** About how many ties it has to be looked at for. */
  cost(node: number): number {
    return this.#side === 'ANY' ? 1 << this.view.size(node) : this.view.degree(node, this.#side);
  }

  #isWanted({ outwards }: Run): boolean {
    return this.#side === 'ANY' || outwards === (this.#side === 'OUT');
  }

  /** Returns how many ties were looked at. */
  #findIn({ outwards, ties, others, start, end }: Run, ways: Ways, among: NumberTable | null, most: number): number {
    const { test } = this;
    const allowed = outwards ? this.#outwards : this.#inwards;
    for (let i = start; i < end; i++) {
      const other = others[i]!;
      if (among !== null && !among.has(other)) continue;
      const tie = ties === null ? i : ties[i]!;
      if (!test.passesAs(tie, allowed)) continue;
      ways.push(tie, other);
      if (ways.length === most) return i + 1 - start;
    }
    return end - start;
  }
}
