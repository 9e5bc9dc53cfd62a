import type { Branch } from './branches.ts';
import type { PathTime } from './corridors.ts';
import { ALWAYS, liesWithin, narrowed, type Span, widest } from './span.ts';

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
export class Rivals {
  static readonly NONE_YET = new Rivals([], [ALWAYS]);

  private constructor(
    private readonly preferred: readonly Span[],
    private readonly stronger: readonly Span[],
  ) {}

  /** The state of the other choices after the path was extended by a branch. */
  after(own: Span, chosen: Branch, level: number, time: PathTime): Rivals {
    const preferred: Span[] = [];
    const stronger: Span[] = [];
    const keep = (spans: readonly Span[], branch: Branch, kept: Span[]) => {
      for (const span of spans) {
        const left = narrowed(span, branch, time);
        if (left) kept.push(left);
      }
    };
    let better = true;
    for (const branch of chosen.parallel) {
      if (branch.confidence < level) break;
      if (branch === chosen) better = false;
      keep(this.preferred, branch, preferred);
      if (better) keep([own], branch, preferred);
      if (branch.confidence > level) keep(this.stronger, branch, stronger);
    }
    return new Rivals(widest(preferred), widest(stronger));
  }

  /** True where one preferred choice has all of these days. */
  outdo(own: Span): boolean {
    return this.preferred.some((span) => liesWithin(own, span));
  }

  get areGone(): boolean {
    return this.preferred.length === 0 && this.stronger.length === 0;
  }
}
