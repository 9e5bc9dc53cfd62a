import { UndirectedGraph } from 'graphology';
import { tieParts } from '../../../../src/model/id.ts';
import type { Graph } from '../../../support/analysis/graph.ts';

export const EVERYTHING = {
  filter: { status: ['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'] as const },
};

/** The graph as graphology knows it: one edge for all relationships of a pair. */
export function undirected({ ties }: Graph): UndirectedGraph {
  const graph = new UndirectedGraph();
  for (const { id } of ties) graph.mergeEdge(tieParts(id).from, tieParts(id).to);
  return graph;
}
