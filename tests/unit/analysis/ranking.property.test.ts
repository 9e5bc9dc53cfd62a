import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import { degreeCentrality, inDegreeCentrality } from 'graphology-metrics/centrality/degree.js';
import { describe, expect, it } from 'vitest';
import { type RankingMeasure, ranking } from '../../../src/analysis/ranking/ranking.ts';
import { tieParts } from '../../../src/model/id.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { type Graph, graph } from '../../support/analysis/graph.ts';
import { betweennessCentrality, pagerank } from '../../support/analysis/graphology.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';
import { numRuns } from '../../support/scope.ts';
import { EVERYTHING, undirected } from './support/ranked.ts';

const RUNS = numRuns(200);

function scoresOf(graph: Graph, by: RankingMeasure): Record<string, number> {
  const { view } = build(graph);
  const { items, exact } = ranking(view, { ...EVERYTHING, by, first: 1000 }, NO_LIMITS);
  expect(exact).toBe(true);
  const order = items.map(({ node, score }) => ({ id: view.entityId(node), score }));
  expect(order).toEqual([...order].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)));
  return Object.fromEntries(order.map(({ id, score }) => [id, score]));
}

function directed({ ties }: Graph): DirectedGraph {
  const graph = new DirectedGraph();
  for (const { id } of ties) {
    const { from, to, type } = tieParts(id);
    graph.mergeEdge(from, to);
    if (vocabularyOf(type).symmetric) graph.mergeEdge(to, from);
  }
  return graph;
}

function expectClose(found: Record<string, number>, expected: Record<string, number>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [id, score] of Object.entries(expected)) expect(found[id]).toBeCloseTo(score, 5);
}

describe('ranking equals that of graphology', () => {
  const graphs = fc.oneof(graph(6, 10), graph(20, 30), graph(20, 120)).filter(({ ties }) => ties.length > 1);

  it('by DEGREE', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const expected = degreeCentrality(undirected(graph));
        const others = Object.keys(expected).length - 1;
        expectClose(scoresOf(graph, 'DEGREE'), Object.fromEntries(Object.entries(expected).map(([id, score]) => [id, score * others])));
      }),
      { numRuns: RUNS },
    );
  });

  it('by IN_DEGREE', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const expected = inDegreeCentrality(directed(graph));
        const others = Object.keys(expected).length - 1;
        expectClose(scoresOf(graph, 'IN_DEGREE'), Object.fromEntries(Object.entries(expected).map(([id, score]) => [id, score * others])));
      }),
      { numRuns: RUNS },
    );
  });

  it('by BETWEENNESS', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const reference = undirected(graph);
        fc.pre(reference.order > 2);
        expectClose(scoresOf(graph, 'BETWEENNESS'), betweennessCentrality(reference, { normalized: true }));
      }),
      { numRuns: RUNS },
    );
  });

  it('by PAGERANK', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expectClose(scoresOf(graph, 'PAGERANK'), pagerank(directed(graph), { tolerance: 1e-9, maxIterations: 1000, getEdgeWeight: null }));
      }),
      { numRuns: RUNS },
    );
  });
});
