const NO_BITS: ReadonlyMap<number, number> = new Map();

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
  readonly #waypointBits: number;
  readonly #allPassed: number;
  readonly #bitOfWaypoint: ReadonlyMap<number, number>;

  constructor(
    private readonly from: number,
    private readonly to: number,
    through: readonly number[],
  ) {
    const waypointCount = through.length === 0 ? through : [...new Set(through)].filter((node) => node !== from && node !== to);
    this.#waypointBits = waypointCount.length;
    this.#allPassed = (1 << waypointCount.length) - 1;
    this.#bitOfWaypoint = waypointCount.length === 0 ? NO_BITS : new Map(waypointCount.map((node, i) => [node, 1 << i]));
    this.start = from << this.#waypointBits;
    this.goal = (to << this.#waypointBits) | this.#allPassed;
  }

  /** How many waypoints there are: a path has at least so many intermediate nodes. */
  get waypointCount(): number {
    return this.#waypointBits;
  }

  node(state: number): number {
    return state >>> this.#waypointBits;
  }

  /** The state at a neighbor that follows a state, -1 where there is none. */
  successor(state: number, node: number): number {
    if (this.#waypointBits === 0) return node;
    const passed = state & this.#allPassed;
    if (node === this.to) return passed === this.#allPassed ? this.goal : -1;
    const bit = this.#bitOfWaypoint.get(node) ?? 0;
    return node === this.from || (passed & bit) !== 0 ? -1 : (node << this.#waypointBits) | passed | bit;
  }

  /** The state at a neighbor that precedes a state, -1 where there is none. */
  predecessor(state: number, node: number): number {
    if (this.#waypointBits === 0) return node;
    const passed = state & this.#allPassed & ~(this.#bitOfWaypoint.get(this.node(state)) ?? 0);
    if (node === this.from) return passed === 0 ? this.start : -1;
    const bit = this.#bitOfWaypoint.get(node) ?? 0;
    return node === this.to || (passed & bit) !== bit ? -1 : (node << this.#waypointBits) | passed;
  }
}
