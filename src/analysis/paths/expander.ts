import type { Budget } from './budget.ts';
import type { IntermediateNodes } from './intermediateNodes.ts';
import type { Neighbors } from './neighbors.ts';
import { EdgeBuffer, IntIndexSet, type SearchBuffers } from './searchBuffers.ts';

/**
 * The states of a search: a node and the set of waypoints (`through`) that the path has passed. Encoded as one integer, the
 * node in the high bits and a bit for each waypoint in the low ones; without waypoints a state equals its node.
 *
 * This product construction turns "through all of these in any order" into an ordinary search, from the start with no
 * waypoint passed to the goal with all passed. A waypoint is passed once, so a state has one successor and one predecessor
 * at each neighbor.
 */
export class StateSpace {
  readonly start: number;
  readonly goal: number;
  /** A path has at least so many intermediate nodes. */
  readonly waypointCount: number;
  readonly #allPassed: number;
  readonly #waypoints: readonly number[];

  constructor(
    private readonly from: number,
    private readonly to: number,
    through: readonly number[],
  ) {
    this.#waypoints = through.length === 0 ? through : [...new Set(through)].filter((node) => node !== from && node !== to);
    this.waypointCount = this.#waypoints.length;
    this.#allPassed = (1 << this.waypointCount) - 1;
    this.start = from << this.waypointCount;
    this.goal = (to << this.waypointCount) | this.#allPassed;
  }

  isEnd(state: number): boolean {
    return state === this.start || state === this.goal;
  }

  node(state: number): number {
    return state >>> this.waypointCount;
  }

  /** The state at a neighbor that follows a state on the way to the goal, or precedes it on the way to the start; -1 where there is none. */
  step(state: number, node: number, towards: 'goal' | 'start'): number {
    const [passed, bit] = [state & this.#allPassed, this.#bitOf(node)];
    const next = towards === 'goal' ? passed | bit : passed & ~this.#bitOf(this.node(state));
    const exists =
      towards === 'goal'
        ? node !== this.from && (passed & bit) === 0 && (node !== this.to || next === this.#allPassed)
        : node !== this.to && (next & bit) === bit && (node !== this.from || next === 0);
    return exists ? (node << this.waypointCount) | next : -1;
  }

  /** The bit of a waypoint, 0 for any other node. */
  #bitOf(node: number): number {
    const index = this.#waypoints.indexOf(node);
    return index < 0 ? 0 : 1 << index;
  }
}

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
  readonly #cache: EdgeBuffer;
  readonly #selected: EdgeBuffer;
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
    this.#cache = buffers.acquire(EdgeBuffer);
    this.#selected = buffers.acquire(EdgeBuffer);
    this.#expanded = buffers.acquire(IntIndexSet);
    this.#expandedInto = buffers.acquire(IntIndexSet);
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

  /** Expands a state to the states of a set, which are allowed, by tie id; at most `max` of them. */
  expandInto(within: IntIndexSet, state: number, max = Number.POSITIVE_INFINITY): Expansion {
    const sizeBefore = this.#expandedInto.size;
    if (this.space.waypointCount === 0 && !this.#expanded.has(state) && this.#expandedInto.add(state) === sizeBefore) {
      const { ties, targets, length } = this.neighbors.find(state, within, max);
      return { ties, targets, start: 0, end: length };
    }
    const { ties, targets, start, end } = this.expand(state);
    const selected = this.#selected;
    selected.length = 0;
    selected.reserve(end - start);
    for (let i = start; i < end && selected.length < max; i++) {
      if (!within.has(targets[i]!)) continue;
      selected.ties[selected.length] = ties[i]!;
      selected.targets[selected.length++] = targets[i]!;
    }
    return { ties: selected.ties, targets: selected.targets, start: 0, end: selected.length };
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

  /** Appends to the cache the states that follow at the neighbors, where they exist and are allowed. */
  #expandWhole(state: number): number {
    const { space, intermediates } = this;
    const { ties, targets, length: found } = this.neighbors.find(space.node(state));
    const cache = this.#cache;
    cache.reserve(found + 1);
    let { length } = cache;
    for (let i = 0; i < found; i++) {
      const node = targets[i]!;
      const other = space.waypointCount === 0 ? node : space.step(state, node, this.towards);
      cache.ties[length] = ties[i]!;
      cache.targets[length] = other;
      if (other >= 0) length += space.isEnd(other) ? 1 : intermediates.allows(node);
    }
    cache.length = length;
    this.#starts.push(this.#cache.length);
    return this.#expanded.add(state);
  }
}
