import type { Budget } from '../paths/budget.ts';
import type { PairGraph } from '../subgraph/pairGraph.ts';

/** Receives three vertices in order, and the pairs of the first two, of the first and last, and of the last two. */
export type OnTriangle = (a: number, b: number, c: number, ab: number, ac: number, bc: number) => void;

/**
 * Emits every triangle once. Each pair is oriented from its vertex of lower degree to the other; then no vertex has more than
 * √(2 × pairs) outgoing pairs, and the work is at most pairs to the power of 1.5 (T. Schank, D. Wagner, Finding, counting and
 * listing all triangles in large graphs, 2005: “forward”).
 */
export function eachTriangle(graph: PairGraph, isUsable: (pair: number) => boolean, budget: Budget, emit: OnTriangle): void {
  const out = orient(graph, isUsable);
  const pairTo = new Int32Array(graph.size).fill(-1);
  for (let u = 0; u < graph.size; u++) {
    const [start, end] = [out.start[u]!, out.start[u + 1]!];
    if (end - start < 2) continue;
    for (let i = start; i < end; i++) pairTo[out.vertex[i]!] = out.pair[i]!;
    for (let i = start; i < end; i++) {
      const v = out.vertex[i]!;
      budget.spend(1 + out.start[v + 1]! - out.start[v]!);
      for (let k = out.start[v]!; k < out.start[v + 1]!; k++) {
        const w = out.vertex[k]!;
        if (pairTo[w]! >= 0) inOrder(u, v, w, out.pair[i]!, pairTo[w]!, out.pair[k]!, emit);
      }
    }
    for (let i = start; i < end; i++) pairTo[out.vertex[i]!] = -1;
  }
}

interface OrientedGraph {
  readonly start: Int32Array;
  readonly vertex: Int32Array;
  readonly pair: Int32Array;
}

function orient({ size, pairCount, first, second, rowStart }: PairGraph, isUsable: (pair: number) => boolean): OrientedGraph {
  const degree = (vertex: number) => rowStart[vertex + 1]! - rowStart[vertex]!;
  const tail = (pair: number) => (degree(first[pair]!) <= degree(second[pair]!) ? first[pair]! : second[pair]!);
  const start = new Int32Array(size + 1);
  for (let pair = 0; pair < pairCount; pair++) if (isUsable(pair)) start[tail(pair) + 1]!++;
  for (let vertex = 0; vertex < size; vertex++) start[vertex + 1]! += start[vertex]!;
  const next = start.slice();
  const [vertex, pairs] = [new Int32Array(start[size]!), new Int32Array(start[size]!)];
  for (let pair = 0; pair < pairCount; pair++) {
    if (!isUsable(pair)) continue;
    const at = next[tail(pair)]!++;
    vertex[at] = first[pair]! + second[pair]! - tail(pair);
    pairs[at] = pair;
  }
  return { start, vertex, pair: pairs };
}

function inOrder(u: number, v: number, w: number, uv: number, uw: number, vw: number, emit: OnTriangle): void {
  if (u > v) inOrder(v, u, w, uv, vw, uw, emit);
  else if (v > w) inOrder(u, w, v, uw, uv, vw, emit);
  else emit(u, v, w, uv, uw, vw);
}
