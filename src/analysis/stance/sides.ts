import { ALL_TIME, type Certainty, daysOf, type Window } from '../../model/interval.ts';
import { intersectSpans, type Spans, sameSpans, subtractSpans, uniteSpans } from '../../model/spans.ts';
import type { Budget } from '../paths/budget.ts';
import type { TieTest } from '../paths/tieTest.ts';
import { typeIndex } from '../projection/encoding.ts';
import type { View } from '../projection/view.ts';

/** The entities that count as one of the two: itself always, its parts on the days on which they are parts with the certainty. */
export type StanceSide = ReadonlyMap<number, Spans>;

export interface StanceSides {
  readonly a: StanceSide;
  readonly b: StanceSide;
  /** The PART_OF ties that were followed. */
  readonly memberships: readonly number[];
}

const ALWAYS: Spans = [ALL_TIME];
const PART_OF = typeIndex('PART_OF');

/** The two entities alone. */
export function sidesWithoutParts(a: number, b: number): StanceSides {
  return { a: new Map([[a, ALWAYS]]), b: new Map([[b, ALWAYS]]), memberships: [] };
}

/**
 * The two entities with their parts, transitively, on the days on which they are parts with this certainty. What is part of both on a day
 * counts for neither on that day, and neither of the two counts for the other.
 */
export function sidesWithParts(
  view: View,
  test: TieTest,
  certainty: Certainty,
  budget: Budget,
  { a, b }: { readonly a: number; readonly b: number },
): StanceSides {
  const memberships = new Set<number>();
  const days = (tie: number) => daysOf(view.bounds(tie), certainty, view.lastingDays(tie));
  const [ofA, ofB] = [a, b].map((whole) => partsOf(view, test, days, budget, whole, memberships)) as [StanceSide, StanceSide];
  return { a: exclusive(ofA, ofB, a, b), b: exclusive(ofB, ofA, b, a), memberships: [...memberships] };
}

function exclusive(own: StanceSide, other: StanceSide, self: number, opposite: number): StanceSide {
  const left = [...own].map(([node, spans]) => [node, node === self ? ALWAYS : subtractSpans(spans, other.get(node) ?? [])] as const);
  return new Map(left.filter(([node, spans]) => node !== opposite && spans.length > 0));
}

/** Follows PART_OF backwards to a fixed point: until no part gains days. So parts may be parts of each other. */
function partsOf(
  view: View,
  test: TieTest,
  days: (tie: number) => readonly Window[],
  budget: Budget,
  whole: number,
  memberships: Set<number>,
): StanceSide {
  const parts = new Map<number, Spans>([[whole, ALWAYS]]);
  const queue = [whole];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const ties = view.ties(node, 'IN');
    budget.spend(1 + ties.length);
    for (const tie of ties) {
      if (view.typeIndex(tie) !== PART_OF || !test.passes(tie)) continue;
      memberships.add(tie);
      const before = parts.get(view.from(tie)) ?? [];
      const grown = uniteSpans(before, intersectSpans(parts.get(node)!, days(tie)));
      if (sameSpans(before, grown)) continue;
      parts.set(view.from(tie), grown);
      queue.push(view.from(tie));
    }
  }
  return parts;
}
