import { type Direction, ENTITY_KINDS, type EntityKind } from '../../model/kinds.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, type StopReason, stopFor, untilStopped } from './budget.ts';
import { EdgeBuffer } from './edgeBuffer.ts';
import { Neighbors } from './neighbors.ts';
import { TieTest } from './tieTest.ts';

/** One step of a chain: the ties to follow, their direction and the kinds of entity that they may lead to. */
export interface ChainStep {
  readonly filter: TieConditions;
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
export function chains(view: View, from: number, steps: readonly ChainStep[], maxChains: number, limits: SearchLimits): ChainAnswer {
  const budget = new Budget(limits);
  const found: number[][] = [];
  const search = new ChainSearch(view, steps, budget, (ties) => {
    found.push(ties);
    if (found.length > maxChains) stopFor('MAX_PATHS');
  });
  const stoppedBy = untilStopped(() => search.start(from));
  return { chains: found.slice(0, maxChains), stoppedBy, work: budget.spent };
}

class ChainSearch {
  readonly #neighbors: readonly Neighbors[];
  readonly #kinds: readonly (readonly boolean[])[];
  readonly #edges = new EdgeBuffer();
  readonly #nodes: number[] = [];
  readonly #ties: number[] = [];
  /** By step: nodes from which the remaining steps cannot be completed. */
  readonly #deadEnds: readonly Set<number>[];

  constructor(
    private readonly view: View,
    steps: readonly ChainStep[],
    budget: Budget,
    private readonly emit: (ties: number[]) => void,
  ) {
    this.#neighbors = steps.map(
      ({ filter, direction = 'OUT' }) => new Neighbors(view, new TieTest(view, filter, false), direction, budget),
    );
    this.#kinds = steps.map(({ kinds }) => ENTITY_KINDS.map((kind) => !kinds || kinds.includes(kind)));
    this.#deadEnds = steps.map(() => new Set());
  }

  start(from: number): void {
    this.#nodes.push(from);
    this.#extend(from);
  }

  /** Returns false where no chain continues from here, whatever its prefix. */
  #extend(node: number): boolean {
    const step = this.#ties.length;
    if (step === this.#neighbors.length) {
      this.emit([...this.#ties]);
      return true;
    }
    if (this.#deadEnds[step]!.has(node)) return false;
    let extended = false;
    for (const [next, tie] of this.#bestTies(step, node)) extended = this.#follow(next, tie) || extended;
    if (!extended) this.#deadEnds[step]!.add(node);
    return extended;
  }

  #follow(node: number, tie: number): boolean {
    if (this.#nodes.includes(node)) return true;
    this.#nodes.push(node);
    this.#ties.push(tie);
    const extended = this.#extend(node);
    this.#nodes.pop();
    this.#ties.pop();
    return extended;
  }

  /** The best tie to each neighbor that the step may lead to, by id. */
  #bestTies(step: number, node: number): [node: number, tie: number][] {
    const { view } = this;
    const { ties, targets, length } = this.#edgesFrom(step, node);
    const best = new Map<number, number>();
    for (let i = 0; i < length; i++) {
      const other = targets[i]!;
      const before = best.get(other);
      if (before !== undefined && view.confidence(ties[before]!) >= view.confidence(ties[i]!)) continue;
      if (this.#kinds[step]![view.kindIndex(other)]) best.set(other, i);
    }
    return [...best].sort(([, a], [, b]) => a - b).map(([other, i]) => [other, ties[i]!]);
  }

  #edgesFrom(step: number, node: number): EdgeBuffer {
    this.#neighbors[step]!.find(node, this.#edges);
    return this.#edges;
  }
}
