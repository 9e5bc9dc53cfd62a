import type { Budget } from '../paths/budget.ts';
import { sumsOf, type WeightedGraph } from './weighted.ts';

/** Smaller gains are rounding errors. */
const MIN_GAIN = 1e-9;

/**
 * Moves each vertex, in order, to the adjacent community with the highest gain of modularity, or to a community of its own.
 * The neighbors of a moved vertex are queued again, until the queue is empty: the fast local moving phase of the Leiden method
 * (Traag, Waltman, van Eck 2019). Among equal gains a vertex stays, else it moves to the community with the lowest number.
 * Communities are numbers below the size of the graph. Returns whether any vertex moved.
 */
export function moveVertices(
  graph: WeightedGraph,
  communityOf: Int32Array,
  total: { friendly: number; hostile: number },
  budget: Budget,
): boolean {
  const { size, rowStart, rowVertex, friendly, hostile, friendlyDegree, hostileDegree } = graph;
  const friendlySum = sumsOf(friendlyDegree, communityOf, size);
  const hostileSum = sumsOf(hostileDegree, communityOf, size);
  const members = new Int32Array(size);
  for (const community of communityOf) members[community]!++;
  const free: number[] = [];
  for (let community = size - 1; community >= 0; community--) if (members[community] === 0) free.push(community);
  const [friendlyTo, hostileTo] = [new Float64Array(size), new Float64Array(size)];
  const adjacent: number[] = [];
  const queue = new VertexQueue(size);
  let movedAny = false;
  for (let vertex = queue.dequeue(); vertex >= 0; vertex = queue.dequeue()) {
    budget.spend(1 + rowStart[vertex + 1]! - rowStart[vertex]!);
    if (!move(vertex)) continue;
    movedAny = true;
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      if (communityOf[rowVertex[at]!] !== communityOf[vertex]) queue.add(rowVertex[at]!);
    }
  }
  return movedAny;

  function move(vertex: number): boolean {
    const old = communityOf[vertex]!;
    weighNeighbors(vertex);
    leave(vertex, old);
    let [best, bestGain] = [old, gain(vertex, old)];
    for (const community of adjacent) {
      if (friendlyTo[community] === 0 || community === old) continue;
      const own = gain(vertex, community);
      const equal = best !== old && own > bestGain - MIN_GAIN && community < best;
      if (own > bestGain + MIN_GAIN || equal) [best, bestGain] = [community, own];
    }
    if (bestGain < -MIN_GAIN && members[old]! > 0) best = free.at(-1)!;
    join(vertex, best);
    for (const community of adjacent) friendlyTo[community] = hostileTo[community] = 0;
    adjacent.length = 0;
    return best !== old;
  }

  function weighNeighbors(vertex: number): void {
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      const community = communityOf[rowVertex[at]!]!;
      if (friendlyTo[community] === 0 && hostileTo[community] === 0) adjacent.push(community);
      friendlyTo[community]! += friendly[at]!;
      hostileTo[community]! += hostile[at]!;
    }
  }

  /** What the vertex adds to twice the modularity by joining a community that it is not counted in. */
  function gain(vertex: number, community: number): number {
    const expected = (own: number, sum: number, all: number) => (all === 0 ? 0 : (own * sum) / all);
    const forIt = friendlyTo[community]! - expected(friendlyDegree[vertex]!, friendlySum[community]!, total.friendly);
    const againstIt = hostileTo[community]! - expected(hostileDegree[vertex]!, hostileSum[community]!, total.hostile);
    return forIt - againstIt;
  }

  function leave(vertex: number, community: number): void {
    friendlySum[community]! -= friendlyDegree[vertex]!;
    hostileSum[community]! -= hostileDegree[vertex]!;
    if (--members[community]! === 0) free.push(community);
  }

  function join(vertex: number, community: number): void {
    if (members[community]!++ === 0) free.splice(free.lastIndexOf(community), 1);
    friendlySum[community]! += friendlyDegree[vertex]!;
    hostileSum[community]! += hostileDegree[vertex]!;
    communityOf[vertex] = community;
  }
}

/** A first-in, first-out queue of vertices without repeats; it starts with all of them in order. */
class VertexQueue {
  readonly #vertices: Int32Array;
  readonly #isQueued: Uint8Array;
  #start = 0;
  #length: number;

  constructor(size: number) {
    this.#vertices = Int32Array.from({ length: size }, (_, vertex) => vertex);
    this.#isQueued = new Uint8Array(size).fill(1);
    this.#length = size;
  }

  /** -1 where the queue is empty. */
  dequeue(): number {
    if (this.#length === 0) return -1;
    const vertex = this.#vertices[this.#start]!;
    this.#start = (this.#start + 1) % this.#vertices.length;
    this.#length--;
    this.#isQueued[vertex] = 0;
    return vertex;
  }

  add(vertex: number): void {
    if (this.#isQueued[vertex] === 1) return;
    this.#isQueued[vertex] = 1;
    this.#vertices[(this.#start + this.#length++) % this.#vertices.length] = vertex;
  }
}
