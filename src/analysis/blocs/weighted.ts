import type { PairGraph } from '../shape/pairGraph.ts';

/** A graph with friendly and hostile weights (CSR); at higher levels of the search a vertex is a whole community. */
export interface WeightedGraph {
  readonly size: number;
  /** Row i: the neighbors of vertex i, each with the friendly and the hostile weight; no self-loops. */
  readonly rowStart: Int32Array;
  readonly rowPoint: Int32Array;
  readonly friendly: Float64Array;
  readonly hostile: Float64Array;
  /** Sums over the row, and twice the weight inside the vertex. */
  readonly friendlyDegree: Float64Array;
  readonly hostileDegree: Float64Array;
}

/** The weights of a pair are 1 where it has friendly ties and 1 where it has hostile ties, however many. */
export function weightedOf({ size, rowStart, rowPoint, rowPair, cooperative, hostile }: PairGraph): WeightedGraph {
  const [friends, foes] = [weights(rowPair, cooperative), weights(rowPair, hostile)];
  return withDegrees({ size, rowStart, rowPoint, friendly: friends, hostile: foes });
}

function weights(rowPair: Int32Array, counts: Int32Array): Float64Array {
  const found = new Float64Array(rowPair.length);
  for (let at = 0; at < rowPair.length; at++) if (counts[rowPair[at]!]! > 0) found[at] = 1;
  return found;
}

type Bare = Omit<WeightedGraph, 'friendlyDegree' | 'hostileDegree'>;

function withDegrees(graph: Bare): WeightedGraph {
  return { ...graph, friendlyDegree: rowSums(graph, graph.friendly), hostileDegree: rowSums(graph, graph.hostile) };
}

function rowSums({ size, rowStart }: Bare, weights: Float64Array): Float64Array {
  const sums = new Float64Array(size);
  for (let point = 0; point < size; point++) {
    for (let at = rowStart[point]!; at < rowStart[point + 1]!; at++) sums[point]! += weights[at]!;
  }
  return sums;
}

/** The aggregate graph, whose vertices are the communities 0 .. count-1; degrees include the weight inside. */
export function merged(graph: WeightedGraph, communityOf: Int32Array, count: number): WeightedGraph {
  const { start, points } = membersOf(communityOf, count);
  const room = graph.rowPoint.length;
  const [rowStart, rowPoint] = [new Int32Array(count + 1), new Int32Array(room)];
  const [friendly, hostile] = [new Float64Array(room), new Float64Array(room)];
  /** The index of each community in the row of the current one, if it is in it. */
  const place = new Int32Array(count).fill(-1);
  let end = 0;
  for (let community = 0; community < count; community++) {
    for (let i = start[community]!; i < start[community + 1]!; i++) addRow(points[i]!, community);
    rowStart[community + 1] = end;
  }
  return {
    size: count,
    rowStart,
    rowPoint: rowPoint.slice(0, end),
    friendly: friendly.slice(0, end),
    hostile: hostile.slice(0, end),
    friendlyDegree: sumsOf(graph.friendlyDegree, communityOf, count),
    hostileDegree: sumsOf(graph.hostileDegree, communityOf, count),
  };

  function addRow(point: number, community: number): void {
    for (let at = graph.rowStart[point]!; at < graph.rowStart[point + 1]!; at++) {
      const other = communityOf[graph.rowPoint[at]!]!;
      if (other === community) continue;
      if (place[other]! < rowStart[community]!) {
        place[other] = end;
        rowPoint[end++] = other;
      }
      friendly[place[other]!]! += graph.friendly[at]!;
      hostile[place[other]!]! += graph.hostile[at]!;
    }
  }
}

/** Vertices by community: those of community i are vertices[start[i]] .. vertices[start[i + 1] - 1]. */
function membersOf(communityOf: Int32Array, count: number): { start: Int32Array; points: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const community of communityOf) start[community + 1]!++;
  for (let community = 0; community < count; community++) start[community + 1]! += start[community]!;
  const next = start.slice();
  const points = new Int32Array(communityOf.length);
  for (let point = 0; point < communityOf.length; point++) points[next[communityOf[point]!]!++] = point;
  return { start, points };
}

export function sumsOf(values: Float64Array, communityOf: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let point = 0; point < communityOf.length; point++) sums[communityOf[point]!]! += values[point]!;
  return sums;
}
