import { normalizeName } from './normalizeName.ts';

/**
 * Letters that stand after another one in their alphabets (of CLDR's root order), but not in Unicode: `ə` after `e`, Persian
 * `پ` after `ب`. Each group begins with that other letter, in the form in which names are compared.
 */
const LATER_LETTERS =
  'aɐɑ bƀɓ cƈ dɖɗ eǝəɛ fƒ gɠɣ iɨɩ jɉ kƙ nɲŋ oɔɵ rɍɽ sʃ tŧƭʈ uʉɯʊ vʋ yƴ zƶʒ аәӕ гғҕ дԁђ еє жҗ зѕҙӡ иіҋј кқҡҝ лљ нңҥњ оө пҧ сҫ ' +
  'тҭћ уүұ хһ чҷҹҽџ ьѣ яѳѵӏ بٻپ ثٹٺټ جڄچ خځ ذڈ زڑڕژ فڤ كڭگ لڵ نںڻ وۆۇۈۋ يێېے';
/** Above every letter that can follow in a name. */
const AFTER = '\ufffd';
/** Forms of the same letter. */
const SAME_LETTERS = ['ħh', 'ךכ', 'םמ', 'ןנ', 'ףפ', 'ץצ', 'ςσ'];

const REPLACED = new Map<string, string>([
  ...SAME_LETTERS.map((pair): [string, string] => [pair[0]!, pair[1]!]),
  ...LATER_LETTERS.split(' ').flatMap((group) =>
    [...group].slice(1).map((letter, index): [string, string] => [letter, group[0]! + AFTER + String.fromCharCode(0x61 + index)]),
  ),
]);
const LETTERS = new RegExp(`[${[...REPLACED.keys()].join('')}]`, 'gu');
const KATAKANA = /[\u30a1-\u30f6]/g;
const TO_HIRAGANA = 0x60;
/** Lengths of numbers are compared up to this one. */
const MAX_DIGITS = 40;

/**
 * The key by which a name is sorted, compared as text: word by word, without case, accents, apostrophes and other punctuation;
 * numbers by value, before letters; then Latin, Greek, Cyrillic, Hebrew, Arabic, kana, Han and Hangul, each in the order of
 * its alphabet. `й`, which is compared like `и` elsewhere, is a letter of its own here. Names that differ in nothing else have
 * the same key; so the id follows it.
 */
export function nameOrder(name: string): string {
  const normalized = normalizeName(name.normalize('NFC').replace(/[йЙ]/g, 'ҋ'));
  if (normalized === '') return name;
  return normalized
    .replace(/[0-9]+/g, numberKey)
    .replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - TO_HIRAGANA))
    .replace(LETTERS, (letter) => REPLACED.get(letter)!);
}

/** Its number of digits as one character below all letters, then the digits. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=.)/, '');
  return String.fromCharCode(0x30 + Math.min(significant.length, MAX_DIGITS)) + significant;
}
