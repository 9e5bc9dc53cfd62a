import { DirectedGraph, UndirectedGraph } from 'graphology';
import type { PairGraph } from '../src/analysis/subgraph/pairGraph.ts';
import { FROM_FIRST, FROM_SECOND } from '../src/analysis/subgraph/pairGraph.ts';

/** The same pairs as a graph of graphology: all of them, or only the friendly ones. */
export function undirectedOf(graph: PairGraph, friendlyOnly: boolean): UndirectedGraph {
  const made = new UndirectedGraph();
  for (let point = 0; point < graph.size; point++) made.addNode(point);
  for (let pair = 0; pair < graph.pairCount; pair++) {
    if (!friendlyOnly || graph.cooperative[pair]! > 0) made.addEdge(graph.first[pair], graph.second[pair]);
  }
  return made;
}

export function directedOf(graph: PairGraph): DirectedGraph {
  const made = new DirectedGraph();
  for (let point = 0; point < graph.size; point++) made.addNode(point);
  for (let pair = 0; pair < graph.pairCount; pair++) {
    if (graph.directions[pair]! & FROM_FIRST) made.addEdge(graph.first[pair], graph.second[pair]);
    if (graph.directions[pair]! & FROM_SECOND) made.addEdge(graph.second[pair], graph.first[pair]);
  }
  return made;
}
