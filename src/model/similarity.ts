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

/** Edit distance of the query to the name, or to consecutive words of it, one more or fewer as in “alsham”; null if too large. */
function typoDistance(query: string, name: string): number | null {
  const allowed = query.length < 4 ? 0 : query.length < 8 ? 1 : query.length < 16 ? 2 : 3;
  const words = name.split(' ');
  const typed = query.split(' ').length;
  let min = editDistance(query, name, allowed);
  for (let length = Math.max(1, typed - 1); length <= typed + 1; length++) {
    for (let start = 0; start + length <= words.length; start++) {
      min = Math.min(min, editDistance(query, words.slice(start, start + length).join(' '), allowed));
    }
  }
  return min <= allowed ? min : null;
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
