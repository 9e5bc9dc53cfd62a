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
  const weight = (counts: Int32Array) => Float64Array.from(rowPair, (pair) => (counts[pair]! > 0 ? 1 : 0));
  return withDegrees({ size, rowStart, rowPoint, friendly: weight(cooperative), hostile: weight(hostile) });
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
  const members = membersOf(communityOf, count);
  const rowStart = new Int32Array(count + 1);
  const [rowPoint, friendly, hostile]: number[][] = [[], [], []];
  const [friendlyTo, hostileTo] = [new Float64Array(count), new Float64Array(count)];
  const seenBy = new Int32Array(count).fill(-1);
  for (const [community, points] of members.entries()) {
    const beside: number[] = [];
    for (const point of points) {
      for (let at = graph.rowStart[point]!; at < graph.rowStart[point + 1]!; at++) {
        const other = communityOf[graph.rowPoint[at]!]!;
        if (other === community) continue;
        if (seenBy[other] !== community) beside.push(other);
        seenBy[other] = community;
        friendlyTo[other]! += graph.friendly[at]!;
        hostileTo[other]! += graph.hostile[at]!;
      }
    }
    for (const other of beside) {
      rowPoint!.push(other);
      friendly!.push(friendlyTo[other]!);
      hostile!.push(hostileTo[other]!);
      friendlyTo[other] = hostileTo[other] = 0;
    }
    rowStart[community + 1] = rowPoint!.length;
  }
  return {
    size: count,
    rowStart,
    rowPoint: Int32Array.from(rowPoint!),
    friendly: Float64Array.from(friendly!),
    hostile: Float64Array.from(hostile!),
    friendlyDegree: sumsOf(graph.friendlyDegree, communityOf, count),
    hostileDegree: sumsOf(graph.hostileDegree, communityOf, count),
  };
}

function membersOf(communityOf: Int32Array, count: number): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const [point, community] of communityOf.entries()) members[community]!.push(point);
  return members;
}

export function sumsOf(values: Float64Array, communityOf: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (const [point, community] of communityOf.entries()) sums[community]! += values[point]!;
  return sums;
}
