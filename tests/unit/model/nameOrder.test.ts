import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameOrder } from '../../../src/model/nameOrder.ts';
import { sortKey } from '../../../src/store/entity.ts';

const sorted = (names: readonly string[]): string[] => [...names].sort((a, b) => (sortKey(a, a) < sortKey(b, b) ? -1 : 1));
const compare = (a: string, b: string): number => {
  const [one, other] = [nameOrder(a), nameOrder(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

describe('the order of names', () => {
  test.each([
    [
      'articles, accents, apostrophes',
      ['Ahrar al-Sham', 'al-Nusra Front', 'al-Qaida', 'Albania', 'Élysée', 'Emirate', 'Estonia', "'Ulama", 'UNIFIL'],
    ],
    ['punctuation', ['Army, Free', '(Army) Libyan', 'Army/Navy', '“Army of Islam”', 'Army-Zulu']],
    [
      'numbers by value, before letters',
      ['2nd Division', '10th Division', '101st Division', 'Brigade 2', 'Brigade 10', 'Brigade A', 'Division'],
    ],
    ['Latin beyond a to z', ['Eliyev', 'Ezid', 'Əliyev', 'Fatah', 'Łódź', 'Lviv', 'Øresund', 'Paris', 'Þór', 'Ŧ', 'U']],
    ['Russian', ['Евфрат', 'Ёлка', 'Ель', 'Ирак', 'Иран', 'Йемен', 'Кремль']],
    ['Ukrainian', ['Гаага', 'Ґалаґан', 'Європа', 'Іван', 'Їжак', 'Ірпінь', 'Київ']],
    [
      'Arabic and Persian',
      [
        'أحرار',
        'إدلب',
        'آل سعود',
        'باب',
        'پژاک',
        'تحرير',
        'جبهة',
        'چهار',
        'حزب',
        'زنكي',
        'ژاله',
        'سوريا',
        'كتائب',
        'گروه',
        'لواء',
        'هيئة',
        'وحدات',
        'یگان',
      ],
    ],
    ['Hebrew', ['ארץ', 'חמאס', 'מוסד', 'צבא']],
    ['kana, then Han, then Hangul', ['かな', 'カフェ', '中国', '日本', '한국']],
    ['digits, Latin, Greek, Cyrillic, Hebrew, Arabic, Han', ['17 November', 'Zeta', 'Αθήνα', 'Москва', 'ירושלים', 'دمشق', '北京']],
  ])('%s', (_, names) => {
    expect(sorted([...names].reverse())).toEqual(names);
  });

  test('names that differ in case, accents or punctuation only are in the order of their ids', () => {
    expect(sortKey('al-Qaida', '1') < sortKey('Al Qaïda', '2')).toBe(true);
    expect(sortKey('Al Qaïda', '1') < sortKey('al-Qaida', '2')).toBe(true);
    expect(sortKey('al-Qaida', '9') < sortKey('al-Qaida in Iraq', '1')).toBe(true);
  });

  test('punctuation alone is a name too, and a key is never longer than an index allows', () => {
    expect(sortKey('!?', 'X')).toBe('!?\u0001X');
    expect(sortKey('ß'.repeat(10_000), 'X')).toHaveLength(500 + 2);
  });

  /**
   * Base-level order of CLDR's root. Beyond these letters it differs on purpose: hyphens and other punctuation count as spaces
   * and apostrophes as nothing (CLDR puts them before letters, or ignores spaces too); þ, ð, ı and ŉ are th, d, i and n, as in
   * search; й follows і.
   */
  const collator = new Intl.Collator('und', { sensitivity: 'base', numeric: true });
  const words = (letters: string) =>
    fc
      .array(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(' '));
  test.each([
    ['Latin', 'abcdeghiklmnoqstuvxyzABEOSZéèêëçñöüÅåæœøłđāīūḥṣṭżğşčőťħßɓɗəɛŋɔʉ'],
    ['Latin with numbers', 'abzABZéü0123789'],
    ['Greek', 'αβγδεζηθικλμνξοπρσςτυφχψωΑΩάέήίόύώϊ'],
    ['Russian', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯ'],
    ['Ukrainian', 'абвгдеєжзиіїклмноп'],
    ['Hebrew', 'אבגדהוזחטיכךלמםנןסעפףצץקרשת'],
    ['Arabic', 'ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ'],
    ['hiragana', 'あいうえおかきくけこがさしすせそ'],
  ])('is that of CLDR: %s', (_, letters) => {
    fc.assert(
      fc.property(words(letters), words(letters), (a, b) => {
        expect(compare(a, b)).toBe(Math.sign(collator.compare(a, b)));
      }),
      { numRuns: 2_000 },
    );
  });
});
