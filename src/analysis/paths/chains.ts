import { type Direction, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import { Budget, type Limits, type StopReason, stopFor, untilStopped } from './budget.ts';
import type { TieFilter } from './filter.ts';
import { Neighbours } from './neighbours.ts';
import { TieTest } from './tieTest.ts';
import { Ways } from './ways.ts';

/** One step of a chain: the ties to follow, their direction and the kinds of entity that they may lead to. */
export interface ChainStep {
  readonly filter: TieFilter;
  /** Default: OUT. */
  readonly direction?: Direction;
  /** Default: any. */
  readonly kinds?: readonly EntityKind[] | null;
}

export interface ChainAnswer {
  /** The ties of each chain, one per step, from the start. */
  readonly chains: readonly (readonly number[])[];
  /** MAX_PATHS: there is at least one more. null: these are all. */
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * The chains that follow the given steps from an entity, such as "is fought by, is backed by": who backs the enemies of X?
 *
 * A chain visits no entity twice. There is one chain for each sequence of entities, over the best tie of each step: the
 * highest confidence, then the first id. Chains are ordered by the ids of these ties; a limit cuts off the rest.
 * Depth-first search with memoized dead ends.
 */
export function chains(view: View, from: number, steps: readonly ChainStep[], maxChains: number, limits: Limits): ChainAnswer {
  const budget = new Budget(limits);
  const found: number[][] = [];
  const follower = new Follower(view, steps, budget, (ties) => {
    found.push(ties);
    if (found.length > maxChains) stopFor('MAX_PATHS');
  });
  const stoppedBy = untilStopped(() => follower.start(from));
  return { chains: found.slice(0, maxChains), stoppedBy, work: budget.spent };
}

class Follower {
  readonly #neighbours: readonly Neighbours[];
  readonly #kinds: readonly (readonly boolean[])[];
  readonly #ways = new Ways();
  readonly #nodes: number[] = [];
  readonly #ties: number[] = [];
  /** By step: nodes from which the remaining steps cannot be completed. */
  readonly #dead: readonly Set<number>[];

  constructor(
    private readonly view: View,
    steps: readonly ChainStep[],
    budget: Budget,
    private readonly give: (ties: number[]) => void,
  ) {
    this.#neighbours = steps.map(
      ({ filter, direction = 'OUT' }) => new Neighbours(view, new TieTest(view, filter, false), direction, budget),
    );
    this.#kinds = steps.map(({ kinds }) => ENTITY_KINDS.map((kind) => !kinds || kinds.includes(kind)));
    this.#dead = steps.map(() => new Set());
  }

  start(from: number): void {
    this.#nodes.push(from);
    this.#from(from);
  }

  /** Returns false where no chain continues from here, whatever its prefix. */
  #from(node: number): boolean {
    const step = this.#ties.length;
    if (step === this.#neighbours.length) {
      this.give([...this.#ties]);
      return true;
    }
    if (this.#dead[step]!.has(node)) return false;
    let alive = false;
    for (const [next, tie] of this.#bestTies(step, node)) alive = this.#take(next, tie) || alive;
    if (!alive) this.#dead[step]!.add(node);
    return alive;
  }

  #take(node: number, tie: number): boolean {
    if (this.#nodes.includes(node)) return true;
    this.#nodes.push(node);
    this.#ties.push(tie);
    const alive = this.#from(node);
    this.#nodes.pop();
    this.#ties.pop();
    return alive;
  }

  /** The best tie to each neighbor that the step may lead to, by id. */
  #bestTies(step: number, node: number): [node: number, tie: number][] {
    const { view } = this;
    const { ties, others, length } = this.#waysFrom(step, node);
    const best = new Map<number, number>();
    for (let i = 0; i < length; i++) {
      const other = others[i]!;
      const before = best.get(other);
      if (before !== undefined && view.confidence(ties[before]!) >= view.confidence(ties[i]!)) continue;
      if (this.#kinds[step]![view.kindIndex(other)]) best.set(other, i);
    }
    return [...best].sort(([, a], [, b]) => a - b).map(([other, i]) => [other, ties[i]!]);
  }

  #waysFrom(step: number, node: number): Ways {
    this.#neighbours[step]!.find(node, this.#ways);
    return this.#ways;
  }
}
