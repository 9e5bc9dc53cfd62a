import type { Budget } from '../paths/budget.ts';
import { sumsOf, type WeightedGraph } from './weighted.ts';

/** Smaller gains are rounding errors. */
const LEAST_GAIN = 1e-9;

/**
 * Moves each vertex, in order, to the adjacent community with the highest gain of modularity, or to a community of its own.
 * The neighbors of a moved vertex are queued again, until the queue is empty: the fast local moving phase of the Leiden method
 * (Traag, Waltman, van Eck 2019). Among equal gains a vertex stays, else it moves to the community with the lowest number.
 * Communities are numbers below the size of the graph. Returns whether any vertex moved.
 */
export function moveAll(
  graph: WeightedGraph,
  communityOf: Int32Array,
  total: { friendly: number; hostile: number },
  budget: Budget,
): boolean {
  const { size, rowStart, rowPoint, friendly, hostile, friendlyDegree, hostileDegree } = graph;
  const friendlySum = sumsOf(friendlyDegree, communityOf, size);
  const hostileSum = sumsOf(hostileDegree, communityOf, size);
  const members = new Int32Array(size);
  for (const community of communityOf) members[community]!++;
  const free: number[] = [];
  for (let community = size - 1; community >= 0; community--) if (members[community] === 0) free.push(community);
  const [friendlyTo, hostileTo] = [new Float64Array(size), new Float64Array(size)];
  const beside: number[] = [];
  const waiting = new PointQueue(size);
  let movedAny = false;
  for (let point = waiting.take(); point >= 0; point = waiting.take()) {
    budget.spend(1 + rowStart[point + 1]! - rowStart[point]!);
    if (!move(point)) continue;
    movedAny = true;
    for (let at = rowStart[point]!; at < rowStart[point + 1]!; at++) {
      if (communityOf[rowPoint[at]!] !== communityOf[point]) waiting.add(rowPoint[at]!);
    }
  }
  return movedAny;

  function move(point: number): boolean {
    const old = communityOf[point]!;
    weighNeighbours(point);
    leave(point, old);
    let [best, bestGain] = [old, gain(point, old)];
    for (const community of beside) {
      if (friendlyTo[community] === 0 || community === old) continue;
      const own = gain(point, community);
      const equal = best !== old && own > bestGain - LEAST_GAIN && community < best;
      if (own > bestGain + LEAST_GAIN || equal) [best, bestGain] = [community, own];
    }
    if (bestGain < -LEAST_GAIN && members[old]! > 0) best = free.at(-1)!;
    join(point, best);
    for (const community of beside) friendlyTo[community] = hostileTo[community] = 0;
    beside.length = 0;
    return best !== old;
  }

  function weighNeighbours(point: number): void {
    for (let at = rowStart[point]!; at < rowStart[point + 1]!; at++) {
      const community = communityOf[rowPoint[at]!]!;
      if (friendlyTo[community] === 0 && hostileTo[community] === 0) beside.push(community);
      friendlyTo[community]! += friendly[at]!;
      hostileTo[community]! += hostile[at]!;
    }
  }

  /** What the vertex adds to twice the modularity by joining a community that it is not counted in. */
  function gain(point: number, community: number): number {
    const expected = (own: number, sum: number, all: number) => (all === 0 ? 0 : (own * sum) / all);
    const forIt = friendlyTo[community]! - expected(friendlyDegree[point]!, friendlySum[community]!, total.friendly);
    const againstIt = hostileTo[community]! - expected(hostileDegree[point]!, hostileSum[community]!, total.hostile);
    return forIt - againstIt;
  }

  function leave(point: number, community: number): void {
    friendlySum[community]! -= friendlyDegree[point]!;
    hostileSum[community]! -= hostileDegree[point]!;
    if (--members[community]! === 0) free.push(community);
  }

  function join(point: number, community: number): void {
    if (members[community]!++ === 0) free.splice(free.lastIndexOf(community), 1);
    friendlySum[community]! += friendlyDegree[point]!;
    hostileSum[community]! += hostileDegree[point]!;
    communityOf[point] = community;
  }
}

/** A first-in, first-out queue of vertices without repeats; it starts with all of them in order. */
class PointQueue {
  readonly #points: Int32Array;
  readonly #waits: Uint8Array;
  #start = 0;
  #length: number;

  constructor(size: number) {
    this.#points = Int32Array.from({ length: size }, (_, point) => point);
    this.#waits = new Uint8Array(size).fill(1);
    this.#length = size;
  }

  /** -1 where the queue is empty. */
  take(): number {
    if (this.#length === 0) return -1;
    const point = this.#points[this.#start]!;
    this.#start = (this.#start + 1) % this.#points.length;
    this.#length--;
    this.#waits[point] = 0;
    return point;
  }

  add(point: number): void {
    if (this.#waits[point] === 1) return;
    this.#waits[point] = 1;
    this.#points[(this.#start + this.#length++) % this.#points.length] = point;
  }
}
