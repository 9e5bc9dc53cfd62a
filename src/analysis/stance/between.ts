import { type Certainty, daysOf, UNKNOWN_HI, type Window } from '../../model/interval.ts';
import { intersectSpans, type Spans, uniteSpans } from '../../model/spans.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import type { Budget } from '../paths/budget.ts';
import { TieTest } from '../paths/tieTest.ts';
import type { View } from '../projection/view.ts';
import { ALWAYS, countingDays, type Word, wordsOf } from '../subgraph/laterWord.ts';
import { type StanceSide, sidesWithoutParts, sidesWithParts } from './sides.ts';

/** A query about the ties between two entities. */
export interface PairQuestion {
  readonly a: number;
  readonly b: number;
  /** Do the ties of the parts of either count? */
  readonly viaParts?: boolean;
  /** Its window has no effect: the days are computed. */
  readonly filter: TieConditions;
}

/** A tie between the two sides, with the days on which it may hold and counts, and its ends belong to the sides. */
export interface SideTie {
  readonly tie: number;
  readonly spans: Spans;
}

export interface Between {
  readonly ties: readonly SideTie[];
  readonly partsOfA: readonly number[];
  readonly partsOfB: readonly number[];
  /** The PART_OF ties that were followed. */
  readonly memberships: readonly number[];
}

/**
 * All ties between two entities that count on some day, by highest confidence, then id. Includes the ties of their parts where
 * these count: what a part says, the whole says. So the later word of one part ends the earlier of another.
 */
export function tiesBetween(view: View, { a, b, viaParts, filter }: PairQuestion, budget: Budget): Between {
  const test = new TieTest(view, { ...filter, window: null, certainty: null }, false);
  const sides = viaParts ? sidesWithParts(view, test, filter.certainty ?? 'POSSIBLE', budget, { a, b }) : sidesWithoutParts(a, b);
  const [near, far] = cheaperFirst(view, sides.a, sides.b);
  const ties = whileCounting(view, tiesAcross(view, test, near, far, budget));
  const ends = new Set(ties.flatMap(({ tie }) => [view.from(tie), view.to(tie)]));
  const named = (side: StanceSide, self: number) => [...side.keys()].filter((node) => node !== self && ends.has(node)).sort(byId(view));
  return { ties, partsOfA: named(sides.a, a), partsOfB: named(sides.b, b), memberships: sides.memberships };
}

/** As `daysOf` of the model. */
export function daysWith(view: View, tie: number, certainty: Certainty): readonly Window[] {
  return daysOf(view.bounds(tie), certainty, view.lastingDays(tie));
}

/** The ties without the days on which a later word has ended them, or on which they do not count yet. */
function whileCounting(view: View, ties: readonly SideTie[]): SideTie[] {
  const counting = countingDays(ties.map((one) => wordsOfSides(view, one)));
  return ties.flatMap(({ tie, spans }, i) => {
    const days = counting[i]!;
    const left = days === ALWAYS ? spans : intersectSpans(spans, days);
    return left.length > 0 ? [{ tie, spans: left }] : [];
  });
}

/** A part speaks for the whole on the days on which it is a part: an earlier word ends on the first of these. */
function wordsOfSides(view: View, { tie, spans }: SideTie): readonly Word[] {
  return wordsOf(view, tie).map((word) => {
    const next = spans.find(({ last }) => last >= word.alo);
    return { ...word, begins: next ? Math.max(next.first, word.alo) : UNKNOWN_HI + 1 };
  });
}

/** The two sides, the one with fewer ties first. */
function cheaperFirst(view: View, a: StanceSide, b: StanceSide): [StanceSide, StanceSide] {
  const cost = (side: StanceSide) => [...side.keys()].reduce((sum, node) => sum + view.degree(node), 0);
  return cost(a) <= cost(b) ? [a, b] : [b, a];
}

function tiesAcross(view: View, test: TieTest, near: StanceSide, far: StanceSide, budget: Budget): SideTie[] {
  const found = new Map<number, SideTie>();
  for (const [node, days] of near) {
    const incident = view.ties(node, 'ANY');
    budget.spend(1 + incident.length);
    for (const tie of incident) {
      const opposite = far.get(view.from(tie) === node ? view.to(tie) : view.from(tie));
      if (!opposite || !test.passes(tie)) continue;
      const spans = intersectSpans(intersectSpans(days, opposite), [{ first: view.lo(tie), last: view.hi(tie) }]);
      if (spans.length > 0) found.set(tie, { tie, spans: uniteSpans(found.get(tie)?.spans ?? [], spans) });
    }
  }
  return [...found.values()].sort(
    (x, y) => view.confidence(y.tie) - view.confidence(x.tie) || (view.tieId(x.tie) < view.tieId(y.tie) ? -1 : 1),
  );
}

function byId(view: View): (a: number, b: number) => number {
  return (a, b) => (view.entityId(a) < view.entityId(b) ? -1 : 1);
}
