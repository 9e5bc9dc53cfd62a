import type { Budget } from '../paths/budget.ts';
import { aggregated, type WeightedGraph } from './weighted.ts';

/** Unites camps between which there is something friendly and no more that is hostile, in order, until there are none such. */
export function unitedAtNoCost(graph: WeightedGraph, campOf: Int32Array, budget: Budget): Int32Array {
  let current = campOf;
  for (;;) {
    const { numbered, first } = numberedByFirst(current);
    const upper = aggregated(graph, numbered, first.length);
    budget.spend(graph.rowVertex.length);
    const into = matched(upper);
    if (into.every((other, camp) => other === camp)) return numbered.map((camp) => first[camp]!);
    current = numbered.map((camp) => into[camp]!);
  }
}

/** Each camp with itself or with a lower one that it can be united with; no camp twice. */
function matched({ size, rowStart, rowVertex, friendly, hostile }: WeightedGraph): Int32Array {
  const into = Int32Array.from({ length: size }, (_, camp) => camp);
  const isTaken = new Uint8Array(size);
  for (let camp = 0; camp < size; camp++) {
    if (isTaken[camp]) continue;
    for (let at = rowStart[camp]!; at < rowStart[camp + 1]!; at++) {
      const other = rowVertex[at]!;
      if (other < camp || isTaken[other] || friendly[at] === 0 || friendly[at]! < hostile[at]!) continue;
      into[other] = camp;
      isTaken[camp] = isTaken[other] = 1;
      break;
    }
  }
  return into;
}

/** Numbers camps 0, 1, 2, … by their first vertex. */
function numberedByFirst(campOf: Int32Array): { numbered: Int32Array; first: number[] } {
  const numbers = new Map<number, number>();
  const first: number[] = [];
  const numbered = campOf.map((camp, vertex) => {
    if (!numbers.has(camp)) {
      numbers.set(camp, first.length);
      first.push(vertex);
    }
    return numbers.get(camp)!;
  });
  return { numbered, first };
}
