import { sumsOf, type WeightedGraph } from './weighted.ts';

/**
 * Modularity of a partition of a signed network (Gómez, Jensen, Arenas 2009): the share of weight that is friendly and within
 * communities, less the share that is hostile and within, each less its expectation. 0 where there are no ties.
 */
export function modularity(graph: WeightedGraph, communityOf: Int32Array): number {
  const { size, friendly, hostile, friendlyDegree, hostileDegree } = graph;
  const [friends, foes] = [total(friendlyDegree), total(hostileDegree)];
  if (friends + foes === 0) return 0;
  const surplus = (weights: Float64Array, degrees: Float64Array, all: number) => {
    const chance = sumsOf(degrees, communityOf, size).reduce((sum, degree) => sum + degree * degree, 0);
    return all === 0 ? 0 : within(graph, weights, communityOf) - chance / all;
  };
  return (surplus(friendly, friendlyDegree, friends) - surplus(hostile, hostileDegree, foes)) / (friends + foes);
}

function within({ size, rowStart, rowVertex }: WeightedGraph, weights: Float64Array, communityOf: Int32Array): number {
  let sum = 0;
  for (let vertex = 0; vertex < size; vertex++) {
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      if (communityOf[rowVertex[at]!] === communityOf[vertex]) sum += weights[at]!;
    }
  }
  return sum;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
