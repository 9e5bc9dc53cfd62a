import { type Certainty, daysOf, holdsIn } from '../../model/interval.ts';
import { postureOf } from '../../model/posture.ts';
import { intersectSpans, type Spans } from '../../model/spans.ts';
import type { Budget } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { signBits } from '../stance/stance.ts';
import { countingDays, wordsOf } from '../subgraph/laterWord.ts';
import { tieMatcher } from '../subgraph/tieMatcher.ts';
import { tiesOfPair } from '../subgraph/tiesOfPair.ts';
import { type ChangePosition, firstDayAfter } from './position.ts';
import { type ChangesQuestion, type FoundChange, isAtOneTime } from './question.ts';

/** The ties of a pair, with the days on which they hold and count. */
type PairDays = ReadonlyMap<number, Spans>;

/**
 * Determines how changes affected the posture of the two ends of their ties: of those that may hold and still count on the day
 * before, and the day after. If more than what is POSSIBLE is asked, of those that are LIKELY to hold: an imprecise date has no
 * certain day.
 */
export class PostureChanges {
  readonly #matches: (tie: number) => boolean;
  readonly #certainty: Certainty;

  constructor(
    private readonly view: View,
    private readonly question: ChangesQuestion,
    private readonly budget: Budget,
  ) {
    this.#matches = tieMatcher(view, { ...question.filter, window: null, certainty: null });
    this.#certainty = (question.filter.certainty ?? 'POSSIBLE') === 'POSSIBLE' ? 'POSSIBLE' : 'LIKELY';
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

  /** The ties of the subgraph between the ends of a tie, with the days on which they hold and count. */
  #pairOf(tie: number): PairDays {
    const { view, budget } = this;
    // A tie that ends before it begins holds on no day.
    const ties = tiesOfPair(view, view.from(tie), view.to(tie), budget).filter((one) => view.lo(one) <= view.hi(one) && this.#matches(one));
    const counting = countingDays(ties.map((one) => wordsOf(view, one)));
    const days = (one: number) => daysOf(view.bounds(one), this.#certainty, view.lastingDays(one));
    return new Map(ties.map((one, i) => [one, intersectSpans(days(one), counting[i]!)]));
  }

  #bits(pair: PairDays, day: number): number {
    let bits = 0;
    for (const [tie, spans] of pair) if (spans.some(({ first, last }) => first <= day && day <= last)) bits |= signBits(this.view, tie);
    return bits;
  }

  /** The listed ties that added a sign or removed the last tie of a sign, the first cause first. */
  #causes(pair: PairDays, boundary: number, was: number, is: number): number[] {
    const { view } = this;
    const { span, filter } = this.question;
    const begins = (tie: number) => view.lo(tie) === boundary && boundary >= span.first && boundary <= span.last;
    const ends = (tie: number) =>
      view.hi(tie) === boundary - 1 && boundary > span.first && boundary - 1 <= span.last && !isAtOneTime(this.view, tie);
    const added = (tie: number) => begins(tie) && (signBits(this.view, tie) & is & ~was) !== 0;
    const removed = (tie: number) => ends(tie) && (signBits(this.view, tie) & was & ~is) !== 0;
    return [...pair.keys()]
      .filter((tie) => added(tie) || removed(tie))
      .filter((tie) => !filter.certainty || holdsIn(view.bounds(tie), span, filter.certainty, view.lastingDays(tie)))
      .sort(
        (a, b) =>
          Number(begins(b)) - Number(begins(a)) ||
          view.confidence(b) - view.confidence(a) ||
          (this.view.tieId(a) < this.view.tieId(b) ? -1 : 1),
      );
  }
}
