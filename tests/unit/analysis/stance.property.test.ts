import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { stanceHistory } from '../../../src/analysis/stance/history.ts';
import { stance } from '../../../src/analysis/stance/stance.ts';
import { tieParts } from '../../../src/model/id.ts';
import { isUndated, UNKNOWN_HI, UNKNOWN_LO } from '../../../src/model/interval.ts';
import type { Posture } from '../../../src/model/posture.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { CALENDAR_DAYS, day, type Graph, graph, tie } from '../../support/analysis/graph.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';

const SIZE = 5;
const RUNS = 500;
/** Memberships are rare among random ties, so more are added. */
const withParts = fc
  .tuple(graph(SIZE, 14), fc.array(tie(SIZE), { maxLength: 8 }))
  .map(([{ entities, ties }, more]) => ({ entities, ties: unique([...ties, ...more.map(asMembership)]) }));
const request = fc.record({ graph: withParts, viaParts: fc.boolean(), undated: fc.boolean() });

function asMembership(tie: ProjectionTie): ProjectionTie {
  return { ...tie, id: tie.id.slice(0, 12) + vocabularyOf('PART_OF').code + tie.id.slice(14) };
}

function unique(ties: readonly ProjectionTie[]): ProjectionTie[] {
  return [...new Map(ties.map((tie) => [tie.id, tie])).values()];
}

/** The reference model of one day: the parts of each side, the ties between the sides, and their signs. */
class Day {
  readonly #held: readonly ProjectionTie[];

  constructor(graph: Graph, day: number, undated: boolean) {
    this.#held = graph.ties.filter((tie) => tie.status !== 'DENIED' && tie.lo <= day && day <= tie.hi && (undated || !isUndated(tie)));
  }

  parts(whole: string): Set<string> {
    const parts = new Set([whole]);
    for (let size = 0; size < parts.size; ) {
      size = parts.size;
      for (const { id } of this.#held) {
        const { type, from, to } = tieParts(id);
        if (type === 'PART_OF' && parts.has(to)) parts.add(from);
      }
    }
    return parts;
  }

  ties(a: string, b: string, viaParts: boolean): ProjectionTie[] {
    const [ofA, ofB] = viaParts ? [this.parts(a), this.parts(b)] : [new Set([a]), new Set([b])];
    const inA = (id: string) => id === a || (id !== b && ofA.has(id) && !ofB.has(id));
    const inB = (id: string) => id === b || (id !== a && ofB.has(id) && !ofA.has(id));
    return this.#held.filter(({ id }) => {
      const { from, to } = tieParts(id);
      return (inA(from) && inB(to)) || (inB(from) && inA(to));
    });
  }
}

function postureOf(ties: readonly ProjectionTie[]): Posture {
  const signs = new Set(ties.map(({ id }) => vocabularyOf(tieParts(id).type).sign));
  if (signs.has('COOPERATIVE')) return signs.has('HOSTILE') ? 'MIXED' : 'FRIENDLY';
  return signs.has('HOSTILE') ? 'HOSTILE' : 'NONE';
}

const byConfidence = (a: ProjectionTie, b: ProjectionTie) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1);

describe('stance', () => {
  it('follows from the ties of any day of the window, and lists them by highest confidence', () => {
    const seen = new Set<Posture>();
    fc.assert(
      fc.property(request, day(8, 30), fc.integer({ min: 0, max: 4 }), ({ graph, viaParts, undated }, first, n) => {
        const { view } = build(graph);
        const [a, b] = [graph.entities[0]!.id, graph.entities[1]!.id];
        const days = CALENDAR_DAYS.filter((day) => day >= first && day <= first + n);
        const expected = [...new Set(days.flatMap((day) => new Day(graph, day, undated).ties(a, b, viaParts)))].sort(byConfidence);
        const window = { first, last: first + n };
        const answer = stance(view, { a: view.node(a), b: view.node(b), viaParts, window, filter: { undated } }, NO_LIMITS);
        expect(answer.ties.map((tie) => view.tieId(tie))).toEqual(expected.map(({ id }) => id));
        expect(answer.posture).toBe(postureOf(expected));
        const ends = new Set(expected.flatMap(({ id }) => [tieParts(id).from, tieParts(id).to]));
        const named = [...answer.partsOfA, ...answer.partsOfB].map((node) => view.entityId(node));
        expect(new Set(named)).toEqual(new Set([...ends].filter((end) => end !== a && end !== b)));
        seen.add(answer.posture);
      }),
      { numRuns: RUNS },
    );
    expect([...seen].sort()).toEqual(['FRIENDLY', 'HOSTILE', 'MIXED', 'NONE']);
  });
});

describe('stanceHistory', () => {
  it('is in order and without gaps, and has the posture of each day', () => {
    let max = 0;
    fc.assert(
      fc.property(request, ({ graph, viaParts, undated }) => {
        const { view } = build(graph);
        const [a, b] = [graph.entities[0]!.id, graph.entities[1]!.id];
        const question = { a: view.node(a), b: view.node(b), viaParts, filter: { undated } };
        const { episodes } = stanceHistory(view, question, NO_LIMITS);
        max = Math.max(max, episodes.length);
        for (const [i, { days, posture }] of episodes.slice(1).entries()) {
          expect(days.first).toBe(episodes[i]!.days.last + 1);
          expect(posture).not.toBe(episodes[i]!.posture);
        }
        for (const day of CALENDAR_DAYS) {
          const ties = new Day(graph, day, undated).ties(a, b, viaParts);
          const episode = episodes.find(({ days }) => days.first <= day && day <= days.last);
          expect(episode?.posture ?? 'NONE').toBe(postureOf(ties));
          if (!episode) expect(ties).toEqual([]);
          const listed = new Set(episode?.ties.map((tie) => view.tieId(tie)));
          expect(ties.filter(({ id }) => !listed.has(id))).toEqual([]);
        }
        const edges = [episodes[0]?.days.first, episodes.at(-1)?.days.last].filter((day) => day !== UNKNOWN_LO && day !== UNKNOWN_HI);
        for (const day of edges) if (day !== undefined) expect(new Day(graph, day, undated).ties(a, b, viaParts)).not.toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(max).toBeGreaterThan(3);
  });

  it('lists exactly the ties of the days of each episode, and its certain days', () => {
    fc.assert(
      fc.property(request, ({ graph, viaParts, undated }) => {
        const { view } = build(graph);
        const [a, b] = [graph.entities[0]!.id, graph.entities[1]!.id];
        const question = { a: view.node(a), b: view.node(b), viaParts, filter: { undated } };
        for (const { days, ties, certainDays, posture } of stanceHistory(view, question, NO_LIMITS).episodes) {
          const within = CALENDAR_DAYS.filter((day) => day >= days.first && day <= days.last);
          const held = [...new Set(within.flatMap((day) => new Day(graph, day, undated).ties(a, b, viaParts)))].sort(byConfidence);
          expect(ties.map((tie) => view.tieId(tie))).toEqual(held.map(({ id }) => id));
          if (certainDays)
            expect([
              days.first <= certainDays.first,
              certainDays.last <= days.last,
              ['FRIENDLY', 'HOSTILE'].includes(posture),
            ]).not.toContain(false);
          const sure = held.some(
            (tie) =>
              vocabularyOf(tieParts(tie.id).type).sign !== 'NEUTRAL' && tie.clo <= tie.chi && tie.lo >= days.first && tie.hi <= days.last,
          );
          if (sure && !viaParts && (posture === 'FRIENDLY' || posture === 'HOSTILE')) expect(certainDays).not.toBeNull();
        }
      }),
      { numRuns: RUNS },
    );
  });
});
