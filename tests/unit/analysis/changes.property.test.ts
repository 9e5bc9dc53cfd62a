import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes } from '../../../src/analysis/changes/changes.ts';
import type { ChangesQuestion } from '../../../src/analysis/changes/question.ts';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieParts } from '../../../src/model/id.ts';
import { CERTAINTIES, holdsIn, isUndated } from '../../../src/model/interval.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../src/model/kinds.ts';
import type { Posture } from '../../../src/model/posture.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { day, type Graph, graph } from '../../support/analysis/graph.ts';
import { countsOn } from '../../support/analysis/laterWord.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';

const SIZE = 4;
const RUNS = 600;

interface ChangesRequest {
  readonly first: number;
  readonly days: number;
  readonly certainty: ChangesQuestion['filter']['certainty'];
  readonly undated: boolean;
  readonly kinds: readonly EntityKind[] | null;
  readonly involving: readonly number[] | null;
}

const request: fc.Arbitrary<ChangesRequest> = fc.record({
  first: day(8, 24),
  days: fc.integer({ min: 0, max: 12 }),
  certainty: fc.constantFrom(undefined, ...CERTAINTIES),
  undated: fc.boolean(),
  kinds: fc.option(fc.subarray([...ENTITY_KINDS], { minLength: 6 })),
  involving: fc.option(fc.constantFrom([0], [0, 1], [3]), { freq: 2 }),
});

interface Change {
  readonly day: number;
  readonly tie: ProjectionTie;
  readonly ends: boolean;
  readonly kind: string;
  readonly before: Posture;
  readonly after: Posture;
}

/** The reference model: applies the definitions, tie by tie. */
class Model {
  readonly #ties: readonly ProjectionTie[];
  readonly #last: number;

  constructor(
    graph: Graph,
    private readonly request: ChangesRequest,
  ) {
    this.#last = request.first + request.days;
    const kinds = new Map(graph.entities.map(({ id, kind }) => [id, kind]));
    this.#ties = graph.ties.filter((tie) => {
      const { from, to } = tieParts(tie.id);
      const ends = [from, to];
      if (tie.status === 'DENIED' || (isUndated(tie) && !request.undated)) return false;
      if (request.kinds && !ends.every((end) => request.kinds!.includes(kinds.get(end)!))) return false;
      return !request.involving || request.involving.some((n) => ends.includes(graph.entities[n]!.id));
    });
  }

  changes(): Change[] {
    const causes = this.#ties
      // A tie that ends before it begins has wrong dates and is not reported.
      .filter((tie) => tie.lo <= tie.hi)
      .filter(
        (tie) =>
          !this.request.certainty ||
          holdsIn(
            tie,
            { first: this.request.first, last: this.#last },
            this.request.certainty,
            vocabularyOf(tieParts(tie.id).type).lastingDays,
          ),
      )
      .flatMap((tie) => [
        ...(this.#within(tie.lo) ? [{ day: tie.lo, tie, ends: false }] : []),
        ...(this.#within(tie.hi) && !(tie.clo === tie.hi && tie.chi === tie.lo) ? [{ day: tie.hi, tie, ends: true }] : []),
      ]);
    const taken = new Set<string>();
    const ranked = causes.sort(
      (a, b) => Number(a.ends) - Number(b.ends) || b.tie.confidence - a.tie.confidence || compare(a.tie.id, b.tie.id),
    );
    const listed = ranked.map((cause) => {
      const boundary = cause.ends ? cause.day + 1 : cause.day;
      const [before, after] = [this.#signs(cause.tie, boundary - 1), this.#signs(cause.tie, boundary)];
      const { sign } = vocabularyOf(tieParts(cause.tie.id).type);
      const made = cause.ends ? before.has(sign) && !after.has(sign) : after.has(sign) && !before.has(sign);
      const moment = `${pairOf(cause.tie)} ${boundary}`;
      const turned = posture(before) !== posture(after) && posture(before) !== 'NONE' && posture(after) !== 'NONE';
      const kind = turned && made && sign !== 'NEUTRAL' && !taken.has(moment) ? 'TURNED' : cause.ends ? 'ENDED' : 'BEGAN';
      if (kind === 'TURNED') taken.add(moment);
      return { ...cause, kind, before: posture(before), after: posture(after) };
    });
    return listed.sort((a, b) => a.day - b.day || compare(a.tie.id, b.tie.id) || Number(a.ends) - Number(b.ends));
  }

  #within(day: number): boolean {
    return day >= this.request.first && day <= this.#last;
  }

  /** Of the ties of the pair that are likely to hold on the day (that may, if no certainty is asked, or POSSIBLE) and still count. */
  #signs(tie: ProjectionTie, day: number): Set<string> {
    const pair = this.#ties.filter((one) => pairOf(one) === pairOf(tie) && one.lo <= one.hi);
    const certainty = (this.request.certainty ?? 'POSSIBLE') === 'POSSIBLE' ? 'POSSIBLE' : 'LIKELY';
    const held = pair.filter((one) => {
      const { lastingDays } = vocabularyOf(tieParts(one.id).type);
      return holdsIn(one, { first: day, last: day }, certainty, lastingDays) && countsOn(one, day, pair);
    });
    return new Set(held.map(({ id }) => vocabularyOf(tieParts(id).type).sign));
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const pairOf = ({ id }: ProjectionTie) => [tieParts(id).from, tieParts(id).to].sort().join();
function posture(signs: ReadonlySet<string>): Posture {
  if (signs.has('COOPERATIVE')) return signs.has('HOSTILE') ? 'MIXED' : 'FRIENDLY';
  return signs.has('HOSTILE') ? 'HOSTILE' : 'NONE';
}

describe('changes', () => {
  it('are each beginning and each ending once, in order, with their effect on the pair', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(graph(SIZE, 24), request, fc.constantFrom(3, 100), fc.boolean(), (graph, request, limit, backward) => {
        const { view } = build(graph);
        const question: ChangesQuestion = {
          span: { first: request.first, last: request.first + request.days },
          filter: {
            certainty: request.certainty,
            undated: request.undated,
            bothKinds: request.kinds,
            involving: request.involving?.map((n) => view.node(graph.entities[n]!.id)) ?? null,
          },
          after: null,
          before: null,
          backward,
          limit,
        };
        const expected = new Model(graph, request).changes().map(({ tie, ...rest }) => ({ ...rest, id: tie.id }));
        const inOrder = backward ? [...expected].reverse() : expected;
        const { changes: found, count } = changes(view, question, NO_LIMITS);
        const shown = found.map(({ tie: _, ...rest }) => rest);
        expect(shown).toEqual(inOrder.slice(0, limit));
        expect(count).toBe(expected.length);
        const middle = inOrder[1];
        if (middle) {
          const next = changes(view, { ...question, [backward ? 'before' : 'after']: middle }, NO_LIMITS);
          expect(next.changes.map(({ tie: _, ...rest }) => rest)).toEqual(inOrder.slice(2, 2 + limit));
        }
        for (const { kind, before, after } of expected) seen.add(`${kind} ${before} ${after}`);
      }),
      { numRuns: RUNS },
    );
    for (const kind of ['BEGAN NONE FRIENDLY', 'ENDED HOSTILE NONE', 'TURNED FRIENDLY HOSTILE', 'TURNED MIXED HOSTILE'])
      expect(seen).toContain(kind);
  });
});
