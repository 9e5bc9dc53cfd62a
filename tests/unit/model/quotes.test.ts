import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointLength, spanOfQuote, spanText } from '../../../src/model/text/codePoints.ts';
import { nearestPassage } from '../../../src/model/text/nearestPassage.ts';
import { numRuns } from '../../support/scope.ts';

const TEXTS = {
  Arabic: 'قال متحدث: «لا نتفاوض مع أحد». ثم غادر القاعة.',
  Hebrew: 'דובר צה״ל אמר: ”תקפנו מטרות בסוריה“, ולא הוסיף.',
  emoji: '🕊️ Peace now 👩‍👩‍👧, said the 🇸🇾 delegation 🕊️.',
  English: 'The spokesman said “we will not talk”. He left, and they left.',
};

describe('the place of a quote', () => {
  it.each([
    ['Arabic', 'لا نتفاوض مع أحد', 12, 28],
    ['Hebrew', 'תקפנו מטרות בסוריה', 16, 34],
    ['emoji', '👩‍👩‍👧, said', 13, 24],
    ['emoji', '🕊️.', 43, 46],
    ['English', 'left', 42, 46],
  ] as const)('in %s counts code points: %s', (text, quote, start, end) => {
    expect(spanOfQuote(TEXTS[text], quote)).toEqual({ start, end });
    expect(spanText(TEXTS[text], { start, end })).toBe(quote);
  });

  it('is found whatever the form of its accents, since texts are in NFC', () => {
    expect(spanOfQuote('Le général a dit non.', 'ge\u0301ne\u0301ral')).toEqual({ start: 3, end: 10 });
  });

  it('is null where the words, their case or their marks differ', () => {
    for (const quote of ['We will not talk', 'we will not  talk', 'we will not walk', ''])
      expect(spanOfQuote(TEXTS.English, quote)).toBeNull();
  });

  it('is that of every part of a text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((one) => one.normalize('NFC'));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
        const length = codePointLength(whole);
        const start = a % length;
        const span = { start, end: start + 1 + (b % (length - start)) };
        const part = spanText(whole, span);
        expect(codePointLength(part)).toBe(span.end - span.start);
        expect([...whole].slice(span.start, span.end).join('')).toBe(part);
        const found = part.normalize('NFC') === part ? spanOfQuote(whole, part) : span;
        expect(found && spanText(whole, found)).toBe(part);
      }),
      { numRuns: numRuns(300) },
    );
  });
});

describe('the nearest passage', () => {
  it.each([
    ['English', 'We will never talk', 'we will not talk'],
    ['Arabic', 'لن نتفاوض مع أحد', 'لا نتفاوض مع أحد'],
    ['Hebrew', 'תקפנו כמה מטרות בסוריה', 'אמר: ”תקפנו מטרות בסוריה'],
    ['emoji', 'Peace later 👩', 'Peace now 👩'],
  ] as const)('in %s has the most words in common', (text, quote, passage) => {
    expect(nearestPassage(TEXTS[text], quote)).toBe(passage);
  });

  it('of scripts without spaces is found by characters', () => {
    expect(nearestPassage('他昨天说我们不会谈判。然后他走了。', '我们永不谈判')).toBe('我们不会谈判');
  });

  it('is none where no word is in common', () => {
    expect(nearestPassage(TEXTS.English, 'Rockets fell')).toBeNull();
    expect(nearestPassage('', 'word')).toBeNull();
  });

  it('is cut where it is long', () => {
    const long = 'word '.repeat(200).trim();
    expect(nearestPassage(long, `${long} more`)).toBe(`${long.slice(0, 300)}…`);
  });

  it('of a long text takes less than a second', () => {
    const text = `${'The army said that it did not attack the town. '.repeat(3_000)}It attacked the village.`;
    const began = performance.now();
    expect(nearestPassage(text, 'It has attacked the village')).toContain('attacked the village');
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
