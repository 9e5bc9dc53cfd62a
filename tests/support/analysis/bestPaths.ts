import { expect } from 'vitest';
import type { PathAnswer } from '../../../src/analysis/paths/question.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { bottleneck, bruteForce, type PathRequest } from './bruteForce.ts';
import type { Graph } from './graph.ts';
import { findPaths, tieIds } from './questions.ts';

/** Expects the paths of brute force over the graph, in exact order, each with its confidence. Returns the answer. */
export function expectBestPaths(view: View, graph: Graph, request: PathRequest): PathAnswer {
  const answer = findPaths(view, request);
  const all = bruteForce(graph, request);
  const expected = all.slice(0, request.maxPaths);
  expect(tieIds(view, answer)).toEqual(expected.map(({ ties }) => ties.map(({ id }) => id)));
  expect(answer.paths.map(({ confidence }) => confidence)).toEqual(expected.map(bottleneck));
  expect(answer.stoppedBy).toBe(all.length > request.maxPaths! ? 'MAX_PATHS' : null);
  return answer;
}
