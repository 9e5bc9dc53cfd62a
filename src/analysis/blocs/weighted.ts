import type { PairGraph } from '../subgraph/pairGraph.ts';

/** A graph with friendly and hostile weights (CSR); at higher levels of the search a vertex is a whole community. */
export interface WeightedGraph {
  readonly size: number;
  /** Row i: the neighbors of vertex i, each with the friendly and the hostile weight; no self-loops. */
  readonly rowStart: Int32Array;
  readonly rowVertex: Int32Array;
  readonly friendly: Float64Array;
  readonly hostile: Float64Array;
  /** Sums over the row, and twice the weight inside the vertex. */
  readonly friendlyDegree: Float64Array;
  readonly hostileDegree: Float64Array;
}

/** The weights of a pair are 1 where it has friendly ties and 1 where it has hostile ties, however many. */
export function weightedOf({ size, rowStart, rowVertex, rowPair, cooperative, hostile }: PairGraph): WeightedGraph {
  const [friends, foes] = [weights(rowPair, cooperative), weights(rowPair, hostile)];
  return withDegrees({ size, rowStart, rowVertex, friendly: friends, hostile: foes });
}

/**
 * The same graph with the lesser of the two weights taken off each pair, and without expectations: its degrees are 0, so that
 * `communities` weighs what is friendly and hostile alone.
 */
export function netOf({
  size,
  rowStart,
  rowVertex,
  friendly,
  hostile,
}: Omit<WeightedGraph, 'friendlyDegree' | 'hostileDegree'>): WeightedGraph {
  const degrees = new Float64Array(size);
  return {
    size,
    rowStart,
    rowVertex,
    friendly: friendly.map((weight, at) => Math.max(0, weight - hostile[at]!)),
    hostile: hostile.map((weight, at) => Math.max(0, weight - friendly[at]!)),
    friendlyDegree: degrees,
    hostileDegree: degrees,
  };
}

function weights(rowPair: Int32Array, counts: Int32Array): Float64Array {
  const found = new Float64Array(rowPair.length);
  for (let at = 0; at < rowPair.length; at++) if (counts[rowPair[at]!]! > 0) found[at] = 1;
  return found;
}

type WithoutDegrees = Omit<WeightedGraph, 'friendlyDegree' | 'hostileDegree'>;

function withDegrees(graph: WithoutDegrees): WeightedGraph {
  return { ...graph, friendlyDegree: rowSums(graph, graph.friendly), hostileDegree: rowSums(graph, graph.hostile) };
}

function rowSums({ size, rowStart }: WithoutDegrees, weights: Float64Array): Float64Array {
  const sums = new Float64Array(size);
  for (let vertex = 0; vertex < size; vertex++) {
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) sums[vertex]! += weights[at]!;
  }
  return sums;
}

/** The aggregate graph, whose vertices are the communities 0 .. count-1; degrees include the weight inside. */
export function aggregated(graph: WeightedGraph, communityOf: Int32Array, count: number): WeightedGraph {
  const { start, vertices } = membersOf(communityOf, count);
  const capacity = graph.rowVertex.length;
  const [rowStart, rowVertex] = [new Int32Array(count + 1), new Int32Array(capacity)];
  const [friendly, hostile] = [new Float64Array(capacity), new Float64Array(capacity)];
  /** The index of each community in the row of the current one, if it is in it. */
  const place = new Int32Array(count).fill(-1);
  let end = 0;
  for (let community = 0; community < count; community++) {
    for (let i = start[community]!; i < start[community + 1]!; i++) addRow(vertices[i]!, community);
    rowStart[community + 1] = end;
  }
  return {
    size: count,
    rowStart,
    rowVertex: rowVertex.slice(0, end),
    friendly: friendly.slice(0, end),
    hostile: hostile.slice(0, end),
    friendlyDegree: sumsOf(graph.friendlyDegree, communityOf, count),
    hostileDegree: sumsOf(graph.hostileDegree, communityOf, count),
  };

  function addRow(vertex: number, community: number): void {
    for (let at = graph.rowStart[vertex]!; at < graph.rowStart[vertex + 1]!; at++) {
      const other = communityOf[graph.rowVertex[at]!]!;
      if (other === community) continue;
      if (place[other]! < rowStart[community]!) {
        place[other] = end;
        rowVertex[end++] = other;
      }
      friendly[place[other]!]! += graph.friendly[at]!;
      hostile[place[other]!]! += graph.hostile[at]!;
    }
  }
}

/** Vertices by community: those of community i are vertices[start[i]] .. vertices[start[i + 1] - 1]. */
function membersOf(communityOf: Int32Array, count: number): { start: Int32Array; vertices: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const community of communityOf) start[community + 1]!++;
  for (let community = 0; community < count; community++) start[community + 1]! += start[community]!;
  const next = start.slice();
  const vertices = new Int32Array(communityOf.length);
  for (let vertex = 0; vertex < communityOf.length; vertex++) vertices[next[communityOf[vertex]!]!++] = vertex;
  return { start, vertices };
}

export function sumsOf(values: Float64Array, communityOf: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let vertex = 0; vertex < communityOf.length; vertex++) sums[communityOf[vertex]!]! += values[vertex]!;
  return sums;
}
