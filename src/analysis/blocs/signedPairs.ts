import type { WeightedGraph } from './weighted.ts';

/**
 * Pairs with a weight each, by vertex: positive is what it costs to part the two, negative what it costs to keep them in one
 * camp; `-Infinity` forbids that. Pairs of weight 0 are left out.
 */
export type SignedPairs = Map<number, Map<number, number>>;

/** The pairs of a graph, those of weight 0 left out. */
export function pairsOf({ size, rowStart, rowVertex, friendly, hostile }: WeightedGraph): SignedPairs {
  const pairs: SignedPairs = new Map();
  for (let vertex = 0; vertex < size; vertex++) {
    const row = new Map<number, number>();
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      const weight = friendly[at]! - hostile[at]!;
      if (weight !== 0) row.set(rowVertex[at]!, weight);
    }
    pairs.set(vertex, row);
  }
  return pairs;
}

export function copyOf(pairs: SignedPairs): SignedPairs {
  return new Map(Array.from(pairs, ([vertex, row]) => [vertex, new Map(row)]));
}

/** The same pairs among fewer vertices. */
export function restrictedTo(pairs: SignedPairs, vertices: Iterable<number>): SignedPairs {
  const chosen: SignedPairs = new Map();
  for (const vertex of vertices) chosen.set(vertex, new Map());
  for (const [vertex, row] of chosen) {
    const all = pairs.get(vertex)!;
    for (const other of all.size < chosen.size ? all.keys() : chosen.keys()) {
      const weight = all.get(other);
      if (weight !== undefined && chosen.has(other)) row.set(other, weight);
    }
  }
  return chosen;
}

export function setWeight(pairs: SignedPairs, a: number, b: number, weight: number): void {
  if (weight === 0) {
    pairs.get(a)!.delete(b);
    pairs.get(b)!.delete(a);
  } else {
    pairs.get(a)!.set(b, weight);
    pairs.get(b)!.set(a, weight);
  }
}

/** Adds to the weight of a pair. Returns what it costs either way: the lesser of two weights of opposite sign. */
export function addWeight(pairs: SignedPairs, a: number, b: number, weight: number): number {
  const own = pairs.get(a)!.get(b) ?? 0;
  setWeight(pairs, a, b, own + weight);
  return own * weight < 0 ? Math.min(Math.abs(own), Math.abs(weight)) : 0;
}

/** Makes two vertices of one camp one vertex, the second. Returns what it costs: their own pair, and weights that cancel out. */
export function contract(pairs: SignedPairs, vertex: number, into: number): number {
  let cost = Math.max(0, -(pairs.get(vertex)!.get(into) ?? 0));
  for (const [other, weight] of removeVertex(pairs, vertex)) if (other !== into) cost += addWeight(pairs, into, other, weight);
  return cost;
}

/** Removes a vertex. Returns its pairs. */
export function removeVertex(pairs: SignedPairs, vertex: number): Map<number, number> {
  const row = pairs.get(vertex)!;
  for (const other of row.keys()) pairs.get(other)!.delete(vertex);
  pairs.delete(vertex);
  return row;
}
