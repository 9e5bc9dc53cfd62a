import type { Branch } from './branches.ts';
import type { PathTime } from './corridors.ts';
import { ALWAYS, liesWithin, narrowed, type Span, widest } from './span.ts';

/**
 * One path for each sequence of entities, over its best ties, where not every choice of parallel ties fits one time.
 *
 * Of one sequence the best choice is the one with the strongest weakest hop; among equals, hop by hop, the best tie with
 * which some choice still fits. The search goes tie by tie, for paths must come in the order of their ties. So along a path
 * it keeps what other choices for the same entities can still do:
 * - `preferred`: days left to choices that come before this one and have no hop below the level of the search;
 * - `stronger`: days left to choices whose every hop is above the level: with those the sequence came at a higher level.
 * At the goal a path is given out only if neither has any days left. On the way a choice is given up once its days all lie
 * within those of one preferred choice: whatever it could still become, the preferred one becomes first.
 *
 * Of days that lie within others only the others are kept, so there are no more of them than ties, however many choices
 * there are; thirty parallel ties over eight hops make 30^8.
 */
export class Rivals {
  static readonly NONE_YET = new Rivals([], [ALWAYS]);

  private constructor(
    private readonly preferred: readonly Span[],
    private readonly stronger: readonly Span[],
  ) {}

  /** The rivals after a branch was chosen of all that are parallel to it. */
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

  /** Is everything that these days could become some preferred choice already? */
  outdo(own: Span): boolean {
    return this.preferred.some((span) => liesWithin(own, span));
  }

  get areGone(): boolean {
    return this.preferred.length === 0 && this.stronger.length === 0;
  }
}
