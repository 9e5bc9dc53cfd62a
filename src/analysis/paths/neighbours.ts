import type { Direction } from '../../model/kinds.ts';
import { firstLeads } from '../projection/incidence.ts';
import { emptyStretch, type Run, Runs } from '../projection/runs.ts';
import type { View } from '../projection/view.ts';
import { type Budget, GLANCES } from './budget.ts';
import type { NodeSet } from './nodeSet.ts';
import type { NumberTable } from './numberTable.ts';
import type { TieTest } from './tieTest.ts';
import type { Ways } from './ways.ts';

/**
 * The ties that lead from a node to its neighbors, by id: those from it (OUT), to it (IN), or both (ANY).
 * A symmetric tie has no direction and is followed from either end.
 */
export class Neighbours {
  readonly #runs: Runs;
  readonly #stretch = emptyStretch();
  readonly #isUndirected: boolean;
  readonly #side: Direction;
  /** The types and statuses that are followed along outgoing and against incoming ties: tables by packed type and status. */
  readonly #outwards: Uint8Array;
  readonly #inwards: Uint8Array;
  /** A sink for prefetched values, so that the reads are not optimized away. */
  #fetched = 0;

  constructor(
    private readonly view: View,
    private readonly test: TieTest,
    direction: Direction,
    private readonly budget: Budget,
    runs = new Runs(),
  ) {
    this.#runs = runs;
    this.#isUndirected = direction === 'ANY';
    this.#side = test.allowsSymmetric ? 'ANY' : direction;
    this.#outwards = direction === 'IN' ? test.symmetric : test.allowed;
    this.#inwards = direction === 'OUT' ? test.symmetric : test.allowed;
  }

  /**
   * Fills `edges` with the ties of a node that pass the test and the nodes they lead to. With `within`, only ties that lead
   * to one of these nodes: where few do, this is far cheaper, since the facts of most ties are never read. Stops after `max`.
   */
  find(node: number, ways: Ways, among: NumberTable | null = null, most = Number.POSITIVE_INFINITY): void {
    ways.length = 0;
    const runs = this.view.runs(node, this.#runs);
    let looked = 0;
    for (let i = 0; i < runs.length && ways.length < most; i++) {
      const run = runs.items[i]!;
      if (this.#isWanted(run)) looked += this.test.select(run, this.#allowed(run), among, most, ways);
    }
    this.budget.spend(1 + (among === null ? looked : looked >> GLANCES));
  }

  /** Adds the neighbors of a node to a set. */
  reach(node: number, reached: NodeSet): void {
    this.budget.spend(1 + this.view.degree(node, this.#side));
    if (this.#isUndirected) {
      this.test.reach(this.view.stretch(node, this.#stretch), this.#outwards, reached);
      return;
    }
    const runs = this.view.runs(node, this.#runs);
    for (let i = 0; i < runs.length; i++) {
      const run = runs.items[i]!;
      if (this.#isWanted(run)) this.test.reach(run, this.#allowed(run), reached);
    }
  }

  /**
   * Reads the first adjacency entry of some nodes, so that the processor fetches them in parallel instead of one after the
   * other when each node is expanded.
   */
  fetch(nodes: Int32Array, start: number, end: number): void {
    this.#fetched |= firstLeads(this.view.buffers, nodes, start, end);
  }

  /** Does a tie lead from a node to one of these nodes that is accepted? */
  meets(node: number, among: NodeSet, isWanted: (other: number) => boolean): boolean {
    this.budget.spend(1 + (this.view.degree(node, this.#side) >> GLANCES));
    if (this.#isUndirected) return this.test.meets(this.view.stretch(node, this.#stretch), this.#outwards, among, isWanted);
    const runs = this.view.runs(node, this.#runs);
    for (let i = 0; i < runs.length; i++) {
      const run = runs.items[i]!;
      if (this.#isWanted(run) && this.test.meets(run, this.#allowed(run), among, isWanted)) return true;
    }
    return false;
  }

  /** About how many ties expanding the node examines. */
  cost(node: number): number {
    return this.#side === 'ANY' ? 1 << this.view.size(node) : this.view.degree(node, this.#side);
  }

  #allowed({ outwards }: Run): Uint8Array {
    return outwards ? this.#outwards : this.#inwards;
  }

  #isWanted({ outwards }: Run): boolean {
    return this.#side === 'ANY' || outwards === (this.#side === 'OUT');
  }
}
