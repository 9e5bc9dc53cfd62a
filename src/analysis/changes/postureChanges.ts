import { holdsIn } from '../../model/interval.ts';
import { postureOf } from '../../model/posture.ts';
import type { Budget } from '../paths/budget.ts';
import { LASTING_DAYS } from '../projection/encoding.ts';
import type { View } from '../projection/view.ts';
import { signBits } from '../stance/stance.ts';
import { tieMatcher } from '../subgraph/tieMatcher.ts';
import { type ChangePosition, firstDayAfter } from './position.ts';
import { type ChangesQuestion, type FoundChange, isAtOneTime } from './question.ts';

/** Determines how changes affected the posture of the two ends of their ties. */
export class PostureChanges {
  readonly #matches: (tie: number) => boolean;

  constructor(
    private readonly view: View,
    private readonly question: ChangesQuestion,
    private readonly budget: Budget,
  ) {
    this.#matches = tieMatcher(view, { ...question.filter, window: null, certainty: null });
  }

  /**
   * A turn has one cause: where several ties of a pair change at once, the first of these: a beginning before an ending, then
   * by highest confidence, then by id. The others are reported as BEGAN or ENDED.
   */
  explain(tie: number, position: ChangePosition): FoundChange {
    const pair = this.#pairOf(tie);
    const boundary = firstDayAfter(position);
    const [was, is] = [this.#bits(pair, boundary - 1), this.#bits(pair, boundary)];
    const turned = was !== is && was !== 0 && is !== 0 && this.#causes(pair, boundary, was, is)[0] === tie;
    return { ...position, tie, kind: turned ? 'TURNED' : position.ends ? 'ENDED' : 'BEGAN', before: postureOf(was), after: postureOf(is) };
  }

  /** The ties of the subgraph between the ends of a tie. */
  #pairOf(tie: number): number[] {
    const [a, b] = [this.view.from(tie), this.view.to(tie)];
    const [near, far] = this.view.degree(a) <= this.view.degree(b) ? [a, b] : [b, a];
    const ties = this.view.ties(near, 'ANY');
    this.budget.spend(ties.length);
    return [...ties].filter((one) => {
      const isBetween = this.view.from(one) === far || this.view.to(one) === far;
      // A tie that ends before it begins holds on no day.
      return isBetween && this.view.lo(one) <= this.view.hi(one) && this.#matches(one);
    });
  }

  #bits(pair: readonly number[], day: number): number {
    return pair.reduce((bits, tie) => (this.view.lo(tie) <= day && day <= this.view.hi(tie) ? bits | signBits(this.view, tie) : bits), 0);
  }

  /** The listed ties that added a sign or removed the last tie of a sign, the first cause first. */
  #causes(pair: readonly number[], boundary: number, was: number, is: number): number[] {
    const { view } = this;
    const { span, filter } = this.question;
    const begins = (tie: number) => view.lo(tie) === boundary && boundary >= span.first && boundary <= span.last;
    const ends = (tie: number) =>
      view.hi(tie) === boundary - 1 && boundary > span.first && boundary - 1 <= span.last && !isAtOneTime(this.view, tie);
    const added = (tie: number) => begins(tie) && (signBits(this.view, tie) & is & ~was) !== 0;
    const removed = (tie: number) => ends(tie) && (signBits(this.view, tie) & was & ~is) !== 0;
    return pair
      .filter((tie) => added(tie) || removed(tie))
      .filter((tie) => !filter.certainty || holdsIn(view.bounds(tie), span, filter.certainty, LASTING_DAYS[view.typeIndex(tie)]!))
      .sort(
        (a, b) =>
          Number(begins(b)) - Number(begins(a)) ||
          view.confidence(b) - view.confidence(a) ||
          (this.view.tieId(a) < this.view.tieId(b) ? -1 : 1),
      );
  }
}
