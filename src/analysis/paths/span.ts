import type { PathTime } from './corridors.ts';
import { FOREVER, NEVER } from './layer.ts';

/**
 * The days that the ties chosen so far allow. SIMULTANEOUS: all of them hold from `first` to `last`. CHRONOLOGICAL: `first`
 * is the earliest day for the last of them, and there is no latest day, since the next tie may be later.
 */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export const ALWAYS: Span = { first: NEVER, last: FOREVER };

/** The days that remain after one more hop, null where there are none. */
export function narrowed(span: Span, days: Span, time: PathTime): Span | null {
  const first = Math.max(span.first, days.first);
  const last = Math.min(span.last, days.last);
  if (first > last) return null;
  return { first, last: time === 'CHRONOLOGICAL' ? FOREVER : last };
}

export function liesWithin(inner: Span, outer: Span): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The spans that lie within no other. */
export function widest(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  const kept: Span[] = [];
  for (const span of spans.sort((a, b) => a.first - b.first || b.last - a.last)) {
    if (kept.length === 0 || span.last > kept.at(-1)!.last) kept.push(span);
  }
  return kept;
}
