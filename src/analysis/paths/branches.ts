import { groupBy } from '../../model/group.ts';
import type { StateGraph } from './layers.ts';
import type { Layer } from './searchBuffers.ts';

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
 * dominance test of `enumeration.ts`.
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
    private readonly graph: StateGraph,
    private readonly layers: readonly Layer[],
    private readonly policy: ParallelTiePolicy,
  ) {
    this.#cached = layers.map(() => new Map());
  }

  /** The branches of a state in a layer, by tie id. The best of parallel ties has the highest confidence, then the first id. */
  from(state: number, layer: number): readonly Branch[] {
    let branches = this.#cached[layer]!.get(state);
    if (!branches) {
      branches = this.#selected(this.#allFrom(state, layer));
      this.#cached[layer]!.set(state, branches);
    }
    return branches;
  }

  #allFrom(state: number, layer: number): Branch[] {
    const { successors, predecessors } = this.graph;
    const ahead = this.layers[layer + 1]!.states;
    if (!this.#expandedBackward[layer]) {
      this.#backwardCosts[layer] ??= predecessors.totalCost(ahead);
      if (successors.cost(state) <= this.#backwardCosts[layer]) {
        const { ties, targets, end } = successors.expandInto(ahead, state);
        return Array.from({ length: end }, (_, i) => this.#branch(ties[i]!, targets[i]!, ahead.indexOf(targets[i]!)));
      }
      this.#expandedBackward[layer] = this.#expandBackward(layer);
    }
    return this.#expandedBackward[layer].get(state) ?? [];
  }

  #expandBackward(layer: number): Map<number, Branch[]> {
    const { view, predecessors } = this.graph;
    const found = new Map<number, Branch[]>();
    const here = this.layers[layer]!.states;
    const ahead = this.layers[layer + 1]!.states;
    for (let index = 0; index < ahead.size; index++) {
      const state = ahead.keys[index]!;
      const { ties, targets, end } = predecessors.expandInto(here, state);
      for (let i = 0; i < end; i++) {
        const branch = this.#branch(ties[i]!, state, index);
        const branches = found.get(targets[i]!);
        if (branches) branches.push(branch);
        else found.set(targets[i]!, [branch]);
      }
    }
    for (const branches of found.values()) branches.sort((a, b) => view.compareTies(a.tie, b.tie));
    return found;
  }

  #branch(tie: number, state: number, index: number): Branch {
    const { view, test, time } = this.graph;
    const [first, last] = time === 'ANY_TIME' ? [0, 0] : [test.firstDay(tie), test.lastDay(tie)];
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
