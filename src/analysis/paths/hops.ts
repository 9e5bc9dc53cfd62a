import type { View } from '../projection/view.ts';
import type { Neighbours } from './neighbours.ts';
import { enlarged, NumberTable } from './numberTable.ts';
import type { Spots } from './spots.ts';
import type { Stations } from './stations.ts';
import type { TieTest } from './tieTest.ts';

/**
 * The hops from spots to spots, each spot looked up in the graph once: what passes the filter is kept side by side, so that
 * going over it again, for other lengths and other thresholds, touches neither the columns nor the filter.
 */
export class Hops {
  /** By hop: tie, spot at its other end, confidence in ten-thousandths, first and last of its days (where time matters). */
  tie = new Int32Array(1024);
  other = new Int32Array(1024);
  confidence = new Uint16Array(1024);
  first = new Int32Array(1024);
  last = new Int32Array(1024);
  readonly #visited = new NumberTable();
  /** The hops of the i-th spot visited are #starts[i] .. #starts[i + 1] - 1, by id of their ties. */
  readonly #starts: number[] = [0];

  constructor(
    private readonly view: View,
    private readonly test: TieTest,
    private readonly neighbours: Neighbours,
    private readonly stations: Stations,
    private readonly spots: Spots,
    private readonly towards: 'after' | 'before',
    private readonly timed: boolean,
  ) {}

  /** A number by which `start` and `end` give the hops of a spot. */
  at(spot: number): number {
    const known = this.#visited.find(spot);
    if (known >= 0) return known;
    this.#visit(spot);
    return this.#visited.add(spot);
  }

  start(visit: number): number {
    return this.#starts[visit]!;
  }

  end(visit: number): number {
    return this.#starts[visit + 1]!;
  }

  /** How many ties, or hops, going over a spot looks at. */
  cost(spot: number): number {
    const known = this.#visited.find(spot);
    return known >= 0 ? this.end(known) - this.start(known) : this.neighbours.cost(this.spots.node(spot));
  }

  #visit(spot: number): void {
    this.neighbours.visit(this.spots.node(spot));
    const { ties, others } = this.neighbours;
    let hop = this.#starts.at(-1)!;
    this.#reserve(hop + ties.length);
    for (let i = 0; i < ties.length; i++) {
      const node = others.items[i]!;
      const other = this.towards === 'after' ? this.spots.after(spot, node) : this.spots.before(spot, node);
      if (other < 0 || !this.#mayStandAt(node, other)) continue;
      const tie = ties.items[i]!;
      this.tie[hop] = tie;
      this.other[hop] = other;
      this.confidence[hop] = this.view.columns.confidence[tie]!;
      if (this.timed) {
        this.first[hop] = this.test.firstDay(tie);
        this.last[hop] = this.test.lastDay(tie);
      }
      hop++;
    }
    this.#starts.push(hop);
  }

  #mayStandAt(node: number, spot: number): boolean {
    return spot === this.spots.start || spot === this.spots.goal || this.stations.allows(node);
  }

  #reserve(capacity: number): void {
    if (capacity <= this.tie.length) return;
    const length = Math.max(capacity, 2 * this.tie.length);
    this.tie = enlarged(this.tie, length);
    this.other = enlarged(this.other, length);
    this.confidence = enlarged(this.confidence, length);
    if (!this.timed) return;
    this.first = enlarged(this.first, length);
    this.last = enlarged(this.last, length);
  }
}
