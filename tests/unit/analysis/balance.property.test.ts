import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance } from '../../../src/analysis/balance/balance.ts';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieParts } from '../../../src/model/id.ts';
import { isUndated } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { gahukuGama } from '../../support/analysis/gahukuGama.ts';
import { day, type Graph, graph } from '../../support/analysis/graph.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';

const SIZE = 7;
const RUNS = 500;

/** Signed ties that may hold on a day, by pair of ends. */
function pairsOn(graph: Graph, day: number): Map<string, ProjectionTie[]> {
  const pairs = new Map<string, ProjectionTie[]>();
  for (const tie of graph.ties) {
    const { from, to, type } = tieParts(tie.id);
    if (tie.status === 'DENIED' || isUndated(tie) || tie.lo > day || tie.hi < day || vocabularyOf(type).sign === 'NEUTRAL') continue;
    const key = [from, to].sort().join();
    pairs.set(
      key,
      [...(pairs.get(key) ?? []), tie].sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1)),
    );
  }
  return pairs;
}

function signOf(ties: readonly ProjectionTie[] | undefined): number {
  const signs = new Set(ties?.map(({ id }) => vocabularyOf(tieParts(id).type).sign));
  return signs.size === 1 ? (signs.has('COOPERATIVE') ? 1 : -1) : 0;
}

interface Triangle {
  readonly entities: readonly string[];
  readonly ties: readonly string[];
  readonly sign: number;
  readonly confidence: number;
}

/** Brute force: every triple of entities. */
function bruteTriangles(graph: Graph, day: number): Triangle[] {
  const pairs = pairsOn(graph, day);
  const ids = graph.entities.map(({ id }) => id).sort();
  const triples = ids.flatMap((a, i) => ids.slice(i + 1).flatMap((b, k) => ids.slice(i + k + 2).map((c) => [a, b, c] as const)));
  return triples.flatMap(([a, b, c]) => {
    const sides = [pairs.get(`${a},${b}`), pairs.get(`${a},${c}`), pairs.get(`${b},${c}`)];
    const sign = sides.reduce((product, side) => product * signOf(side), 1);
    if (sign === 0) return [];
    const confidence = Math.min(...sides.map((side) => side![0]!.confidence));
    return [{ entities: [a, b, c], ties: sides.flatMap((side) => side!.map(({ id }) => id)), sign, confidence }];
  });
}

describe('balance', () => {
  it('counts the triangles and lists the unbalanced with their ties, by highest confidence', () => {
    let max = 0;
    fc.assert(
      fc.property(graph(SIZE, 70), day(9, 24), fc.constantFrom(1, 2, 50), (graph, day, first) => {
        const { view } = build(graph);
        const filter = { window: { first: day, last: day }, undated: false };
        const answer = balance(view, { filter, first }, NO_LIMITS);
        const expected = bruteTriangles(graph, day);
        const unbalanced = expected.filter(({ sign }) => sign < 0);
        expect([answer.balanced, answer.unbalanced]).toEqual([expected.length - unbalanced.length, unbalanced.length]);
        const best = unbalanced
          .sort((a, b) => b.confidence - a.confidence || (a.entities.join() < b.entities.join() ? -1 : 1))
          .slice(0, first);
        expect(
          answer.triangles.map(({ nodes, ties }) => ({
            entities: nodes.map((node) => view.entityId(node)),
            ties: ties.map((tie) => view.tieId(tie)),
          })),
        ).toEqual(best.map(({ entities, ties }) => ({ entities, ties })));
        max = Math.max(max, unbalanced.length);
      }),
      { numRuns: RUNS },
    );
    expect(max).toBeGreaterThan(3);
  });

  it('finds 59 of the 68 triangles of the Gahuku-Gama balanced', () => {
    const { view } = build(gahukuGama());
    const { balanced, unbalanced, triangles } = balance(view, { filter: {}, first: 100 }, NO_LIMITS);
    expect([balanced, unbalanced, triangles.length]).toEqual([59, 9, 9]);
  });

  it('returns no triangles where the work limit stops it', () => {
    const { view } = build(gahukuGama());
    const answer = balance(view, { filter: {}, first: 100 }, { steps: 100 });
    expect(answer).toMatchObject({ stoppedBy: 'WORK_LIMIT', triangles: [] });
  });
});
