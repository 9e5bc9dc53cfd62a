import { describe, expect, it } from 'vitest';
import type { PathRequest } from '../../support/analysis/bruteForce.ts';
import { build } from '../../support/analysis/build.ts';
import { entityId, type Graph } from '../../support/analysis/graph.ts';
import { findPaths, NO_LIMITS, tieIds } from '../../support/analysis/questions.ts';
import { completeGraph, ladder, thickLine, twoHubs } from '../../support/analysis/sampleGraphs.ts';

const TIMES = ['ANY_TIME', 'SIMULTANEOUS', 'CHRONOLOGICAL'] as const;
const ORDERS = ['HOPS', 'CONFIDENCE'] as const;
const DISTINCT = ['ENTITIES', 'RELATIONSHIPS'] as const;

/** All combinations of options, for 100 paths of up to 8 hops. */
const questions = TIMES.flatMap((time) => ORDERS.flatMap((orderBy) => DISTINCT.map((distinct) => ({ time, orderBy, distinct }))));

function endsWithin(graph: Graph, to: number, steps: number): void {
  const { view } = build(graph);
  for (const options of questions) {
    const answer = findPaths(view, { from: entityId(0), to: entityId(to), maxDepth: 8, maxPaths: 100, ...options }, { steps });
    expect(answer.stoppedBy, Object.values(options).join()).not.toBe('WORK_LIMIT');
  }
}

describe('searches of hard graphs end within a number of steps', () => {
  it('a complete graph of 30', () => endsWithin(completeGraph(30), 29, 20_000));
  it('a ladder of 30 rungs, to the unreachable far end', () => endsWithin(ladder(30), 59, 500));
  it('a ladder of 30 rungs, to the seventh rung', () => endsWithin(ladder(30), 13, 1000));
  it('two hubs of 50,000 ties', () => endsWithin(twoHubs(50_000), 1, 150_000));
  it('thirty parallel ties over eight hops', () => endsWithin(thickLine(8, 30), 8, 600_000));
});

describe('limits', () => {
  const request: PathRequest = { from: entityId(0), to: entityId(29), maxDepth: 8, maxPaths: 100, orderBy: 'CONFIDENCE' };

  it('a stopped search returns a prefix of the full answer', () => {
    const { view } = build(completeGraph(30));
    const full = findPaths(view, request);
    let checks = 0;
    const cut = findPaths(view, request, { steps: NO_LIMITS.steps, stop: () => ++checks === 2 });
    expect(cut.stoppedBy).toBe('TIME_LIMIT');
    expect(cut.work).toBeLessThan(full.work);
    expect(tieIds(view, cut)).toEqual(tieIds(view, full).slice(0, cut.paths.length));
  });

  it('`stop` is called every 4,096 steps', () => {
    const { view } = build(completeGraph(30));
    let checks = 0;
    const { work } = findPaths(view, request, { steps: NO_LIMITS.steps, stop: () => ++checks < 0 });
    expect(checks).toBe(Math.floor(work / 4096));
  });

  it('are rejected outside their range, and so are equal ends', () => {
    const { view } = build(ladder(3));
    expect(() => findPaths(view, { ...request, to: entityId(3), maxPaths: 101 })).toThrow('Expected maxPaths between 1 and 100, got 101.');
    expect(() => findPaths(view, { ...request, to: entityId(3), maxDepth: 0 })).toThrow('Expected maxDepth between 1 and 8, got 0.');
    expect(() => findPaths(view, { ...request, to: entityId(0) })).toThrow('Expected two different entities, got the same one twice.');
  });
});
