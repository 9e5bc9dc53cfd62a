import { MAX_DAY, MIN_DAY } from './layer.ts';
import type { PathTime } from './layeredSearch.ts';

/**
 * The days that the ties chosen so far allow. SIMULTANEOUS: all of them hold from `first` to `last`. CHRONOLOGICAL: `first`
 * is the earliest day for the last of them, and there is no latest day, since the next tie may be later.
 */
export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

export const ALWAYS: DaySpan = { first: MIN_DAY, last: MAX_DAY };

/** The days that remain after one more hop, null where there are none. */
export function intersectSpan(span: DaySpan, days: DaySpan, time: PathTime): DaySpan | null {
  const first = Math.max(span.first, days.first);
  const last = Math.min(span.last, days.last);
  if (first > last) return null;
  return { first, last: time === 'CHRONOLOGICAL' ? MAX_DAY : last };
}

export function liesWithin(inner: DaySpan, outer: DaySpan): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The spans that lie within no other. */
export function maximalSpans(spans: DaySpan[]): DaySpan[] {
  if (spans.length < 2) return spans;
  const maximal: DaySpan[] = [];
  for (const span of spans.sort((a, b) => a.first - b.first || b.last - a.last)) {
    if (maximal.length === 0 || span.last > maximal.at(-1)!.last) maximal.push(span);
  }
  return maximal;
}
