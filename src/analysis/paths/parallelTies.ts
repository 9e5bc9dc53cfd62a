import type { Direction } from '../../model/kinds.ts';
import type { View } from '../projection/view.ts';
import { Budget } from './budget.ts';
import { OPPOSITE } from './direction.ts';
import type { EdgeBuffer } from './edgeBuffer.ts';
import type { IntIndexSet } from './intIndexSet.ts';
import { Neighbors } from './neighbors.ts';
import type { SearchBuffers } from './searchBuffers.ts';
import type { TieTest } from './tieTest.ts';

/** Finds all ties between two nodes that pass a filter, and caches them by pair. */
export class ParallelTies {
  readonly #cache = new Map<string, readonly number[]>();
  readonly #forward: Neighbors;
  readonly #backward: Neighbors;
  readonly #edges: EdgeBuffer;
  readonly #target: IntIndexSet;

  constructor(
    private readonly view: View,
    test: TieTest,
    side: Direction,
    buffers: SearchBuffers,
  ) {
    this.#edges = buffers.edges();
    this.#target = buffers.indexSet();
    const unlimited = new Budget({ steps: Number.POSITIVE_INFINITY });
    this.#forward = new Neighbors(view, test, side, unlimited);
    this.#backward = new Neighbors(view, test, OPPOSITE[side], unlimited);
  }

  /** The ties that lead from `from` to `to`: best first, the highest confidence, then the first id. */
  between(from: number, to: number): readonly number[] {
    const pair = `${from} ${to}`;
    const cached = this.#cache.get(pair);
    if (cached) return cached;
    const forwards = this.#forward.cost(from) <= this.#backward.cost(to);
    const ties = forwards ? this.#tiesWith(this.#forward, from, to) : this.#tiesWith(this.#backward, to, from);
    ties.sort((a, b) => this.view.confidence(b) - this.view.confidence(a));
    this.#cache.set(pair, ties);
    return ties;
  }

  #tiesWith(neighbors: Neighbors, node: number, other: number): number[] {
    this.#target.clear();
    this.#target.add(other);
    neighbors.find(node, this.#edges, this.#target);
    return [...this.#edges.ties.subarray(0, this.#edges.length)];
  }
}
