import { type Certainty, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import { postureOf } from '../../model/posture.ts';
import { intersectSpans } from '../../model/spans.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { type Between, daysWith, type PairQuestion, type SideTie, tiesBetween } from './between.ts';
import { type PairAnswer, pairAnswer, signBits } from './stance.ts';

/** A period in which the posture of two entities does not change, with all ties that hold and count on some of its days. */
export interface Episode extends PairAnswer {
  /** UNKNOWN_LO and UNKNOWN_HI stand for open ends. */
  readonly days: Window;
  /** The first and last of its days on which a tie of its posture surely holds; null where no such day is known. */
  readonly certainDays: Window | null;
}

export interface HistoryAnswer {
  readonly episodes: readonly Episode[];
  /** The PART_OF ties that were followed: they delimit episodes too. */
  readonly memberships: readonly number[];
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * The episodes of two entities in order and without gaps, from the first day on which any tie holds with the certainty of the
 * filter to the last. An episode ends where the posture changes: where a tie begins or ends, where a later word ends the earlier
 * (`laterWord.ts`), and where ties are no longer LIKELY. Periods without ties are episodes of NONE. A sweep over the starts and
 * ends of ties.
 */
export function stanceHistory(view: View, question: PairQuestion, limits: SearchLimits): HistoryAnswer {
  const budget = new Budget(limits);
  let episodes: readonly Episode[] = [];
  let memberships: readonly number[] = [];
  const stoppedBy = untilStopped(() => {
    const found = tiesBetween(view, question, budget);
    const between = { ...found, ties: withDays(view, found.ties, question.filter.certainty ?? 'POSSIBLE') };
    memberships = between.memberships;
    episodes = posturePeriods(view, between.ties).map((days) => episode(view, between, days));
  });
  return { episodes, memberships, stoppedBy, work: budget.spent };
}

function withDays(view: View, ties: readonly SideTie[], certainty: Certainty): SideTie[] {
  return ties.flatMap((one) => {
    const spans = intersectSpans(one.spans, daysWith(view, one.tie, certainty));
    return spans.length > 0 ? [{ ...one, spans }] : [];
  });
}

/** Counts the ties of each sign that hold, from each start or end of a span to the next. */
function posturePeriods(view: View, ties: readonly SideTie[]): Window[] {
  const edges = ties.flatMap(({ tie, spans }) =>
    spans.flatMap(({ first, last }) => [
      { day: first, bits: signBits(view, tie), count: 1 },
      { day: last + 1, bits: signBits(view, tie), count: -1 },
    ]),
  );
  edges.sort((a, b) => a.day - b.day);
  const held = [0, 0, 0];
  const periods: (Window & { bits: number })[] = [];
  edges.forEach(({ day, bits, count }, i) => {
    held[bits]! += count;
    const next = edges[i + 1];
    if (!next || next.day === day) return;
    const now = (held[1]! > 0 ? 1 : 0) | (held[2]! > 0 ? 2 : 0);
    const before = periods.at(-1);
    if (before?.bits === now) periods[periods.length - 1] = { ...before, last: next.day - 1 };
    else periods.push({ first: day, last: next.day - 1, bits: now });
  });
  return periods.map(({ first, last }) => ({ first, last }));
}

function episode(view: View, { ties, partsOfA, partsOfB }: Between, days: Window): Episode {
  const held = ties.filter(({ spans }) => spans.some(({ first, last }) => first <= days.last && last >= days.first));
  const answer = pairAnswer(view, held, partsOfA, partsOfB);
  return { ...answer, days, certainDays: certainDaysIn(view, held, days, answer) };
}

/** Where the posture has one sign, each day on which a tie of that sign surely holds counts. */
function certainDaysIn(view: View, held: readonly SideTie[], days: Window, { posture }: PairAnswer): Window | null {
  if (posture !== 'FRIENDLY' && posture !== 'HOSTILE') return null;
  let [first, last] = [UNKNOWN_HI, UNKNOWN_LO];
  for (const { tie, spans } of held) {
    if (postureOf(signBits(view, tie)) !== posture) continue;
    for (const sure of intersectSpans(intersectSpans(spans, daysWith(view, tie, 'CERTAIN')), [days])) {
      first = Math.min(first, sure.first);
      last = Math.max(last, sure.last);
    }
  }
  return first <= last ? { first, last } : null;
}
