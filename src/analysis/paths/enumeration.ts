import { type Branch, Branches, type ParallelTiePolicy } from './branches.ts';
import type { Budget } from './budget.ts';
import { Dominance } from './dominance.ts';
import { MAX_BOTTLENECK } from './layer.ts';
import type { PrunedLayers, SearchContext } from './layeredSearch.ts';
import { ALWAYS, type DaySpan, intersectSpan } from './span.ts';

/** Receives a path: its ties from the start, and its bottleneck, the confidence of its weakest hop, in ten-thousandths. */
export type EmitPath = (ties: readonly number[], bottleneck: number) => void;

export interface EnumerationContext {
  readonly search: SearchContext;
  readonly policy: ParallelTiePolicy;
  readonly budget: Budget;
  readonly emit: EmitPath;
}

/**
 * Emits the simple paths of pruned layers level by level: at one level those whose bottleneck equals it, by tie ids.
 *
 * Depth-first branch and bound in id order. A branch is cut where the bound on its bottleneck, the lower of the prefix's
 * and the layer's, is below the level. The highest bound that was cut is the next level: no path has a bottleneck between
 * the two, since the bound of each branch of a path is at least the bottleneck of the path (iterative deepening on the
 * bound, as in IDA*: R. Korf, Depth-first iterative-deepening, 1985).
 */
export class Enumeration {
  readonly #branches: Branches;
  readonly #path: Branch[] = [];
  readonly #nodes: number[] = [];
  #level = 0;
  #nextLevel = -1;

  constructor(
    private readonly pruned: PrunedLayers,
    private readonly context: EnumerationContext,
  ) {
    this.#branches = new Branches(context.search, pruned, context.policy);
  }

  /** The highest level that may have paths. */
  get top(): number {
    return this.pruned.layers[0]!.bottleneck[0]!;
  }

  /** Emits the paths of a level. Returns the next lower level that may have any, -1 for none. */
  run(level: number): number {
    const { policy, search } = this.context;
    const { space } = search;
    this.#level = level;
    this.#nextLevel = -1;
    this.#path.length = 0;
    this.#nodes.length = 0;
    this.#nodes.push(space.node(space.start));
    this.#extend(space.start, MAX_BOTTLENECK, ALWAYS, policy === 'EVERY_WITH_DOMINANCE' ? Dominance.INITIAL : null);
    return this.#nextLevel;
  }

  #extend(state: number, bottleneck: number, days: DaySpan, dominance: Dominance | null): void {
    const position = this.#path.length;
    if (position === this.pruned.layers.length - 1) {
      if (dominance ? dominance.isEmpty : bottleneck === this.#level) this.#emit();
      return;
    }
    for (const branch of this.#branches.from(state, position)) {
      this.context.budget.spend(1);
      this.#follow(branch, position + 1, bottleneck, days, dominance);
    }
  }

  #emit(): void {
    this.context.emit(
      this.#path.map(({ tie }) => tie),
      this.#level,
    );
  }

  #follow(branch: Branch, position: number, bottleneck: number, days: DaySpan, dominance: Dominance | null): void {
    const { search, budget } = this.context;
    const { space, time } = search;
    const layer = this.pruned.layers[position]!;
    const prefixBottleneck = Math.min(bottleneck, branch.confidence);
    const bound = Math.min(prefixBottleneck, layer.bottleneck[branch.index]!);
    if (bound < this.#level) {
      if (bound > this.#nextLevel) this.#nextLevel = bound;
      return;
    }
    const left = time === 'ANY_TIME' ? days : intersectSpan(days, branch, time);
    if (left === null || left.first > layer.latest[branch.index]! || layer.earliest[branch.index]! > left.last) return;
    const node = space.node(branch.state);
    if (this.#nodes.includes(node)) return;
    if (dominance) budget.spend(branch.parallel.length);
    const nextDominance = dominance?.extend(days, branch, this.#level, time) ?? null;
    if (nextDominance?.dominates(left)) return;
    this.#path.push(branch);
    this.#nodes.push(node);
    this.#extend(branch.state, prefixBottleneck, left, nextDominance);
    this.#path.pop();
    this.#nodes.pop();
  }
}
