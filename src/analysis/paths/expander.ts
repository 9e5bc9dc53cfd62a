import type { Budget } from './budget.ts';
import type { IntermediateNodes } from './intermediateNodes.ts';
import type { Neighbors } from './neighbors.ts';
import type { EdgeBuffer, IntIndexSet, SearchBuffers } from './searchBuffers.ts';

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

  /** The state at a neighbor that follows a state, -1 where there is none. */
  successor(state: number, node: number): number {
    const passed = state & this.#allPassed;
    if (node === this.to) return passed === this.#allPassed ? this.goal : -1;
    const bit = this.#bitOf(node);
    return node === this.from || (passed & bit) !== 0 ? -1 : (node << this.waypointCount) | passed | bit;
  }

  /** The state at a neighbor that precedes a state, -1 where there is none. */
  predecessor(state: number, node: number): number {
    const passed = state & this.#allPassed & ~this.#bitOf(this.node(state));
    if (node === this.from) return passed === 0 ? this.start : -1;
    const bit = this.#bitOf(node);
    return node === this.to || (passed & bit) !== bit ? -1 : (node << this.waypointCount) | passed;
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
    { edges, indexSets }: SearchBuffers,
  ) {
    this.#scan = edges.acquire();
    this.#cache = edges.acquire();
    this.#expanded = indexSets.acquire();
    this.#expandedInto = indexSets.acquire();
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
    const found = this.#scan;
    const sizeBefore = this.#expandedInto.size;
    if (this.space.waypointCount === 0 && !this.#expanded.has(state) && this.#expandedInto.add(state) === sizeBefore) {
      this.neighbors.find(state, found, within, max);
    } else {
      const { ties, targets, start, end } = this.expand(state);
      found.length = 0;
      found.reserve(end - start);
      for (let i = start; i < end && found.length < max; i++) {
        if (!within.has(targets[i]!)) continue;
        found.ties[found.length] = ties[i]!;
        found.targets[found.length++] = targets[i]!;
      }
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
    const found = this.#scan;
    this.neighbors.find(space.node(state), found);
    if (space.waypointCount === 0) intermediates.retainAllowed(found, space.start, space.goal);
    else this.#toStates(state);
    this.#cache.append(found.ties, found.targets, found.length);
    this.#starts.push(this.#cache.length);
    return this.#expanded.add(state);
  }

  /** Replaces the neighbors found by the states that follow from `state`, where they exist and are allowed. */
  #toStates(state: number): void {
    const { space, towards, intermediates } = this;
    const found = this.#scan;
    let count = 0;
    for (let i = 0; i < found.length; i++) {
      const node = found.targets[i]!;
      const other = towards === 'goal' ? space.successor(state, node) : space.predecessor(state, node);
      if (other < 0 || !(space.isEnd(other) || intermediates.allows(node))) continue;
      found.ties[count] = found.ties[i]!;
      found.targets[count++] = other;
    }
    found.length = count;
  }
}
