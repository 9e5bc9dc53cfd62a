import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { stanceHistory } from '../../../src/analysis/stance/history.ts';
import { stance } from '../../../src/analysis/stance/stance.ts';
import { tieParts } from '../../../src/model/id.ts';
import {
  CERTAINTIES,
  type Certainty,
  certainDaysOf,
  holdsIn,
  isUndated,
  UNKNOWN_HI,
  UNKNOWN_LO,
  type Window,
} from '../../../src/model/interval.ts';
import type { Posture } from '../../../src/model/posture.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { day, type Graph, graph, tie } from '../../support/analysis/graph.ts';
import { countsOn, turningDays } from '../../support/analysis/laterWord.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';

const SIZE = 5;
const RUNS = 500;
/** Memberships are rare among random ties, so more are added. */
const withParts = fc
  .tuple(graph(SIZE, 14), fc.array(tie(SIZE), { maxLength: 8 }))
  .map(([{ entities, ties }, more]) => ({ entities, ties: unique([...ties, ...more.map(asMembership)]) }));
const certainty = fc.constantFrom(undefined, ...CERTAINTIES);
const request = fc.record({ graph: withParts, viaParts: fc.boolean(), undated: fc.boolean(), certainty });

function asMembership(tie: ProjectionTie): ProjectionTie {
  return { ...tie, id: tie.id.slice(0, 12) + vocabularyOf('PART_OF').code + tie.id.slice(14) };
}

function unique(ties: readonly ProjectionTie[]): ProjectionTie[] {
  return [...new Map(ties.map((tie) => [tie.id, tie])).values()];
}

/** A question about the first two entities of a graph. */
interface Request {
  readonly graph: Graph;
  readonly viaParts: boolean;
  readonly undated: boolean;
  readonly certainty: Certainty | undefined;
}

/**
 * The reference model: the parts of each side on a day, the ties between the sides, which of them hold and count, and their
 * signs. Day by day, and for each tie by all others.
 */
class Model {
  readonly #a: string;
  readonly #b: string;
  readonly #ties: readonly ProjectionTie[];
  /** The ties between the sides on some day, and when. */
  readonly #between: ReadonlyMap<ProjectionTie, readonly number[]>;

  constructor(
    private readonly requested: Request,
    readonly days: readonly number[],
  ) {
    const { graph, undated } = requested;
    this.#a = graph.entities[0]!.id;
    this.#b = graph.entities[1]!.id;
    this.#ties = graph.ties.filter((tie) => tie.status !== 'DENIED' && (undated || !isUndated(tie)));
    const between = new Map<ProjectionTie, number[]>();
    for (const day of days) for (const tie of this.#across(day)) between.set(tie, [...(between.get(tie) ?? []), day]);
    this.#between = between;
  }

  /** The ties that hold on a day and count. */
  on(day: number): ProjectionTie[] {
    return this.#counting(day).filter((tie) => this.#holds(tie, { first: day, last: day }));
  }

  /**
   * The ties that hold in a window and count on some day of it on which they hold, if they hold on any day for itself. Of a tie
   * of several times, one that is an unknown day of some within the window may be each of these.
   */
  within(window: Window): ProjectionTie[] {
    return [...this.#between.keys()].filter((tie) => {
      if (!this.#holds(tie, window)) return false;
      const own = this.days.filter(
        (day) => this.#holds(tie, { first: day, last: day }) || actsWithin(tie, window).some((act) => act.includes(day)),
      );
      return this.days.some((day) => {
        const inWindow = window.first <= day && day <= window.last;
        return inWindow && (own.length === 0 || own.includes(day)) && this.#counting(day).includes(tie);
      });
    });
  }

  #counting(day: number): ProjectionTie[] {
    const all = [...this.#between.keys()];
    const beginsOf = (tie: ProjectionTie, from: number) => this.#between.get(tie)!.find((one) => one >= from) ?? Number.POSITIVE_INFINITY;
    return all.filter((tie) => this.#between.get(tie)!.includes(day) && countsOn(tie, day, all, beginsOf));
  }

  #holds(tie: ProjectionTie, window: Window): boolean {
    return holdsIn(tie, window, this.requested.certainty ?? 'POSSIBLE', vocabularyOf(tieParts(tie.id).type).lastingDays);
  }

  /** The ties that may hold on a day between the sides of that day. */
  #across(day: number): ProjectionTie[] {
    const [a, b] = [this.#a, this.#b];
    const [ofA, ofB] = this.requested.viaParts ? [this.#parts(a, day), this.#parts(b, day)] : [new Set([a]), new Set([b])];
    const inA = (id: string) => id === a || (id !== b && ofA.has(id) && !ofB.has(id));
    const inB = (id: string) => id === b || (id !== a && ofB.has(id) && !ofA.has(id));
    return this.#ties.filter(({ id, lo, hi }) => {
      const { from, to } = tieParts(id);
      return lo <= day && day <= hi && ((inA(from) && inB(to)) || (inB(from) && inA(to)));
    });
  }

  #parts(whole: string, day: number): Set<string> {
    const parts = new Set([whole]);
    const members = this.#ties.filter((tie) => tieParts(tie.id).type === 'PART_OF' && this.#holds(tie, { first: day, last: day }));
    for (let size = 0; size < parts.size; ) {
      size = parts.size;
      for (const { id } of members) {
        const { from, to } = tieParts(id);
        if (parts.has(to)) parts.add(from);
      }
    }
    return parts;
  }
}

/** Of the times of a tie: the days of each that is one of them and which day is not known, if the window contains them. */
function actsWithin({ runs }: ProjectionTie, window: Window): number[][] {
  return [0, 4, 8, 12].flatMap((at) => {
    const [clo, chi] = [runs?.[at] ?? 0, runs?.[at + 1] ?? 0];
    if (clo <= chi || chi < window.first || clo > window.last) return [];
    return [Array.from({ length: clo - chi + 1 }, (_, n) => chi + n)];
  });
}

function postureOf(ties: readonly ProjectionTie[]): Posture {
  const signs = new Set(ties.map(({ id }) => vocabularyOf(tieParts(id).type).sign));
  if (signs.has('COOPERATIVE')) return signs.has('HOSTILE') ? 'MIXED' : 'FRIENDLY';
  return signs.has('HOSTILE') ? 'HOSTILE' : 'NONE';
}

const byConfidence = (a: ProjectionTie, b: ProjectionTie) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1);

/** The question, the model of its answer, and the view that answers it. */
function prepared(requested: Request, more: readonly number[] = []) {
  const { view } = build(requested.graph);
  const [a, b] = [requested.graph.entities[0]!.id, requested.graph.entities[1]!.id];
  const { viaParts, undated, certainty } = requested;
  const question = { a: view.node(a), b: view.node(b), viaParts, filter: { undated, certainty } };
  return {
    view,
    question,
    a,
    b,
    model: new Model(
      requested,
      [...new Set([...turningDays(requested.graph), ...more])].sort((x, y) => x - y),
    ),
  };
}

describe('stance', () => {
  it('follows from the ties that hold in the window and count on some day of it, and lists them by highest confidence', () => {
    const seen = new Set<Posture>();
    fc.assert(
      fc.property(request, day(8, 30), fc.integer({ min: 0, max: 4 }), (requested, first, n) => {
        const window = { first, last: first + n };
        const { view, question, a, b, model } = prepared(requested, [first]);
        const expected = model.within(window).sort(byConfidence);
        const answer = stance(view, { ...question, window }, NO_LIMITS);
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
  it('is in order and without gaps, and has the posture of each day, which `stance` has too', () => {
    let max = 0;
    fc.assert(
      fc.property(request, (requested) => {
        const { view, question, model } = prepared(requested);
        const { episodes } = stanceHistory(view, question, NO_LIMITS);
        max = Math.max(max, episodes.length);
        for (const [i, { days, posture }] of episodes.slice(1).entries()) {
          expect(days.first).toBe(episodes[i]!.days.last + 1);
          expect(posture).not.toBe(episodes[i]!.posture);
        }
        for (const day of model.days) {
          const ties = model.on(day);
          const episode = episodes.find(({ days }) => days.first <= day && day <= days.last);
          expect(episode?.posture ?? 'NONE').toBe(postureOf(ties));
          expect(stance(view, { ...question, window: { first: day, last: day } }, NO_LIMITS).posture).toBe(postureOf(ties));
          if (!episode) expect(ties).toEqual([]);
          const listed = new Set(episode?.ties.map((tie) => view.tieId(tie)));
          expect(ties.filter(({ id }) => !listed.has(id))).toEqual([]);
        }
        const edges = [episodes[0]?.days.first, episodes.at(-1)?.days.last].filter((day) => day !== UNKNOWN_LO && day !== UNKNOWN_HI);
        for (const day of edges)
          if (day !== undefined) expect(new Model(requested, [...turningDays(requested.graph), day]).on(day)).not.toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(max).toBeGreaterThan(3);
  });

  it('lists exactly the ties of the days of each episode, and its certain days', () => {
    fc.assert(
      fc.property(request, (requested) => {
        const { view, question, model } = prepared(requested);
        for (const { days, ties, certainDays, posture } of stanceHistory(view, question, NO_LIMITS).episodes) {
          const within = model.days.filter((day) => day >= days.first && day <= days.last);
          const held = [...new Set(within.flatMap((day) => model.on(day)))].sort(byConfidence);
          expect(ties.map((tie) => view.tieId(tie))).toEqual(held.map(({ id }) => id));
          if (certainDays)
            expect([
              days.first <= certainDays.first,
              certainDays.last <= days.last,
              ['FRIENDLY', 'HOSTILE'].includes(posture),
            ]).not.toContain(false);
          const sure = held.some(
            (tie) =>
              vocabularyOf(tieParts(tie.id).type).sign !== 'NEUTRAL' && certainDaysOf(tie) && tie.lo >= days.first && tie.hi <= days.last,
          );
          if (sure && !requested.viaParts && (posture === 'FRIENDLY' || posture === 'HOSTILE')) expect(certainDays).not.toBeNull();
        }
      }),
      { numRuns: RUNS },
    );
  });
});
