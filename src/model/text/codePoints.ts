/** The longest text of a document, in code points. A request holds less: 256 kB. */
export const MAX_DOCUMENT_LENGTH = 1_000_000;

/** A part of a text: offsets in Unicode code points, from 0; `end` is after its last one. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The number of Unicode code points of a text. */
export function codePointLength(text: string): number {
  return codePointsBefore(text, text.length);
}

/** The number of code points before an index of a text. */
function codePointsBefore(text: string, index: number): number {
  let count = 0;
  for (let at = 0; at < index; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}

/** The index in a text of the code point with this number; its length where there are fewer. */
function indexOfCodePoint(text: string, number: number): number {
  let at = 0;
  for (let count = 0; count < number && at < text.length; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

/** The part of a text between two offsets in code points. */
export function spanText(text: string, { start, end }: TextSpan): string {
  const from = indexOfCodePoint(text, start);
  return text.slice(from, from + indexOfCodePoint(text.slice(from, from + 2 * Math.max(0, end - start)), end - start));
}

/** The first place of a quote in a text in NFC; null if it is not in it. */
export function spanOfQuote(text: string, quote: string): TextSpan | null {
  const words = quote.normalize('NFC');
  const index = words === '' ? -1 : text.indexOf(words);
  if (index < 0) return null;
  const start = codePointsBefore(text, index);
  return { start, end: start + codePointLength(words) };
}
