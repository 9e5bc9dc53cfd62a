import type { Budget } from './budget.ts';
import type { EdgeBuffer } from './edgeBuffer.ts';
import type { IntermediateNodes } from './intermediateNodes.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import type { Neighbors } from './neighbors.ts';
import type { SearchBuffers } from './searchBuffers.ts';
import type { StateSpace } from './stateSpace.ts';

/** The result of expanding a state: ties `start` .. `end - 1` and the states that they lead to. The next expansion may overwrite it. */
export interface Expansion {
  readonly ties: Int32Array;
  readonly targets: Int32Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Expands states in one direction: to their successors towards the goal, or to their predecessors towards the start.
 *
 * A full expansion is cached in contiguous memory, so that searches of other lengths read neither the graph nor the filter
 * again. An expansion into a given set of states examines only the ties that lead there and is not cached; the second one of
 * the same state is served from a full expansion.
 */
export class Expander {
  readonly #scan: EdgeBuffer;
  readonly #cache: EdgeBuffer;
  readonly #expanded: IntIndexSet;
  readonly #expandedInto: IntIndexSet;
  /** The expansion of the i-th expanded state is #cache[#starts[i]] .. #cache[#starts[i + 1] - 1]. */
  readonly #starts: number[] = [0];

  constructor(
    private readonly neighbors: Neighbors,
    private readonly intermediates: IntermediateNodes,
    private readonly space: StateSpace,
    private readonly towards: 'goal' | 'start',
    private readonly budget: Budget,
    buffers: SearchBuffers,
  ) {
    this.#scan = buffers.edges();
    this.#cache = buffers.edges();
    this.#expanded = buffers.indexSet();
    this.#expandedInto = buffers.indexSet();
  }

  /** Prefetches the adjacency of these states. */
  prefetch(states: IntIndexSet): void {
    if (this.space.waypointCount === 0) this.neighbors.prefetch(states.keys, 0, states.size);
  }

  /** Expands a state to allowed intermediate nodes and to the ends, by tie id. */
  expand(state: number): Expansion {
    const cached = this.#expanded.indexOf(state);
    const index = cached < 0 ? this.#expandWhole(state) : cached;
    const { ties, targets } = this.#cache;
    const [start, end] = [this.#starts[index]!, this.#starts[index + 1]!];
    if (cached >= 0) this.budget.spend(1 + end - start);
    return { ties, targets, start, end };
  }

  /** Expands a state to the states of a set, by tie id; at most `max` of them. */
  expandInto(within: IntIndexSet, state: number, max = Number.POSITIVE_INFINITY): Expansion {
    const found = this.#scan;
    const sizeBefore = this.#expandedInto.size;
    if (this.#expanded.has(state) || this.#expandedInto.add(state) < sizeBefore) selectInto(this.expand(state), within, max, found);
    else if (this.space.waypointCount === 0) this.neighbors.find(state, found, within, max);
    else {
      this.neighbors.find(this.space.node(state), found);
      this.#toStates(state, (other) => within.has(other));
      found.length = Math.min(found.length, max);
    }
    return { ties: found.ties, targets: found.targets, start: 0, end: found.length };
  }

  /** How many ties expanding a state examines. */
  cost(state: number): number {
    const cached = this.#expanded.indexOf(state);
    return cached < 0 ? this.neighbors.cost(this.space.node(state)) : this.#starts[cached + 1]! - this.#starts[cached]!;
  }

  totalCost(states: IntIndexSet): number {
    let cost = 0;
    for (let index = 0; index < states.size; index++) cost += this.cost(states.keys[index]!);
    return cost;
  }

  #expandWhole(state: number): number {
    const { space, intermediates } = this;
    this.neighbors.find(space.node(state), this.#scan);
    if (space.waypointCount === 0) intermediates.retainAllowed(this.#scan, space.start, space.goal);
    else this.#toStates(state, (other) => this.#isAllowed(other));
    this.#cache.append(this.#scan);
    this.#starts.push(this.#cache.length);
    return this.#expanded.add(state);
  }

  /** Replaces the neighbors found by the states that follow from `state`, where they exist and are accepted. */
  #toStates(state: number, accepts: (other: number) => boolean): void {
    const { space, towards } = this;
    const found = this.#scan;
    let count = 0;
    for (let i = 0; i < found.length; i++) {
      const node = found.targets[i]!;
      const other = towards === 'goal' ? space.successor(state, node) : space.predecessor(state, node);
      if (other < 0 || !accepts(other)) continue;
      found.ties[count] = found.ties[i]!;
      found.targets[count++] = other;
    }
    found.length = count;
  }

  #isAllowed(state: number): boolean {
    return state === this.space.start || state === this.space.goal || this.intermediates.allows(this.space.node(state));
  }
}

function selectInto({ ties, targets, start, end }: Expansion, within: IntIndexSet, max: number, found: EdgeBuffer): void {
  found.length = 0;
  for (let i = start; i < end && found.length < max; i++) if (within.has(targets[i]!)) found.push(ties[i]!, targets[i]!);
}
