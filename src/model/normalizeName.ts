/**
 * Normalization of names, so that spellings that people use for the same name compare equal: it removes case, accents,
 * apostrophes, hyphens, the dots of acronyms, Arabic letter forms and digits, tashkeel, tatweel, Hebrew points and geresh. It
 * is idempotent.
 */

const LETTERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/[أإآٱ]/g, 'ا'],
  [/[ىی]/g, 'ي'],
  [/ک/g, 'ك'],
  [/[ةۃەہھ]/g, 'ه'],
  [/ؤ/g, 'و'],
  [/ئ/g, 'ي'],
  [/ß/g, 'ss'],
  [/æ/g, 'ae'],
  [/œ/g, 'oe'],
  [/ø/g, 'o'],
  [/ł/g, 'l'],
  [/đ/g, 'd'],
  [/ð/g, 'd'],
  [/þ/g, 'th'],
  [/ı/g, 'i'],
  [/ё/g, 'е'],
  [/ґ/g, 'г'],
];
/** Apostrophes, the signs typed or transliterated for them, and the Hebrew geresh and gershayim of צה״ל. */
const APOSTROPHES = /['’‘‛`´′"“”״׳՚ꞌ\u02b9-\u02bf\u02c8\u02ca\u02cb\u02eeء]/gu;
/** Single letters with dots between, as in `U.S.` and `P.K.K`. */
const DOTTED_ACRONYMS = /(?<![\p{L}\p{N}\p{M}.])\p{L}\p{M}*(?:\.\p{L}\p{M}*)+(?![\p{L}\p{N}\p{M}])/gu;
const MARKS = /[\p{Mn}\p{Me}\u0640\p{Cf}]/gu;
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
const OUTSIDE_ASCII = /[^\x00-\x7f]/;
/** In ASCII, where the other steps change nothing. */
const ASCII_APOSTROPHES = /['"`]/g;
const ASCII_SEPARATORS = /[^a-z0-9]+/g;
const ACRONYM_DOT = /[a-z]\.[a-z]/;

/** The form in which names are compared: words of letters and digits, separated by single spaces. */
export function normalizeName(text: string): string {
  if (!OUTSIDE_ASCII.test(text)) {
    const plain = text.replace(ASCII_APOSTROPHES, '').toLowerCase();
    const words = ACRONYM_DOT.test(plain) ? plain.replace(DOTTED_ACRONYMS, (acronym) => acronym.replaceAll('.', '')) : plain;
    return words.replace(ASCII_SEPARATORS, ' ').trim();
  }
  return normalizeUnicode(text);
}

/** The same for any text. Exported for the test that compares the two. */
export function normalizeUnicode(text: string): string {
  // Before NFKC, which turns a free-standing acute accent into a space.
  let normalized = text.replace(APOSTROPHES, '').normalize('NFKC').toLowerCase();
  normalized = normalized.replace(DOTTED_ACRONYMS, (acronym) => acronym.replaceAll('.', ''));
  for (const [pattern, letter] of LETTERS) normalized = normalized.replace(pattern, letter);
  normalized = normalized.normalize('NFD').replace(MARKS, '');
  for (const [pattern, letter] of LETTERS) normalized = normalized.replace(pattern, letter);
  normalized = normalized.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) % 16));
  return normalized.replace(APOSTROPHES, '').normalize('NFC').replace(SEPARATORS, ' ').trim();
}

/** The form in which publishers and the words of attributions are compared; a text without letters and digits as it is. */
export function comparableName(name: string): string {
  return normalizeName(name) || name;
}
