import type { Budget } from './budget.ts';
import type { Neighbours } from './neighbours.ts';
import type { NumberTable } from './numberTable.ts';
import type { Scratch } from './scratch.ts';
import type { Spots } from './spots.ts';
import type { Stations } from './stations.ts';
import type { Ways } from './ways.ts';

/** The result of expanding a state: ties `start` .. `end - 1` and the states that they lead to. The next expansion may overwrite it. */
export interface Found {
  readonly ties: Int32Array;
  readonly others: Int32Array;
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
export class Moves {
  readonly #found: Ways;
  readonly #kept: Ways;
  readonly #visited: NumberTable;
  readonly #lookedInto: NumberTable;
  /** The expansion of the i-th expanded state is #cache[#starts[i]] .. #cache[#starts[i + 1] - 1]. */
  readonly #starts: number[] = [0];

  constructor(
    private readonly neighbours: Neighbours,
    private readonly stations: Stations,
    private readonly spots: Spots,
    private readonly towards: 'goal' | 'start',
    private readonly budget: Budget,
    scratch: Scratch,
  ) {
    this.#found = scratch.ways();
    this.#kept = scratch.ways();
    this.#visited = scratch.table();
    this.#lookedInto = scratch.table();
  }

  /** Prefetches the adjacency of these states. */
  fetch(states: NumberTable): void {
    if (this.spots.waypoints === 0) this.neighbours.fetch(states.keys, 0, states.size);
  }

  /** Expands a state to allowed intermediate nodes and to the ends, by tie id. */
  from(spot: number): Found {
    const known = this.#visited.find(spot);
    const place = known < 0 ? this.#visit(spot) : known;
    const { ties, others } = this.#kept;
    const [start, end] = [this.#starts[place]!, this.#starts[place + 1]!];
    if (known >= 0) this.budget.spend(1 + end - start);
    return { ties, others, start, end };
  }

  /** Expands a state to the states of a set, by tie id; at most `max` of them. */
  into(among: NumberTable, spot: number, most = Number.POSITIVE_INFINITY): Found {
    const found = this.#found;
    const looked = this.#lookedInto.size;
    if (this.#visited.has(spot) || this.#lookedInto.add(spot) < looked) keepOf(this.from(spot), among, most, found);
    else if (this.spots.waypoints === 0) this.neighbours.find(spot, found, among, most);
    else {
      this.neighbours.find(this.spots.node(spot), found);
      this.#leadOn(spot, (other) => among.has(other));
      found.length = Math.min(found.length, most);
    }
    return { ties: found.ties, others: found.others, start: 0, end: found.length };
  }

  /** How many ties expanding a state examines. */
  cost(spot: number): number {
    const known = this.#visited.find(spot);
    return known < 0 ? this.neighbours.cost(this.spots.node(spot)) : this.#starts[known + 1]! - this.#starts[known]!;
  }

  costOf(states: NumberTable): number {
    let cost = 0;
    for (let place = 0; place < states.size; place++) cost += this.cost(states.keys[place]!);
    return cost;
  }

  #visit(spot: number): number {
    const { spots, stations } = this;
    this.neighbours.find(spots.node(spot), this.#found);
    if (spots.waypoints === 0) stations.keep(this.#found, spots.start, spots.goal);
    else this.#leadOn(spot, (other) => this.#mayStandAt(other));
    this.#kept.append(this.#found);
    this.#starts.push(this.#kept.length);
    return this.#visited.add(spot);
  }

  /** Replaces the neighbors found by the states that follow from `state`, where they exist and are accepted. */
  #leadOn(spot: number, isWanted: (other: number) => boolean): void {
    const { spots, towards } = this;
    const found = this.#found;
    let count = 0;
    for (let i = 0; i < found.length; i++) {
      const node = found.others[i]!;
      const other = towards === 'goal' ? spots.after(spot, node) : spots.before(spot, node);
      if (other < 0 || !isWanted(other)) continue;
      found.ties[count] = found.ties[i]!;
      found.others[count++] = other;
    }
    found.length = count;
  }

  #mayStandAt(spot: number): boolean {
    return spot === this.spots.start || spot === this.spots.goal || this.stations.allows(this.spots.node(spot));
  }
}

function keepOf({ ties, others, start, end }: Found, among: NumberTable, most: number, found: Ways): void {
  found.length = 0;
  for (let i = start; i < end && found.length < most; i++) if (among.has(others[i]!)) found.push(ties[i]!, others[i]!);
}
