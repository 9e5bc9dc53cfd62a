import type { Window } from './interval.ts';

/** A set of days as sorted intervals that neither overlap nor touch. */
export type Spans = readonly Window[];

/** Normalizes any intervals; those that end before they begin are dropped. */
export function spansOf(windows: Iterable<Window>): Spans {
  const spans: Window[] = [];
  const sorted = [...windows].filter(({ first, last }) => first <= last).sort((a, b) => a.first - b.first);
  for (const span of sorted) {
    const before = spans.at(-1);
    if (before && span.first <= before.last + 1) spans[spans.length - 1] = { first: before.first, last: Math.max(before.last, span.last) };
    else spans.push(span);
  }
  return spans;
}

/** The days in both. */
export function intersectSpans(a: Spans, b: Spans): Spans {
  return spansOf(a.flatMap((x) => b.map((y) => ({ first: Math.max(x.first, y.first), last: Math.min(x.last, y.last) }))));
}

/** The days in either. */
export function uniteSpans(a: Spans, b: Spans): Spans {
  return spansOf([...a, ...b]);
}

/** The days in `a` that are not in `b`. */
export function subtractSpans(a: Spans, b: Spans): Spans {
  return b.reduce<Spans>(
    (left, { first, last }) =>
      spansOf(
        left.flatMap((span) => [
          { first: span.first, last: Math.min(span.last, first - 1) },
          { first: Math.max(span.first, last + 1), last: span.last },
        ]),
      ),
    a,
  );
}

export function sameSpans(a: Spans, b: Spans): boolean {
  return a.length === b.length && a.every(({ first, last }, i) => first === b[i]!.first && last === b[i]!.last);
}
