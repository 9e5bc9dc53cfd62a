const NO_BITS: ReadonlyMap<number, number> = new Map();

/**
 * The states of a search: a node and the set of waypoints (`through`) that the path has passed. Encoded as one integer, the
 * node in the high bits and a bit for each waypoint in the low ones; without waypoints a state equals its node.
 *
 * This product construction turns "through all of these in any order" into an ordinary search, from the start with no
 * waypoint passed to the goal with all passed. A waypoint is passed once, so a state has one successor and one predecessor
 * at each neighbor.
 */
export class Spots {
  readonly start: number;
  readonly goal: number;
  readonly #bits: number;
  readonly #all: number;
  readonly #bitOf: ReadonlyMap<number, number>;

  constructor(
    private readonly from: number,
    private readonly to: number,
    through: readonly number[],
  ) {
    const waypoints = through.length === 0 ? through : [...new Set(through)].filter((node) => node !== from && node !== to);
    this.#bits = waypoints.length;
    this.#all = (1 << waypoints.length) - 1;
    this.#bitOf = waypoints.length === 0 ? NO_BITS : new Map(waypoints.map((node, i) => [node, 1 << i]));
    this.start = from << this.#bits;
    this.goal = (to << this.#bits) | this.#all;
  }

  /** How many waypoints there are: a path has at least so many intermediate nodes. */
  get waypoints(): number {
    return this.#bits;
  }

  node(spot: number): number {
    return spot >>> this.#bits;
  }

  /** The state at a neighbor that follows a state, -1 where there is none. */
  after(spot: number, node: number): number {
    if (this.#bits === 0) return node;
    const passed = spot & this.#all;
    if (node === this.to) return passed === this.#all ? this.goal : -1;
    const bit = this.#bitOf.get(node) ?? 0;
    return node === this.from || (passed & bit) !== 0 ? -1 : (node << this.#bits) | passed | bit;
  }

  /** The state at a neighbor that precedes a state, -1 where there is none. */
  before(spot: number, node: number): number {
    if (this.#bits === 0) return node;
    const passed = spot & this.#all & ~(this.#bitOf.get(this.node(spot)) ?? 0);
    if (node === this.from) return passed === 0 ? this.start : -1;
    const bit = this.#bitOf.get(node) ?? 0;
    return node === this.to || (passed & bit) !== bit ? -1 : (node << this.#bits) | passed;
  }
}
