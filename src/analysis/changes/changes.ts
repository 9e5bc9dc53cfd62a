import { holdsIn, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import { Budget, type SearchLimits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { tieMatcher } from '../subgraph/tieMatcher.ts';
import { type ChangePosition, comparePositions } from './position.ts';
import { PostureChanges } from './postureChanges.ts';
import { type ChangesQuestion, type FoundChange, isAtOneTime } from './question.ts';

export interface ChangesAnswer {
  /** The requested range, in the requested direction. */
  readonly changes: readonly FoundChange[];
  /** The length of the whole list. */
  readonly count: number;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * The ties that began or ended and the postures that turned in a span of days, by day. A tie begins on the first day on which
 * it may hold and ends on the last, where its start and its end are known; that a source stops reporting is no end. Each
 * beginning and each ending is one change; an act at one time is one change, its beginning.
 */
export function changes(view: View, question: ChangesQuestion, limits: SearchLimits): ChangesAnswer {
  const budget = new Budget(limits);
  let count = 0;
  let found: FoundChange[] = [];
  const stoppedBy = untilStopped(() => {
    budget.spend(view.tieCount);
    const events: TieEvent[] = [];
    eachEvent(view, question, (event) => {
      count++;
      if (isInRange(view, event, question)) events.push(event);
    });
    budget.spend(events.length);
    const postureChanges = new PostureChanges(view, question, budget);
    found = firstPositions(view, events, question).map(({ tie, position }) => postureChanges.explain(tie, position));
  });
  return { changes: found, count, stoppedBy, work: budget.spent };
}

/** A change without the id of its tie: building ids is the most expensive part. */
interface TieEvent {
  readonly day: number;
  readonly tie: number;
  readonly ends: boolean;
}

const positionOf = (view: View, { day, tie, ends }: TieEvent): ChangePosition => ({ day, id: view.tieId(tie), ends });

function isInRange(view: View, event: TieEvent, { after, before }: ChangesQuestion): boolean {
  const isAfter =
    after === null || event.day > after.day || (event.day === after.day && comparePositions(positionOf(view, event), after) > 0);
  const isBefore =
    before === null || event.day < before.day || (event.day === before.day && comparePositions(positionOf(view, event), before) < 0);
  return isAfter && isBefore;
}

/** The first `limit` changes in the requested direction. Ids are built only of those whose days may be among them. */
function firstPositions(
  view: View,
  events: readonly TieEvent[],
  { backward, limit }: ChangesQuestion,
): { tie: number; position: ChangePosition }[] {
  const sign = backward ? -1 : 1;
  const days = Int32Array.from(events, ({ day }) => sign * day).sort();
  const lastDay = days[Math.min(limit, days.length) - 1] ?? 0;
  return events
    .filter(({ day }) => sign * day <= lastDay)
    .map((event) => ({ tie: event.tie, position: positionOf(view, event) }))
    .sort((a, b) => sign * comparePositions(a.position, b.position))
    .slice(0, limit);
}

function eachEvent(view: View, question: ChangesQuestion, emit: (event: TieEvent) => void): void {
  const { span, filter } = question;
  const { certainty } = filter;
  const matches = tieMatcher(view, { ...filter, window: null, certainty: null });
  for (let tie = 0; tie < view.tieCount; tie++) {
    const [lo, hi] = [view.lo(tie), view.hi(tie)];
    const [began, ended] = [isWithin(lo, span), isWithin(hi, span)];
    if ((!began && !ended) || lo > hi || !view.isAlive(tie) || !matches(tie)) continue;
    if (certainty && !holdsIn(view.bounds(tie), span, certainty, view.lastingDays(tie))) continue;
    if (began) emit({ day: lo, tie, ends: false });
    if (ended && !isAtOneTime(view, tie)) emit({ day: hi, tie, ends: true });
  }
}

function isWithin(day: number, { first, last }: Window): boolean {
  return day !== UNKNOWN_LO && day !== UNKNOWN_HI && day >= first && day <= last;
}
