import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, reachable } from '../../../src/analysis/paths/breadthFirst.ts';
import { type ChainStep, chains } from '../../../src/analysis/paths/chains.ts';
import { DIRECTIONS, ENTITY_KINDS } from '../../../src/model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../../src/model/vocabulary.ts';
import { parallel, shortestPath } from '../../support/analysis/bruteForce.ts';
import { build } from '../../support/analysis/build.ts';
import { type Graph, graph } from '../../support/analysis/graph.ts';
import { filter, NO_LIMITS, question } from '../../support/analysis/questions.ts';
import { numRuns } from '../../support/scope.ts';

const SIZE = 8;
const RUNS = numRuns(600);

describe('distance', () => {
  it('is the length of the shortest path', () => {
    fc.assert(
      fc.property(graph(SIZE, 18), question(SIZE), (graph, request) => {
        const { view } = build(graph);
        const model = { ...request, time: undefined, through: undefined, hubDegree: undefined, orderBy: 'HOPS' as const };
        const [from, to] = [view.node(request.from), view.node(request.to)];
        const avoid = request.avoid?.map((id) => view.node(id));
        const { filter, direction, kinds, maxDepth } = request;
        const answer = distance(view, { from, to, filter, direction, kinds, avoid, maxDepth }, NO_LIMITS);
        expect(answer.distance).toBe(shortestPath(graph, model)?.ties.length ?? null);
      }),
      { numRuns: RUNS },
    );
  });

  it('is 0 from an entity to itself, and null where the work limit stops it', () => {
    const { view } = build({ entities: fc.sample(graph(4, 8), 1)[0]!.entities, ties: [] });
    expect(distance(view, { from: 1, to: 1 }, NO_LIMITS).distance).toBe(0);
    expect(distance(view, { from: 1, to: 2 }, { steps: 0 })).toMatchObject({ distance: null, stoppedBy: 'WORK_LIMIT' });
  });
});

describe('reachable', () => {
  it('finds every entity that a path leads to, with the length of the shortest', () => {
    fc.assert(
      fc.property(graph(SIZE, 18), question(SIZE), (graph, request) => {
        const { view } = build(graph);
        const { filter, direction, kinds, hubDegree } = request;
        const maxDepth = 3;
        const model = { from: request.from, filter, direction, kinds, hubDegree, maxDepth };
        const expected = new Map<string, number>();
        for (const { id } of graph.entities) {
          const length = id === request.from ? undefined : shortestPath(graph, { ...model, to: id })?.ties.length;
          if (length !== undefined) expected.set(id, length);
        }
        const from = view.node(request.from);
        const { reached } = reachable(view, { from, filter, direction, kinds, hubDegree, maxDepth }, NO_LIMITS);
        expect(new Map(reached.map(({ node, distance }) => [view.entityId(node), distance]))).toEqual(expected);
        expect(reached.map(({ distance }) => distance)).toEqual(reached.map(({ distance }) => distance).sort());
        expect(reached.length).toBe(expected.size);
      }),
      { numRuns: RUNS },
    );
  });

  it('returns the nearest entities where a limit stops it', () => {
    fc.assert(
      fc.property(graph(SIZE, 30), fc.integer({ min: 0, max: 40 }), (graph, steps) => {
        const { view } = build(graph);
        const full = reachable(view, { from: 0, maxDepth: 4 }, NO_LIMITS);
        const cut = reachable(view, { from: 0, maxDepth: 4 }, { steps });
        expect(cut.reached).toEqual(full.reached.slice(0, cut.reached.length));
        expect(cut.stoppedBy).toBe(full.work > steps ? 'WORK_LIMIT' : null);
      }),
      { numRuns: RUNS },
    );
  });
});

const step: fc.Arbitrary<ChainStep> = fc.record({
  filter: fc.oneof(fc.record({ types: fc.subarray([...RELATIONSHIP_TYPES], { minLength: 12 }) }), filter),
  direction: fc.constantFrom(undefined, ...DIRECTIONS),
  kinds: fc.option(fc.subarray([...ENTITY_KINDS], { minLength: 4 }), { nil: undefined }),
});

/** Brute force: all sequences of distinct entities, each hop over its best tie. */
function bruteChains(graph: Graph, steps: readonly ChainStep[], entities: readonly string[]): string[][] {
  const [step, ...rest] = steps;
  if (!step) return [[]];
  const direction = { OUT: 'FORWARD', IN: 'BACKWARD', ANY: 'ANY' } as const;
  const at = entities.at(-1)!;
  return graph.entities.flatMap(({ id, kind }) => {
    if (entities.includes(id) || (step.kinds && !step.kinds.includes(kind))) return [];
    const request = { from: at, to: id, filter: step.filter, direction: direction[step.direction ?? 'OUT'] };
    const [best] = parallel(graph, request, at, id);
    return best === undefined ? [] : bruteChains(graph, rest, [...entities, id]).map((chain) => [best, ...chain]);
  });
}

describe('chains', () => {
  it('are all sequences that follow the steps, over the best ties, by tie ids', () => {
    fc.assert(
      fc.property(graph(SIZE, 30), fc.array(step, { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 3, 50), (graph, steps, max) => {
        const { view } = build(graph);
        const from = graph.entities[0]!.id;
        const all = bruteChains(graph, steps, [from]).sort((a, b) => (a.join() < b.join() ? -1 : 1));
        const answer = chains(view, view.node(from), steps, max, NO_LIMITS);
        expect(answer.chains.map((chain) => chain.map((tie) => view.tieId(tie)))).toEqual(all.slice(0, max));
        expect(answer.stoppedBy).toBe(all.length > max ? 'MAX_PATHS' : null);
      }),
      { numRuns: RUNS },
    );
  });
});
