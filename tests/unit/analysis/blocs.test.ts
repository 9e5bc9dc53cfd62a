import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOC_METHODS, type BlocMethod, type BlocsAnswer, blocs } from '../../../src/analysis/blocs/blocs.ts';
import { communities } from '../../../src/analysis/blocs/louvain.ts';
import { modularity } from '../../../src/analysis/blocs/modularity.ts';
import { weightedOf } from '../../../src/analysis/blocs/weighted.ts';
import { Budget } from '../../../src/analysis/paths/budget.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { pairGraph } from '../../../src/analysis/subgraph/pairGraph.ts';
import { groupBy } from '../../../src/model/group.ts';
import { build } from '../../support/analysis/build.ts';
import { CAMPS, gahukuGama, TRIBES } from '../../support/analysis/gahukuGama.ts';
import { entityId, type Graph, graph } from '../../support/analysis/graph.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';
import { GraphBuilder } from '../../support/analysis/sampleGraphs.ts';
import { type SignedPair, signedGraph } from '../../support/analysis/signedGraphs.ts';
import { numRuns } from '../../support/scope.ts';

const EVERYTHING = { filter: {} };

function findBlocs(view: View, method: BlocMethod): BlocsAnswer {
  return blocs(view, { ...EVERYTHING, method, first: 100 }, NO_LIMITS);
}

/** The members of each bloc, by the numbers that they were created with. */
function membersOf(view: View, size: number, { blocs }: BlocsAnswer): number[][] {
  const numbers = new Map(Array.from({ length: size }, (_, n) => [entityId(n), n]));
  return blocs.map(({ members }) => [...members].map((node) => numbers.get(view.entityId(node))!).sort((a, b) => a - b));
}

/** Two camps of `size`, all friends within and foes across, except for `flipped` ties of each sort. */
function twoCamps(size: number, flipped: number): Graph {
  const builder = new GraphBuilder();
  let [within, across] = [0, 0];
  for (let a = 0; a < 2 * size; a++) {
    for (let b = a + 1; b < 2 * size; b++) {
      const friends = a < size === b < size;
      const flip = friends ? within++ % 7 === 3 && within < 7 * flipped : across++ % 7 === 3 && across < 7 * flipped;
      builder.tie(a, b, { type: friends === flip ? 'FIGHTS' : 'ALLIED_WITH' });
    }
  }
  return builder.graph;
}

describe.each(BLOC_METHODS)('blocs by %s', (method) => {
  it.each([
    [8, 0, 0],
    [8, 3, 4],
    [40, 20, 38],
  ])('are two planted camps of %i, with %i ties of each sort flipped', (size, flipped) => {
    const { view } = build(twoCamps(size, flipped));
    const answer = findBlocs(view, method);
    const camp = (start: number) => Array.from({ length: size }, (_, n) => start + n);
    expect(membersOf(view, 2 * size, answer).sort((a, b) => a[0]! - b[0]!)).toEqual([camp(0), camp(size)]);
    expect([answer.count, answer.alone]).toEqual([2, 0]);
    if (flipped === 0) expect([answer.frustration, answer.blocs.map(({ cohesion }) => cohesion)]).toEqual([0, [1, 1]]);
    else expect(answer.frustration).toBeGreaterThan(flipped);
  });

  it('are the three camps of the Gahuku-Gama, with two of 58 ties against the partition', () => {
    const graph = gahukuGama();
    const signs = graph.ties.map(({ id }) => id.slice(12, 14));
    expect([graph.entities.length, signs.filter((code) => code === 'AL').length, signs.filter((code) => code === 'FI').length]).toEqual([
      16, 29, 29,
    ]);
    const { view } = build(graph);
    const answer = findBlocs(view, method);
    const named = membersOf(view, 16, answer).map((camp) => camp.map((n) => TRIBES[n]!).sort());
    expect(named.sort()).toEqual(CAMPS);
    expect([answer.frustration, answer.alone]).toEqual([2, 0]);
  });

  it('do not depend on the order of ties, or on whether ties were appended later', () => {
    fc.assert(
      fc.property(graph(12, 60), fc.integer(), (graph, seed) => {
        const shown = (view: View) => {
          const { work: _, ...answer } = findBlocs(view, method);
          return {
            ...answer,
            blocs: answer.blocs.map(({ members, cohesion }) => [[...members].map((node) => view.entityId(node)), cohesion]),
          };
        };
        const expected = shown(build(graph).view);
        const turned = {
          entities: [...graph.entities].reverse(),
          ties: [...graph.ties].sort((a, b) => hash(a.id, seed) - hash(b.id, seed)),
        };
        expect(shown(build(turned).view)).toEqual(expected);
        const projection = build({ entities: graph.entities.slice(0, 6), ties: [] });
        const entities = graph.entities.slice(6).map(({ id, kind }) => ({ op: 'entity' as const, id, kind }));
        projection.apply({ revision: 1, rows: [...entities, ...turned.ties.map((tie) => ({ op: 'tie' as const, ...tie }))] });
        expect(shown(projection.view)).toEqual(expected);
      }),
      { numRuns: numRuns(100) },
    );
  });

  it('are not returned where the work limit stops it', () => {
    const { view } = build(gahukuGama());
    expect(blocs(view, { ...EVERYTHING, method, first: 10 }, { steps: 10 })).toMatchObject({
      stoppedBy: 'WORK_LIMIT',
      isFound: false,
      blocs: [],
    });
  });

  it('are empty where there are no ties', () => {
    expect(findBlocs(build({ entities: [], ties: [] }).view, method)).toMatchObject({
      blocs: [],
      count: 0,
      alone: 0,
      modularity: 0,
      frustration: 0,
      exact: method === 'CAMPS',
      isFound: true,
    });
  });

  it('count a pair once, however many ties it has, and a pair of both signs wherever its two are', () => {
    const parallel = new GraphBuilder().tie(0, 1).tie(0, 1).tie(2, 3).tie(2, 3, { type: 'FIGHTS' }).tie(2, 3, { type: 'RIVAL_OF' });
    expect(findBlocs(build(parallel.graph).view, method).frustration).toBe(1);
  });
});

describe('camps', () => {
  it('keep a friend of two foes with both, and put who has no friends by itself', () => {
    const { view } = build(
      signedGraph([
        [0, 1, 'FRIENDLY'],
        [1, 2, 'FRIENDLY'],
        [0, 2, 'HOSTILE'],
        [3, 0, 'HOSTILE'],
        [3, 4, 'MIXED'],
      ]),
    );
    const answer = findBlocs(view, 'CAMPS');
    expect([membersOf(view, 5, answer), answer.alone, answer.frustration, answer.exact]).toEqual([[[0, 1, 2]], 2, 2, true]);
  });

  it('are fewer against the partition than communities where two blocs of friends are loosely tied', () => {
    const pairs: SignedPair[] = [
      [0, 1, 'FRIENDLY'],
      [1, 2, 'FRIENDLY'],
      [0, 2, 'FRIENDLY'],
      [3, 4, 'FRIENDLY'],
      [4, 5, 'FRIENDLY'],
      [3, 5, 'FRIENDLY'],
    ];
    const { view } = build(signedGraph([...pairs, [0, 3, 'FRIENDLY']]));
    expect(findBlocs(view, 'COMMUNITIES')).toMatchObject({ count: 2, frustration: 1, exact: false });
    expect(findBlocs(view, 'CAMPS')).toMatchObject({ count: 1, frustration: 0, exact: true });
  });
});

describe('communities', () => {
  it('are connected by friendly ties; their modularity equals the formula, and is not below that of singletons', () => {
    fc.assert(
      fc.property(graph(9, 40), (graph) => {
        const { view } = build(graph);
        const pairs = pairGraph(view, {}, true, new Budget(NO_LIMITS));
        const weighted = weightedOf(pairs);
        const found = communities(weighted, new Budget(NO_LIMITS));
        const value = modularity(weighted, found);
        expect(value).toBeCloseTo(bruteModularity(pairs, found), 10);
        expect(value).toBeGreaterThanOrEqual(modularity(weighted, Int32Array.from(found.keys())) - 1e-9);
        for (const members of groupBy([...found.keys()], (point) => found[point]!).values()) expect(isConnected(pairs, members)).toBe(true);
      }),
      { numRuns: numRuns(300) },
    );
  });
});

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x0100_0193), seed);
}

type Pairs = ReturnType<typeof pairGraph>;

/** The formula of Gómez, Jensen and Arenas (2009), term by term. */
function bruteModularity({ size, pairCount, first, second, cooperative, hostile }: Pairs, communityOf: Int32Array): number {
  const matrix = (counts: Int32Array) => {
    const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    for (let pair = 0; pair < pairCount; pair++) {
      if (counts[pair]! > 0) rows[first[pair]!]![second[pair]!] = rows[second[pair]!]![first[pair]!] = 1;
    }
    return rows;
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [plus, minus] = [matrix(cooperative), matrix(hostile)];
  const [all, against] = [sum(plus.map(sum)), sum(minus.map(sum))];
  if (all + against === 0) return 0;
  let value = 0;
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      if (communityOf[i] !== communityOf[k]) continue;
      value += plus[i]![k]! - (all && (sum(plus[i]!) * sum(plus[k]!)) / all);
      value -= minus[i]![k]! - (against && (sum(minus[i]!) * sum(minus[k]!)) / against);
    }
  }
  return value / (all + against);
}

function isConnected({ pairCount, first, second, cooperative }: Pairs, members: readonly number[]): boolean {
  const reached = new Set(members.slice(0, 1));
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (let pair = 0; pair < pairCount; pair++) {
      const ends = [first[pair]!, second[pair]!];
      if (cooperative[pair]! > 0 && ends.every((end) => members.includes(end)) && ends.some((end) => reached.has(end))) {
        for (const end of ends) reached.add(end);
      }
    }
  }
  return reached.size === members.length;
}
