import type { PairGraph } from '../shape/pairGraph.ts';

/** Points with friendly and hostile weights between them; at higher levels of the search a point is a whole community. */
export interface WeightedGraph {
  readonly size: number;
  /** Row i: the points beside point i, each with the weight of friendship and of enmity; itself is not in it. */
  readonly rowStart: Int32Array;
  readonly rowPoint: Int32Array;
  readonly friendly: Float64Array;
  readonly hostile: Float64Array;
  /** Sums over the row, and twice what lies inside the point. */
  readonly friendlyDegree: Float64Array;
  readonly hostileDegree: Float64Array;
}

/** A friendly pair weighs 1, a hostile one 1, one that is both has both, however many ties there are. */
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

/** The graph of communities, numbered 0 .. count-1; degrees keep what lies inside. */
export function merged(graph: WeightedGraph, communityOf: Int32Array, count: number): WeightedGraph {
  const { start, points } = membersOf(communityOf, count);
  const room = graph.rowPoint.length;
  const [rowStart, rowPoint] = [new Int32Array(count + 1), new Int32Array(room)];
  const [friendly, hostile] = [new Float64Array(room), new Float64Array(room)];
  /** Where in the row of the community at hand each other one stands, if it stands there. */
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

/** Points by community: those of community i are from start[i] to start[i + 1]. */
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
