import type { WeightedGraph } from './weighted.ts';

/** The weight against a partition: friendly between communities, hostile within them. */
export function frustrationOf({ size, rowStart, rowVertex, friendly, hostile }: WeightedGraph, communityOf: Int32Array): number {
  let against = 0;
  for (let vertex = 0; vertex < size; vertex++) {
    for (let at = rowStart[vertex]!; at < rowStart[vertex + 1]!; at++) {
      against += communityOf[rowVertex[at]!] === communityOf[vertex] ? hostile[at]! : friendly[at]!;
    }
  }
  return against / 2;
}
