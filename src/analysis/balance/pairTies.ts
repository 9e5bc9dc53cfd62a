import type { TieCriterion } from '../../model/tieFilter.ts';
import type { Budget } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { signBits } from '../stance/stance.ts';
import { tieMatcher } from '../subgraph/tieMatcher.ts';

/** Finds the ties of a pair, for the few pairs of the answer. */
export class PairTies {
  readonly #matches: (tie: number) => boolean;

  constructor(
    private readonly view: View,
    criterion: TieCriterion,
    private readonly budget: Budget,
  ) {
    this.#matches = tieMatcher(view, criterion);
  }

  /** The signed ties of a pair in the subgraph, by highest confidence, then id. */
  between(a: number, b: number): number[] {
    const [near, far] = this.view.degree(a) <= this.view.degree(b) ? [a, b] : [b, a];
    const ties = this.view.ties(near, 'ANY');
    this.budget.spend(1 + ties.length);
    return [...ties]
      .filter((tie) => (this.view.from(tie) === far || this.view.to(tie) === far) && signBits(this.view, tie) !== 0 && this.#matches(tie))
      .sort((x, y) => this.view.confidence(y) - this.view.confidence(x) || (this.view.tieId(x) < this.view.tieId(y) ? -1 : 1));
  }
}
