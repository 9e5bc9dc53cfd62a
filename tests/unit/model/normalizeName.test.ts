import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeName, normalizeUnicode } from '../../../src/model/normalizeName.ts';
import { numRuns } from '../../support/scope.ts';

/** Characters that occur in names, and those that Unicode composes, decomposes or changes by their neighbors. */
const TRICKY = [
  ...['a', 'Z', 'İ', 'ı', 'I', 'Σ', 'ς', 'ß', 'ẞ', 'Æ', 'Ø', 'ǽ', 'Ё', 'ﬁ', '½', '①', '７', 'ª'],
  ...["'", '’', 'ʼ', 'ʿ', '´', '-', '–', ' ', '\u00a0', '\u2028', '.', '\u200f', '\u200d', '\ufeff'],
  ...['\u0301', '\u0307', '\u0323', '\u0345', '\u1dfa', '\u20dd'],
  ...['أ', 'إ', 'آ', 'ٱ', 'ى', 'ی', 'ة', 'ؤ', 'ئ', 'ء', 'ک', 'ـ', '\u0651', '\u064e', '\u0653', '\u0654', 'ﷲ', 'ﻻ'],
  ...['\u05e9', '\u05c1', '\u05b8', '\ufb2a', '\u1100', '\u1161', '\u11a8', '가', '\u09c7', '\u09be', '\u{1f1f8}', '\u{1d400}'],
];

describe('normalization is idempotent', () => {
  const idempotent = (text: string): void => {
    expect(normalizeName(normalizeName(text))).toBe(normalizeName(text));
  };

  it('for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), idempotent), { numRuns: numRuns(3000) });
    fc.assert(fc.property(fc.string({ unit: 'grapheme-composite', maxLength: 30 }), idempotent), { numRuns: numRuns(1000) });
  });

  it('for characters that change each other', () => {
    const text = fc.array(fc.constantFrom(...TRICKY), { maxLength: 8 }).map((characters) => characters.join(''));
    fc.assert(fc.property(text, idempotent), { numRuns: numRuns(5000) });
  });

  it.each(["\uac00'\u11a8", "\u1100'\u1161", '\uac00\u0621\u11a8', '\uac00\uff07\u11a8'])(
    'for %j, whose parts become one character when the apostrophe goes',
    idempotent,
  );
});

it('ASCII, which is normalized in fewer steps, becomes what any text would', () => {
  const same = (text: string): void => {
    expect(normalizeName(text)).toBe(normalizeUnicode(text));
  };
  fc.assert(fc.property(fc.string({ unit: 'binary-ascii', maxLength: 30 }), same), { numRuns: numRuns(3000) });
  const names = fc.array(fc.constantFrom('a', 'B', '.', ' ', '-', "'", '"', '`', '7', '\t'), { maxLength: 10 });
  fc.assert(
    fc.property(names, (characters) => same(characters.join(''))),
    { numRuns: numRuns(5000) },
  );
});

describe('a normalized name is words of letters and digits with single spaces between', () => {
  it('for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(normalizeName(text)).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      }),
      { numRuns: numRuns(2000) },
    );
  });

  it('and text without any letter or digit becomes empty', () => {
    for (const text of ['', ' ', '-', '’', '…', '🇸🇾', '\u0651', '\0']) expect(normalizeName(text)).toBe('');
  });
});

describe('names that people consider the same', () => {
  it.each([
    ['Latin case', ['hizballah', 'Hizballah', 'HIZBALLAH', 'HizbAllah']],
    ['full-width letters', ['HTS', 'ＨＴＳ', 'hts']],
    ['accents', ['Hizballah', 'Ḥizballāh', 'Hizbállah', 'Hizba\u0301llah']],
    [
      'apostrophes',
      ["Hay'at Tahrir al-Sham", 'Hay’at Tahrir al-Sham', 'Hayʾat Tahrir al-Sham', 'Hay`at Tahrir al-Sham', 'Hayat Tahrir al-Sham'],
    ],
    ['hyphens and dots', ['Ahrar al-Sham', 'Ahrar al Sham', 'Ahrar al‑Sham', 'Ahrar  al – Sham', 'Ahrar.al.Sham']],
    ['Arabic forms of alif', ['أحرار الشام', 'احرار الشام', 'إحرار الشام', 'آحرار الشام', 'ٱحرار الشام', 'ا\u0654حرار الشام']],
    ['Arabic final ya', ['على', 'علي', 'علی']],
    ['Arabic ta marbuta', ['جبهة', 'جبهه']],
    ['Arabic hamza on waw and ya', ['مؤتمر', 'موتمر']],
    ['tashkeel', ['حزب الله', 'حِزْبُ اللَّهِ', 'حِزب الله']],
    ['tatweel', ['حزب', 'حـــزب', 'حزبـ']],
    ['Persian kaf', ['کرملین', 'كرملين']],
    ['Hebrew points', ['שלום', 'שָׁלוֹם', '\ufb2aלום']],
    ['the dots of acronyms', ['U.S.', 'US', 'U.S', 'u.s.', 'U’S.', 'Ｕ．Ｓ．']],
    ['the dots of acronyms in a name', ['P.K.K. (Kurdistan)', 'PKK Kurdistan']],
    ['the dots of Cyrillic and Arabic acronyms', ['ص.ه.ل', 'صهل']],
    ['Turkish i', ['istanbul', 'İstanbul', 'ISTANBUL', 'ıstanbul', 'İSTANBUL']],
    ['German and Nordic letters', ['Straße Ægir Øre', 'STRASSE AEGIR ORE']],
    ['Polish and Croatian letters', ['Łódź Đakovo', 'lodz dakovo']],
    ['Russian yo', ['Семён', 'семен']],
    ['ligatures and digits of another width', ['ﬁrst ７', 'first 7']],
    ['marks of direction', ['حزب الله', '\u200fحزب\u200f الله\u200e']],
  ])('%s', (_, names) => expect(names.map(normalizeName)).toEqual(names.map(() => normalizeName(names[0]!))));

  it.each([
    ['Hay’at Tahrir al-Sham', 'hayat tahrir al sham'],
    ['Ḥizballāh', 'hizballah'],
    ['  The   Kremlin!  ', 'the kremlin'],
    ['Jama’at Al-Tawhid wa Al-Jihad', 'jamaat al tawhid wa al jihad'],
    ['Hêzên Sûriya Demokratîk', 'hezen suriya demokratik'],
    ['حِزْبُ اللَّهِ', 'حزب الله'],
    ['إِدْلِب', 'ادلب'],
    ['ARS/UIC', 'ars uic'],
    ['J. R. Smith', 'j r smith'],
    ['No.1 Brigade of A.B', 'no 1 brigade of ab'],
    ['v.2.1', 'v 2 1'],
  ])('%s becomes %s', (name, normalized) => expect(normalizeName(name)).toBe(normalized));

  it('names that differ by a letter stay apart', () => {
    const names = ['Iran', 'Iraq', 'Idlib', 'إيران', 'العراق', 'ISIS', 'ISIL'];
    expect(new Set(names.map(normalizeName)).size).toBe(names.length);
  });
});
