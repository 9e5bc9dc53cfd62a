import { groupBy } from '../../model/group.ts';
import type { Corridor, Terrain } from './corridors.ts';
import type { Found } from './moves.ts';
import type { NumberTable } from './numberTable.ts';

/** One hop from a state to a state of the next layer. */
export interface Branch {
  readonly tie: number;
  /** The state that it leads to, and the index of that state in its layer. */
  readonly spot: number;
  readonly place: number;
  /** In ten-thousandths. */
  readonly confidence: number;
  /** The days on which the tie holds; 0 where time does not matter. */
  readonly first: number;
  readonly last: number;
  /** All branches between the same two states, best first, this one included. Empty with the policy EVERY. */
  parallel: readonly Branch[];
}

/**
 * Which of several parallel ties become branches: every one, the best one, or every one with those parallel to it, for the
 * dominance test of `dominance.ts`.
 */
export type Choice = 'EVERY' | 'BEST' | 'EVERY_WITH_DOMINANCE';

/**
 * The branches of pruned layers, computed lazily and cached. Where a state has more ties than all states of the next layer
 * together, the whole layer is expanded backwards from the next one instead, once.
 */
export class Branches {
  readonly #known: Map<number, readonly Branch[]>[];
  /** By layer: the cost of expanding it backwards from the next one, and the branches by state where that was done. */
  readonly #costs: number[] = [];
  readonly #lookedBack: Map<number, Branch[]>[] = [];

  constructor(
    private readonly terrain: Terrain,
    private readonly corridor: Corridor,
    private readonly choice: Choice,
  ) {
    this.#known = corridor.layers.map(() => new Map());
  }

  /** The branches of a state in a layer, by tie id. The best of parallel ties has the highest confidence, then the first id. */
  from(spot: number, layer: number): readonly Branch[] {
    const known = this.#known[layer]!.get(spot);
    if (known) return known;
    const branches = this.#chosen(this.#all(spot, layer));
    this.#known[layer]!.set(spot, branches);
    return branches;
  }

  #all(spot: number, layer: number): Branch[] {
    const { onwards } = this.terrain;
    if (!this.#lookedBack[layer] && onwards.cost(spot) > this.#costOfLookingBack(layer)) this.#lookedBack[layer] = this.#lookBack(layer);
    const known = this.#lookedBack[layer];
    if (known) return known.get(spot) ?? [];
    const ahead = this.corridor.layers[layer + 1]!.spots;
    return this.#made(onwards.into(ahead, spot), ahead);
  }

  #costOfLookingBack(layer: number): number {
    this.#costs[layer] ??= this.terrain.backwards.costOf(this.corridor.layers[layer + 1]!.spots);
    return this.#costs[layer];
  }

  #made({ ties, others, end }: Found, ahead: NumberTable): Branch[] {
    return Array.from({ length: end }, (_, i) => this.#branch(ties[i]!, others[i]!, ahead.find(others[i]!)));
  }

  #lookBack(layer: number): Map<number, Branch[]> {
    const { view, backwards } = this.terrain;
    const found = new Map<number, Branch[]>();
    const here = this.corridor.layers[layer]!.spots;
    const ahead = this.corridor.layers[layer + 1]!.spots;
    for (let place = 0; place < ahead.size; place++) {
      const spot = ahead.keys[place]!;
      const { ties, others, end } = backwards.into(here, spot);
      for (let i = 0; i < end; i++) {
        const branches = found.get(others[i]!);
        const branch = this.#branch(ties[i]!, spot, place);
        if (branches) branches.push(branch);
        else found.set(others[i]!, [branch]);
      }
    }
    for (const branches of found.values()) branches.sort((a, b) => view.compareTies(a.tie, b.tie));
    return found;
  }

  #branch(tie: number, spot: number, place: number): Branch {
    const { view, test, time } = this.terrain;
    const timed = time !== 'ANY_TIME';
    const [first, last] = timed ? [test.firstDay(tie), test.lastDay(tie)] : [0, 0];
    return { tie, spot, place, confidence: view.confidence(tie), first, last, parallel: [] };
  }

  #chosen(branches: Branch[]): readonly Branch[] {
    if (this.choice === 'EVERY') return branches;
    for (const parallel of groupBy(branches, (branch) => branch.place).values()) {
      // A stable sort: of equal confidence, the first id stays first.
      parallel.sort((a, b) => b.confidence - a.confidence);
      for (const branch of parallel) branch.parallel = parallel;
    }
    return this.choice === 'BEST' ? branches.filter((branch) => branch === branch.parallel[0]) : branches;
  }
}
