import type { TieCriterion } from '../../model/tieFilter.ts';
import type { Budget } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { signBits } from '../stance/stance.ts';
import { countingMatcher } from '../subgraph/laterWord.ts';
import { tiesOfPair } from '../subgraph/tiesOfPair.ts';

/** Finds the ties of a pair, for the few pairs of the answer. */
export class PairTies {
  readonly #matches: (tie: number) => boolean;

  constructor(
    private readonly view: View,
    criterion: TieCriterion,
    private readonly budget: Budget,
  ) {
    this.#matches = countingMatcher(view, criterion, budget);
  }

  /** The signed ties of a pair that count in the subgraph, by highest confidence, then id. */
  between(a: number, b: number): number[] {
    return tiesOfPair(this.view, a, b, this.budget)
      .filter((tie) => signBits(this.view, tie) !== 0 && this.#matches(tie))
      .sort((x, y) => this.view.confidence(y) - this.view.confidence(x) || (this.view.tieId(x) < this.view.tieId(y) ? -1 : 1));
  }
}
