import { type Branch, Branches, type Choice } from './branches.ts';
import type { Budget } from './budget.ts';
import type { Corridor, Terrain } from './corridors.ts';
import { STRONGEST } from './layer.ts';
import { Rivals } from './rivals.ts';
import { ALWAYS, narrowed, type Span } from './span.ts';

/** Takes a path as it was found: its ties from the start on, and the confidence of its weakest hop in ten-thousandths. */
export type Give = (ties: readonly number[], weakest: number) => void;

export interface EnumerationContext {
  readonly terrain: Terrain;
  readonly choice: Choice;
  readonly budget: Budget;
  readonly give: Give;
}

/**
 * Gives out the simple paths of a corridor, level by level: at one level those whose weakest hop has exactly that
 * confidence, by the ids of their ties.
 *
 * Depth first in the order of ids, and never into a branch whose best continuation is below the level. The highest of what
 * was left out for that is where the next level is: between the two no path has its weakest hop, for every path has at each
 * of its branches a bound that is not below its weakest hop.
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

  /** The level above which there is no path. */
  get top(): number {
    return this.corridor.layers[0]!.weakest[0]!;
  }

  /** Gives out the paths of a level. Returns the next level below it that may have any, -1 for none. */
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
