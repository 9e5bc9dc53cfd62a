import type { TextSpan } from '../model/text/codePoints.ts';

/** Turns offsets in UTF-16 units into code points: an emoji counts one. */
export function codePointSpans(text: string): (extent: { readonly start: number; readonly end: number }) => TextSpan {
  const low: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xdc00 && code <= 0xdfff && at > 0 && text.charCodeAt(at - 1) >= 0xd800 && text.charCodeAt(at - 1) <= 0xdbff) low.push(at);
  }
  const pairsBefore = (offset: number) => {
    let [from, to] = [0, low.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (low[middle]! < offset) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  return ({ start, end }) => ({ start: start - pairsBefore(start), end: end - pairsBefore(end) });
}
