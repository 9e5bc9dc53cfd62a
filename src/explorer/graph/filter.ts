import type { TimeSelection } from '../state/view.ts';
import type { DayRange } from '../time/days.ts';
import { type DayBounds, dayBoundsOf, type HoldsInRange, holdsInRange, parseDays } from '../time/days.ts';
import type { GraphEntity, GraphTie } from './graph.ts';

/** What the legend hides: kinds of entity, types of tie, statuses. */
export type HiddenKinds = ReadonlySet<string>;

export const isVisible = ({ kind }: GraphEntity, hidden: HiddenKinds): boolean => !hidden.has(kind);

export const isTieVisible = ({ type, status, from, to }: GraphTie, hidden: HiddenKinds): boolean =>
  !hidden.has(type) && !hidden.has(status) && !hidden.has(from.kind) && !hidden.has(to.kind);

/** The days of a selected time; null for all time, or where it is not a date. */
export function dayRangeOf(time: TimeSelection | null): DayRange | null {
  if (time === null) return null;
  const [from, until] = [parseDays(time.at), parseDays(time.until ?? time.at)];
  return from && until && from.first <= until.last ? { first: from.first, last: until.last } : null;
}

const cachedBounds = new WeakMap<GraphTie, DayBounds>();

/** Whether a tie holds in these days. */
export function tieHolds(tie: GraphTie, days: DayRange | null): HoldsInRange {
  const bounds = cachedBounds.get(tie) ?? dayBoundsOf(tie.validity);
  cachedBounds.set(tie, bounds);
  return holdsInRange(bounds, days);
}
