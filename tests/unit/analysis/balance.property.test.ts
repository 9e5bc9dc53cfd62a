import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance } from '../../../src/analysis/balance/balance.ts';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieParts } from '../../../src/model/id.ts';
import { CERTAINTIES, type Certainty, holdsIn, isUndated, type Window } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { gahukuGama } from '../../support/analysis/gahukuGama.ts';
import { day, type Graph, graph } from '../../support/analysis/graph.ts';
import { countsOn } from '../../support/analysis/laterWord.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';

const SIZE = 7;
const RUNS = 500;

const when: fc.Arbitrary<When> = fc.record({
  window: fc.tuple(day(9, 24), fc.constantFrom(0, 0, 3)).map(([first, n]) => ({ first, last: first + n })),
  certainty: fc.constantFrom(...CERTAINTIES),
});

interface When {
  readonly window: Window;
  readonly certainty: Certainty;
}

/** Signed ties that hold in a window and count on some day of it, by pair of ends. */
function pairsIn(graph: Graph, { window, certainty }: When): Map<string, ProjectionTie[]> {
  const [pairs, found] = [new Map<string, ProjectionTie[]>(), new Map<string, ProjectionTie[]>()];
  const put = (map: Map<string, ProjectionTie[]>, tie: ProjectionTie) => map.set(keyOf(tie), [...(map.get(keyOf(tie)) ?? []), tie]);
  for (const tie of graph.ties) if (tie.status !== 'DENIED' && !isUndated(tie)) put(pairs, tie);
  for (const tie of graph.ties) {
    const { sign, lastingDays } = vocabularyOf(tieParts(tie.id).type);
    if (tie.status === 'DENIED' || isUndated(tie) || sign === 'NEUTRAL' || !holdsIn(tie, window, certainty, lastingDays)) continue;
    const days = Array.from({ length: window.last - window.first + 1 }, (_, n) => window.first + n);
    if (days.some((day) => countsOn(tie, day, pairs.get(keyOf(tie))!))) put(found, tie);
  }
  for (const ties of found.values()) ties.sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  return found;
}

const keyOf = ({ id }: ProjectionTie) => [tieParts(id).from, tieParts(id).to].sort().join();

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
function bruteTriangles(graph: Graph, when: When): Triangle[] {
  const pairs = pairsIn(graph, when);
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
      fc.property(graph(SIZE, 70), when, fc.constantFrom(1, 2, 50), (graph, when, first) => {
        const { view } = build(graph);
        const filter = { ...when, undated: false };
        const answer = balance(view, { filter, first }, NO_LIMITS);
        const expected = bruteTriangles(graph, when);
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
