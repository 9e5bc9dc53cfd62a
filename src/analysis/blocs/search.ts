import type { Budget } from '../paths/budget.ts';
import type { Partition } from './branchAndBound.ts';
import { frustrationOf } from './frustration.ts';
import { communities } from './louvain.ts';
import type { SignedPairs } from './signedPairs.ts';
import { netOf, type WeightedGraph } from './weighted.ts';

/** Vertices times starts: small parts are searched often, since that takes little. */
const STARTED_VERTICES = 2_000;
const MAX_STARTS = 32;

/**
 * The best partition of several searches, each of which goes through the vertices in an order of its own: local moving and
 * aggregation (`louvain.ts`) on the weights against the partition. The orders are always the same.
 */
export function searchPartition(pairs: SignedPairs, budget: Budget): Partition {
  const starts = Math.min(MAX_STARTS, Math.max(1, Math.floor(STARTED_VERTICES / pairs.size)));
  let [order, best]: [number[], Partition | null] = [[...pairs.keys()], null];
  for (let start = 0; start < starts; start++) {
    const graph = inOrder(pairs, order);
    const campOf = communities(graph, budget);
    const cost = frustrationOf(graph, campOf);
    if (!best || cost < best.cost) best = { cost, joins: order.map((vertex, i) => [vertex, order[campOf[i]!]!] as const) };
    if (cost === 0) break;
    order = shuffled(order, start);
  }
  return best!;
}

/** Numbers the vertices in a given order. */
function inOrder(pairs: SignedPairs, order: readonly number[]): WeightedGraph {
  const number = new Map(order.map((vertex, i) => [vertex, i]));
  const rowStart = new Int32Array(order.length + 1);
  const [rowVertex, weights]: [number[], number[]] = [[], []];
  for (const [i, vertex] of order.entries()) {
    for (const [other, weight] of pairs.get(vertex)!) {
      rowVertex.push(number.get(other)!);
      weights.push(weight);
    }
    rowStart[i + 1] = rowVertex.length;
  }
  const friendly = Float64Array.from(weights, (weight) => Math.max(0, weight));
  const hostile = Float64Array.from(weights, (weight) => Math.max(0, -weight));
  return netOf({ size: order.length, rowStart, rowVertex: Int32Array.from(rowVertex), friendly, hostile });
}

/** Fisher–Yates with a linear congruential generator. */
function shuffled(vertices: readonly number[], seed: number): number[] {
  const order = [...vertices];
  let state = seed + 1;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const k = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[k]] = [order[k]!, order[i]!];
  }
  return order;
}
