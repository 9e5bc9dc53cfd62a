import { normalizeName } from './normalizeName.ts';

/**
 * How a name matches a query: the whole name, its beginning, words of it, or nearly the whole.
 * Every exact match scores above every prefix, a prefix above words, and words above typos.
 */
export interface NameMatch {
  readonly match: 'EXACT' | 'PREFIX' | 'WORD' | 'TYPO';
  /** 0 to 1. */
  readonly score: number;
}

/** Trigrams of a name, each word padded on both sides: with them a text index finds prefixes and typos. */
export function gramsOf(name: string): string {
  const grams = new Set<string>();
  for (const word of normalizeName(name).split(' ')) {
    const letters = ['X', ...word, 'X'];
    for (let start = 0; start + 3 <= letters.length; start++) grams.add(letters.slice(start, start + 3).join(''));
  }
  return [...grams].join(' ');
}

/** How well a normalized name matches a normalized query; null if it does not. */
export function likeness(query: string, name: string): NameMatch | null {
  if (query === '' || name === '') return null;
  if (name === query) return { match: 'EXACT', score: 1 };
  const share = Math.min(query.length, name.length) / Math.max(query.length, name.length);
  if (name.startsWith(query)) return { match: 'PREFIX', score: 0.75 + 0.24 * share };
  if (hasWords(query, name)) return { match: 'WORD', score: 0.5 + 0.24 * share };
  const distance = typoDistance(query, name);
  return distance === null ? null : { match: 'TYPO', score: 0.49 - 0.1 * distance + 0.05 * share };
}

/** Is each word of the query the beginning of a different word of the name? The longest is matched first, since it fits the fewest. */
function hasWords(query: string, name: string): boolean {
  const words = name.split(' ');
  const parts = query.split(' ').sort((a, b) => b.length - a.length);
  return parts.every((part) => {
    const found = words.findIndex((word) => word.startsWith(part));
    if (found >= 0) words.splice(found, 1);
    return found >= 0;
  });
}

/**
 * Edit distance of the query to the name, or to consecutive words of it, one more or fewer as in “alsham”; null if too large.
 * Where there are as many words, each is judged alone: “Syrian navy” is no typo of “Syrian army”.
 */
function typoDistance(query: string, name: string): number | null {
  const allowed = allowedIn(query);
  const words = name.split(' ');
  const typed = query.split(' ');
  let min = allowed + 1;
  for (let length = Math.max(1, typed.length - 1); length <= typed.length + 1; length++) {
    for (let start = 0; start + length <= words.length; start++) {
      const part = words.slice(start, start + length);
      const distance = length === typed.length ? distanceByWord(typed, part) : editDistance(query, part.join(' '), allowed);
      if (distance !== null) min = Math.min(min, distance);
    }
  }
  return min <= allowed ? min : null;
}

/** Typos allowed in a text of this length. */
function allowedIn(text: string): number {
  return text.length < 4 ? 0 : text.length < 8 ? 1 : text.length < 16 ? 2 : 3;
}

/** The sum over pairs of words; null where a pair differs by more than its own typos, or by the ending of another form. */
function distanceByWord(typed: readonly string[], words: readonly string[]): number | null {
  let sum = 0;
  for (const [index, one] of typed.entries()) {
    const other = words[index]!;
    if (one === other) continue;
    const isArticle = ARTICLES.has(one) && ARTICLES.has(other);
    const distance = isArticle ? 1 : editDistance(one, other, allowedIn(one));
    if (!isArticle && (distance > allowedIn(one) || isOtherForm(one, other))) return null;
    sum += distance;
  }
  return sum;
}

/** The Arabic article as it is written before other letters and in other dialects. */
const ARTICLES = new Set('al el ul il ad ar as ash at an az'.split(' '));

/**
 * Endings, normalized, that make of a name its plural or who or what belongs to it: Syrians, Israeli, Lebanese; الإيراني,
 * السوريون; россияне; Suriyeli. These are other words, not typos: who calls somebody “Turkish-backed” does not mean Turkey.
 */
const ENDINGS = new Set(
  's es n ns an ans ian ians i is ese ish ic ists ي يه يون يين ون ين ات не цы ец цев ский ская ское ские li lu lar ler liler lular'.split(
    ' ',
  ),
);
const MIN_STEM = 4;

/** Is a typed word the word of a name with such an ending, or with that in the place of another one? */
function isOtherForm(typed: string, word: string): boolean {
  for (let stem = Math.min(typed.length, word.length); stem >= MIN_STEM; stem--) {
    const rest = word.slice(stem);
    if (ENDINGS.has(typed.slice(stem)) && (rest === '' || ENDINGS.has(rest)) && typed.startsWith(word.slice(0, stem))) return true;
  }
  return false;
}

/**
 * Optimal string alignment distance (insert, delete, replace, swap of adjacent characters), cut off above `most`.
 * Boytsov, Indexing methods for approximate dictionary searching, 2011, §2.2.
 */
function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let twoBack: number[] = [];
  let oneBack = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(oneBack[column]! + 1, current[column - 1]! + 1, oneBack[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, twoBack[column - 2]! + 1);
      current.push(cost);
    }
    if (Math.min(...current) > max) return max + 1;
    twoBack = oneBack;
    oneBack = current;
  }
  return oneBack[b.length]!;
}
