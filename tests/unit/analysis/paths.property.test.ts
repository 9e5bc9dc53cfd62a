import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectBestPaths } from '../../support/analysis/bestPaths.ts';
import { bruteForce, degreeOf, parallel } from '../../support/analysis/bruteForce.ts';
import { build } from '../../support/analysis/build.ts';
import { graph } from '../../support/analysis/graph.ts';
import { findPaths, question, tieIds } from '../../support/analysis/questions.ts';
import { numRuns } from '../../support/scope.ts';

const RUNS = numRuns(1500);

/** Few entities with many parallel ties, and more with fewer. */
const cases = fc.constantFrom(3, 5, 7).chain((size) => fc.tuple(graph(size, 32), question(size)));

describe('paths, against a brute-force model', () => {
  it('are the best ones in exact order, for any question', () => {
    fc.assert(
      fc.property(cases, ([graph, request]) => {
        const { view } = build(graph);
        expectBestPaths(view, graph, request);
      }),
      { numRuns: RUNS },
    );
  });

  it('have hops with the right ends, direction and parallel ties', () => {
    fc.assert(
      fc.property(cases, ([graph, request]) => {
        const { view } = build(graph);
        const expected = bruteForce(graph, request);
        for (const [i, path] of findPaths(view, request).paths.entries()) {
          for (const [j, hop] of path.hops.entries()) {
            const [from, to] = [expected[i]!.entities[j]!, expected[i]!.entities[j + 1]!];
            const id = view.tieId(hop.tie);
            const others = request.distinct === 'RELATIONSHIPS' ? [] : parallel(graph, request, from, to).filter((other) => other !== id);
            expect([view.entityId(hop.from), view.entityId(hop.to)]).toEqual([from, to]);
            expect(hop.forward).toBe(id.startsWith(from));
            expect(hop.parallel.map((tie) => view.tieId(tie))).toEqual(others);
          }
        }
      }),
      { numRuns: numRuns(500) },
    );
  });

  it('are valid when all their ties may hold', () => {
    fc.assert(
      fc.property(cases, ([graph, request]) => {
        const { view } = build(graph);
        for (const { hops, validity } of findPaths(view, request).paths) {
          const ties = hops.map(({ tie }) => view.bounds(tie));
          const [lo, hi] = [Math.max(...ties.map(({ lo }) => lo)), Math.min(...ties.map(({ hi }) => hi))];
          expect(validity && [validity.lo, validity.hi]).toEqual(lo <= hi ? [lo, hi] : null);
        }
      }),
      { numRuns: numRuns(500) },
    );
  });

  it('are an exact prefix of the full answer where a work limit stops the search', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 400 }), ([graph, request], steps) => {
        const { view } = build(graph);
        const full = findPaths(view, request);
        const cut = findPaths(view, request, { steps });
        expect(tieIds(view, cut)).toEqual(tieIds(view, full).slice(0, cut.paths.length));
        expect(cut.stoppedBy).toBe(full.work > steps ? 'WORK_LIMIT' : full.stoppedBy);
      }),
      { numRuns: RUNS },
    );
  });

  it('are the same on a projection that was compacted', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 30 }), ([graph, request], late) => {
        const start = { entities: graph.entities, ties: graph.ties.slice(late) };
        const followed = build(start, 0, { minSpareCapacity: 12 });
        followed.apply({ revision: 1, rows: graph.ties.slice(0, late).map((tie) => ({ op: 'tie', ...tie })) });
        const { view } = build(graph);
        const [expected, got] = [findPaths(view, request), findPaths(followed.view, request)];
        expect([tieIds(followed.view, got), got.stoppedBy, got.work]).toEqual([tieIds(view, expected), expected.stoppedBy, expected.work]);
      }),
      { numRuns: numRuns(500) },
    );
  });

  it('avoid only hubs, and list one wherever avoiding hubs changed the answer', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 8 }), ([graph, request], hubDegree) => {
        const { view } = build(graph);
        const answer = findPaths(view, { ...request, hubDegree });
        const named = answer.hubsAvoided.map((node) => view.entityId(node));
        for (const id of named) expect(degreeOf(graph, id)).toBeGreaterThan(hubDegree);
        expect(named).toEqual([...named].sort());
        if (answer.stoppedBy !== null) return;
        for (const { entities } of bruteForce(graph, { ...request, hubDegree: undefined })) {
          const hubs = entities.slice(1, -1).filter((id) => degreeOf(graph, id) > hubDegree && !request.through?.includes(id));
          if (hubs.length > 0) expect(hubs.some((id) => named.includes(id))).toBe(true);
        }
      }),
      { numRuns: numRuns(500) },
    );
  });
});
