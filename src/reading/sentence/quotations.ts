import type { Extent } from './facts.ts';

/** What stands between quotation marks in a sentence, or reaches into it. */
export function quotationsIn(text: string, sentence: Extent): Extent[] {
  const found: Extent[] = [];
  const paragraph = text.lastIndexOf('\n', sentence.start - 1) + 1;
  const lineEnd = text.indexOf('\n', sentence.start);
  const line = text.slice(paragraph, lineEnd < 0 ? text.length : lineEnd);
  for (const { 0: quote, index } of line.matchAll(/[“„«]([^“”„«»]+)[”»“]|"([^"]+)"/gu)) {
    const start = paragraph + index + 1;
    const end = paragraph + index + quote.length - 1;
    if (start < sentence.end && end > sentence.start)
      found.push({ start: Math.max(start, sentence.start), end: Math.min(end, sentence.end) });
  }
  return found;
}
