import type { Branch } from './branches.ts';
import type { PathTime } from './layeredSearch.ts';
import { ALWAYS, type DaySpan, intersectSpan, liesWithin, maximalSpans } from './span.ts';

/**
 * The dominance test for one path per sequence of entities, over its best ties, where not every choice of parallel ties has
 * a common time. As in label-setting algorithms, a partial path is discarded where another one dominates it (E. Martins, On
 * a multicriteria shortest path problem, 1984).
 *
 * The best choice for a sequence has the highest bottleneck; among equals, hop by hop, the best tie with which some choice
 * still fits. Paths must be emitted in the order of their ties, so the search goes tie by tie and tracks, along a path, the
 * days that remain to the other choices for the same entities:
 * - `preferred`: choices that come before this one and have no hop below the level of the search;
 * - `stronger`: choices whose hops are all above the level, with which the sequence was emitted at a higher level.
 * At the goal a path is emitted only if both are empty. Before that, a choice is discarded once its days lie within those of
 * one preferred choice: each of its completions is one of the preferred choice too, which is emitted instead.
 *
 * Spans that lie within others are dropped, so there are never more spans than ties, however many choices there are: thirty
 * parallel ties over eight hops make 30^8.
 */
export class Dominance {
  static readonly INITIAL = new Dominance([], [ALWAYS]);

  private constructor(
    private readonly preferred: readonly DaySpan[],
    private readonly stronger: readonly DaySpan[],
  ) {}

  /** The state of the other choices after the path was extended by a branch. */
  extend(own: DaySpan, chosen: Branch, level: number, time: PathTime): Dominance {
    const preferred: DaySpan[] = [];
    const stronger: DaySpan[] = [];
    const intersect = (spans: readonly DaySpan[], branch: Branch, intersected: DaySpan[]) => {
      for (const span of spans) {
        const left = intersectSpan(span, branch, time);
        if (left) intersected.push(left);
      }
    };
    let better = true;
    for (const branch of chosen.parallel) {
      if (branch.confidence < level) break;
      if (branch === chosen) better = false;
      intersect(this.preferred, branch, preferred);
      if (better) intersect([own], branch, preferred);
      if (branch.confidence > level) intersect(this.stronger, branch, stronger);
    }
    return new Dominance(maximalSpans(preferred), maximalSpans(stronger));
  }

  /** True where one preferred choice has all of these days. */
  dominates(own: DaySpan): boolean {
    return this.preferred.some((span) => liesWithin(own, span));
  }

  get isEmpty(): boolean {
    return this.preferred.length === 0 && this.stronger.length === 0;
  }
}
