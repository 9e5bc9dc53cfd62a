import { groupBy } from '../../model/group.ts';
import type { Expansion } from './expander.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import type { PrunedLayers, SearchContext } from './layeredSearch.ts';

/** One hop from a state to a state of the next layer. */
export interface Branch {
  readonly tie: number;
  /** The state that it leads to, and the index of that state in its layer. */
  readonly state: number;
  readonly index: number;
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
export type ParallelTiePolicy = 'EVERY' | 'BEST' | 'EVERY_WITH_DOMINANCE';

/**
 * The branches of pruned layers, computed lazily and cached. Where a state has more ties than all states of the next layer
 * together, the whole layer is expanded backwards from the next one instead, once.
 */
export class Branches {
  readonly #cached: Map<number, readonly Branch[]>[];
  /** By layer: the cost of expanding it backwards from the next one, and the branches by state where that was done. */
  readonly #backwardCosts: number[] = [];
  readonly #expandedBackward: Map<number, Branch[]>[] = [];

  constructor(
    private readonly search: SearchContext,
    private readonly pruned: PrunedLayers,
    private readonly policy: ParallelTiePolicy,
  ) {
    this.#cached = pruned.layers.map(() => new Map());
  }

  /** The branches of a state in a layer, by tie id. The best of parallel ties has the highest confidence, then the first id. */
  from(state: number, layer: number): readonly Branch[] {
    const cached = this.#cached[layer]!.get(state);
    if (cached) return cached;
    const branches = this.#selected(this.#allFrom(state, layer));
    this.#cached[layer]!.set(state, branches);
    return branches;
  }

  #allFrom(state: number, layer: number): Branch[] {
    const { successors } = this.search;
    if (!this.#expandedBackward[layer] && successors.cost(state) > this.#backwardCost(layer))
      this.#expandedBackward[layer] = this.#expandBackward(layer);
    const cached = this.#expandedBackward[layer];
    if (cached) return cached.get(state) ?? [];
    const ahead = this.pruned.layers[layer + 1]!.states;
    return this.#branches(successors.expandInto(ahead, state), ahead);
  }

  #backwardCost(layer: number): number {
    this.#backwardCosts[layer] ??= this.search.predecessors.totalCost(this.pruned.layers[layer + 1]!.states);
    return this.#backwardCosts[layer];
  }

  #branches({ ties, targets, end }: Expansion, ahead: IntIndexSet): Branch[] {
    return Array.from({ length: end }, (_, i) => this.#branch(ties[i]!, targets[i]!, ahead.indexOf(targets[i]!)));
  }

  #expandBackward(layer: number): Map<number, Branch[]> {
    const { view, predecessors } = this.search;
    const found = new Map<number, Branch[]>();
    const here = this.pruned.layers[layer]!.states;
    const ahead = this.pruned.layers[layer + 1]!.states;
    for (let index = 0; index < ahead.size; index++) {
      const state = ahead.keys[index]!;
      const { ties, targets, end } = predecessors.expandInto(here, state);
      for (let i = 0; i < end; i++) {
        const branches = found.get(targets[i]!);
        const branch = this.#branch(ties[i]!, state, index);
        if (branches) branches.push(branch);
        else found.set(targets[i]!, [branch]);
      }
    }
    for (const branches of found.values()) branches.sort((a, b) => view.compareTies(a.tie, b.tie));
    return found;
  }

  #branch(tie: number, state: number, index: number): Branch {
    const { view, test, time } = this.search;
    const timed = time !== 'ANY_TIME';
    const [first, last] = timed ? [test.firstDay(tie), test.lastDay(tie)] : [0, 0];
    return { tie, state, index, confidence: view.confidence(tie), first, last, parallel: [] };
  }

  #selected(branches: Branch[]): readonly Branch[] {
    if (this.policy === 'EVERY') return branches;
    for (const parallel of groupBy(branches, (branch) => branch.index).values()) {
      // A stable sort: of equal confidence, the first id stays first.
      parallel.sort((a, b) => b.confidence - a.confidence);
      for (const branch of parallel) branch.parallel = parallel;
    }
    return this.policy === 'BEST' ? branches.filter((branch) => branch === branch.parallel[0]) : branches;
  }
}
