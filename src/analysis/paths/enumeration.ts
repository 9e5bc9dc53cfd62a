import { type Branch, Branches, type Choice } from './branches.ts';
import type { Budget } from './budget.ts';
import type { Corridor, Terrain } from './corridors.ts';
import { STRONGEST } from './layer.ts';
import { Rivals } from './rivals.ts';
import { ALWAYS, narrowed, type Span } from './span.ts';

/** Receives a path: its ties from the start, and its bottleneck, the confidence of its weakest hop, in ten-thousandths. */
export type Give = (ties: readonly number[], weakest: number) => void;

export interface EnumerationContext {
  readonly terrain: Terrain;
  readonly choice: Choice;
  readonly budget: Budget;
  readonly give: Give;
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
  #below = -1;

  constructor(
    private readonly corridor: Corridor,
    private readonly context: EnumerationContext,
  ) {
    this.#branches = new Branches(context.terrain, corridor, context.choice);
  }

  /** The highest level that may have paths. */
  get top(): number {
    return this.corridor.layers[0]!.weakest[0]!;
  }

  /** Emits the paths of a level. Returns the next lower level that may have any, -1 for none. */
  run(level: number): number {
    const { choice, terrain } = this.context;
    const { spots } = terrain;
    this.#level = level;
    this.#below = -1;
    this.#path.length = 0;
    this.#nodes.length = 0;
    this.#nodes.push(spots.node(spots.start));
    this.#from(spots.start, STRONGEST, ALWAYS, choice === 'EVERY_WITH_DOMINANCE' ? Rivals.NONE_YET : null);
    return this.#below;
  }

  #from(spot: number, weakest: number, days: Span, rivals: Rivals | null): void {
    const position = this.#path.length;
    if (position === this.corridor.layers.length - 1) {
      if (rivals ? rivals.areGone : weakest === this.#level) this.#give();
      return;
    }
    for (const branch of this.#branches.from(spot, position)) {
      this.context.budget.spend(1);
      this.#take(branch, position + 1, weakest, days, rivals);
    }
  }

  #give(): void {
    this.context.give(
      this.#path.map(({ tie }) => tie),
      this.#level,
    );
  }

  #take(branch: Branch, position: number, weakest: number, days: Span, rivals: Rivals | null): void {
    const { terrain, budget } = this.context;
    const { spots, time } = terrain;
    const layer = this.corridor.layers[position]!;
    const soFar = Math.min(weakest, branch.confidence);
    const bound = Math.min(soFar, layer.weakest[branch.place]!);
    if (bound < this.#level) {
      if (bound > this.#below) this.#below = bound;
      return;
    }
    const left = time === 'ANY_TIME' ? days : narrowed(days, branch, time);
    if (left === null || left.first > layer.latest[branch.place]! || layer.earliest[branch.place]! > left.last) return;
    const node = spots.node(branch.spot);
    if (this.#nodes.includes(node)) return;
    if (rivals) budget.spend(branch.parallel.length);
    const others = rivals?.after(days, branch, this.#level, time) ?? null;
    if (others?.outdo(left)) return;
    this.#path.push(branch);
    this.#nodes.push(node);
    this.#from(branch.spot, soFar, left, others);
    this.#path.pop();
    this.#nodes.pop();
  }
}
