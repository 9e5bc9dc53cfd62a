import { normalizeName } from '../normalizeName.ts';
import { spanText, type TextSpan } from './codePoints.ts';

/** Words; of scripts that put no spaces between words, each character. */
const WORD =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Khmer}|\p{Script=Lao}|\p{Script=Myanmar}|\p{Extended_Pictographic}|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** A passage longer than this is cut where it is shown. */
const MAX_SHOWN_LENGTH = 300;

/**
 * The passage of a text that has the most words in common with a quote that is not in it, of at most as many words; the first one of
 * several. Case, accents and forms of letters do not count. Null if no word is in common.
 */
export function nearestPassage(text: string, quote: string): string | null {
  const sought = countsOf(quote);
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ form: formOf(word), start: index, end: index + word.length }));
  const size = Math.max(1, [...quote.matchAll(WORD)].length);
  const inside = new Map<string, number>();
  const place = (form: string, change: 1 | -1): number => {
    const count = (inside.get(form) ?? 0) + change;
    inside.set(form, count);
    const most = sought.get(form) ?? 0;
    return (change === 1 ? count <= most : count < most) ? change : 0;
  };
  let common = 0;
  let best = { common: 0, first: 0, last: 0 };
  for (const [last, { form }] of words.entries()) {
    common += place(form, 1);
    const first = last - size + 1;
    if (first > 0) common += place(words[first - 1]!.form, -1);
    if (common > best.common) best = { common, first: Math.max(0, first), last };
  }
  if (best.common === 0) return null;
  const passage = text.slice(words[best.first]!.start, words[best.last]!.end);
  return shortened(passage, { start: 0, end: MAX_SHOWN_LENGTH });
}

function countsOf(quote: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of quote.normalize('NFC').matchAll(WORD)) counts.set(formOf(word), (counts.get(formOf(word)) ?? 0) + 1);
  return counts;
}

const formOf = (word: string): string => normalizeName(word) || word;

function shortened(passage: string, shown: TextSpan): string {
  const cut = spanText(passage, shown);
  return cut === passage ? passage : `${cut}…`;
}
