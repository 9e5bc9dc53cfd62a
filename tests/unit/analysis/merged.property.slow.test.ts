import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, reachable } from '../../../src/analysis/paths/breadthFirst.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { expectBestPaths } from '../../support/analysis/bestPaths.ts';
import { bruteForce, degreeOf, endsIn, type PathRequest, parallel, shortestPath } from '../../support/analysis/bruteForce.ts';
import { build } from '../../support/analysis/build.ts';
import { type Graph, graph } from '../../support/analysis/graph.ts';
import { Merges, type MergeWrite, mergeWrites } from '../../support/analysis/merges.ts';
import { findPaths, NO_LIMITS, question, tieIds } from '../../support/analysis/questions.ts';

const RUNS = 300;

/** A graph, merges, a question, and how many ties and merges can be appended before the projection is compacted. */
const cases = fc
  .constantFrom(4, 6, 8)
  .chain((size) => fc.tuple(graph(size, 32), mergeWrites(size), question(size), fc.constantFrom(1, 3, 8, 1024)));

/** The graph after the merges, a view of it, and the question with its entities replaced by canonical ones. */
interface Merged {
  readonly graph: Graph;
  readonly view: View;
  readonly request: PathRequest;
}
type Setup = (graph: Graph, writes: readonly MergeWrite[], minSpareCapacity: number) => { merges: Merges; view: View };

const built: Setup = (graph, writes) => {
  const merges = new Merges(graph.entities);
  for (const write of writes) merges.write(write);
  return { merges, view: build(merges.in(graph)).view };
};

/** The first `mergedBefore` merges precede the building of the projection, which follows the others. */
const following =
  (mergedBefore: number): Setup =>
  (graph, writes, minSpareCapacity) => {
    const merges = new Merges(graph.entities);
    for (const write of writes.slice(0, mergedBefore)) merges.write(write);
    const projection = build(merges.in(graph), 0, { minSpareCapacity });
    for (const [at, write] of writes.slice(mergedBefore).entries()) projection.apply({ revision: at + 1, rows: merges.write(write) });
    return { merges, view: projection.view };
  };

const SETUPS: [string, Setup][] = [
  ['built with merges', built],
  ['that followed merges', following(0)],
  ['built with merges that followed others', following(2)],
];

describe.each(SETUPS)('on a projection %s', (_, setup) => {
  /** Checks random cases, and that enough of them exercise what the test is about: `look` returns whether one does. */
  function check(look: (merged: Merged) => boolean): void {
    let hits = 0;
    fc.assert(
      fc.property(cases, ([recorded, writes, request, minSpareCapacity]) => {
        const { merges, view } = setup(recorded, writes, minSpareCapacity);
        const canon = (id: string) => merges.canon(id);
        const several = (ids?: string[]) => ids && [...new Set(ids.map(canon))];
        const ends = { from: canon(request.from), to: canon(request.to) };
        fc.pre(ends.from !== ends.to);
        const question = { ...request, ...ends, avoid: several(request.avoid), through: several(request.through) };
        if (look({ graph: merges.in(recorded), view, request: question })) hits++;
      }),
      { numRuns: RUNS },
    );
    expect(hits).toBeGreaterThan(RUNS / 20);
  }

  /** Does some tie have other ends than its id contains? */
  const isMoved = (graph: Graph, ids: readonly string[]) => ids.some((id) => endsIn(graph, id).some((end) => !id.includes(end)));

  it('finds the paths of the merged graph, in exact order', () => {
    check(({ graph, view, request }) => {
      return isMoved(graph, tieIds(view, expectBestPaths(view, graph, request)).flat());
    });
  });

  it('hops connect canonical entities, with the parallel ties of all merged ones', () => {
    check(({ graph, view, request }) => {
      const answer = findPaths(view, request);
      for (const [i, { entities }] of bruteForce(graph, request).slice(0, request.maxPaths).entries()) {
        for (const [j, hop] of answer.paths[i]!.hops.entries()) {
          const [from, to] = [entities[j]!, entities[j + 1]!];
          const id = view.tieId(hop.tie);
          const others = request.distinct === 'RELATIONSHIPS' ? [] : parallel(graph, request, from, to).filter((other) => other !== id);
          expect([view.entityId(hop.from), view.entityId(hop.to)]).toEqual([from, to]);
          expect(hop.forward).toBe(endsIn(graph, id)[0] === from);
          expect(hop.parallel.map((tie) => view.tieId(tie))).toEqual(others);
        }
      }
      return isMoved(graph, tieIds(view, answer).flat());
    });
  });

  it('the degree of an entity counts the ties of all merged into it, without those between them', () => {
    check(({ graph, view }) => {
      for (const { id, canon } of graph.entities) if (id === canon) expect(view.degree(view.node(id))).toBe(degreeOf(graph, id));
      return graph.ties.some(({ id }) => endsIn(graph, id)[0] === endsIn(graph, id)[1]);
    });
  });

  it('the distance is the length of the shortest path, and 0 to the canonical entity', () => {
    check(({ graph, view, request }) => {
      const model = { ...request, time: undefined, through: undefined, hubDegree: undefined, orderBy: 'HOPS' as const };
      const { filter, direction, kinds, maxDepth } = request;
      const [from, to] = [view.node(request.from), view.node(request.to)];
      const avoid = request.avoid?.map((id) => view.node(id));
      const shortest = shortestPath(graph, model);
      expect(distance(view, { from, to, filter, direction, kinds, avoid, maxDepth }, NO_LIMITS).distance).toBe(
        shortest?.ties.length ?? null,
      );
      for (const { id, canon } of graph.entities)
        expect(distance(view, { from: view.node(id), to: view.node(canon) }, NO_LIMITS).distance).toBe(0);
      return isMoved(graph, shortest?.ties.map(({ id }) => id) ?? []);
    });
  });

  it('each canonical entity is reached once', () => {
    check(({ graph, view, request }) => {
      const { filter, direction, kinds, hubDegree } = request;
      const model = { from: request.from, filter, direction, kinds, hubDegree, maxDepth: 3 };
      const expected = new Map<string, number>();
      for (const { id, canon } of graph.entities) {
        const length = id === request.from || id !== canon ? undefined : shortestPath(graph, { ...model, to: id })?.ties.length;
        if (length !== undefined) expected.set(id, length);
      }
      const { reached } = reachable(view, { ...model, from: view.node(request.from) }, NO_LIMITS);
      expect(reached.length).toBe(expected.size);
      expect(new Map(reached.map(({ node, distance }) => [view.entityId(node), distance]))).toEqual(expected);
      return graph.entities.some(({ id, canon }) => id !== canon && expected.has(canon));
    });
  });
});
