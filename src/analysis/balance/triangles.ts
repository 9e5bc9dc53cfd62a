import type { Budget } from '../paths/budget.ts';
import type { PairGraph } from '../shape/pairGraph.ts';

/** Receives three vertices in order, and the pairs of the first two, of the first and last, and of the last two. */
export type OnTriangle = (a: number, b: number, c: number, ab: number, ac: number, bc: number) => void;

/**
 * Emits every triangle once. Each pair is oriented from its vertex of lower degree to the other; then no vertex has more than
 * √(2 × pairs) outgoing pairs, and the work is at most pairs to the power of 1.5 (T. Schank, D. Wagner, Finding, counting and
 * listing all triangles in large graphs, 2005: “forward”).
 */
export function eachTriangle(graph: PairGraph, usable: (pair: number) => boolean, budget: Budget, give: OnTriangle): void {
  const out = outwards(graph, usable);
  const pairTo = new Int32Array(graph.size).fill(-1);
  for (let u = 0; u < graph.size; u++) {
    const [start, end] = [out.start[u]!, out.start[u + 1]!];
    if (end - start < 2) continue;
    for (let i = start; i < end; i++) pairTo[out.point[i]!] = out.pair[i]!;
    for (let i = start; i < end; i++) {
      const v = out.point[i]!;
      budget.spend(1 + out.start[v + 1]! - out.start[v]!);
      for (let k = out.start[v]!; k < out.start[v + 1]!; k++) {
        const w = out.point[k]!;
        if (pairTo[w]! >= 0) inOrder(u, v, w, out.pair[i]!, pairTo[w]!, out.pair[k]!, give);
      }
    }
    for (let i = start; i < end; i++) pairTo[out.point[i]!] = -1;
  }
}

interface Outwards {
  readonly start: Int32Array;
  readonly point: Int32Array;
  readonly pair: Int32Array;
}

function outwards({ size, pairCount, first, second, rowStart }: PairGraph, usable: (pair: number) => boolean): Outwards {
  const degree = (point: number) => rowStart[point + 1]! - rowStart[point]!;
  const tail = (pair: number) => (degree(first[pair]!) <= degree(second[pair]!) ? first[pair]! : second[pair]!);
  const start = new Int32Array(size + 1);
  for (let pair = 0; pair < pairCount; pair++) if (usable(pair)) start[tail(pair) + 1]!++;
  for (let point = 0; point < size; point++) start[point + 1]! += start[point]!;
  const next = start.slice();
  const [point, pairs] = [new Int32Array(start[size]!), new Int32Array(start[size]!)];
  for (let pair = 0; pair < pairCount; pair++) {
    if (!usable(pair)) continue;
    const at = next[tail(pair)]!++;
    point[at] = first[pair]! + second[pair]! - tail(pair);
    pairs[at] = pair;
  }
  return { start, point, pair: pairs };
}

function inOrder(u: number, v: number, w: number, uv: number, uw: number, vw: number, give: OnTriangle): void {
  if (u > v) inOrder(v, u, w, uv, vw, uw, give);
  else if (v > w) inOrder(u, w, v, uw, uv, vw, give);
  else give(u, v, w, uv, uw, vw);
}
