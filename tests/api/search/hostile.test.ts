import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithNames, find } from './found.ts';

/** Texts with a meaning in the query language of a text index, or with none at all. */
const HOSTILE = [
  ...['*', '?', '~', ':', '"', '(', ')', '[', ']', '{', '}', '+', '-', '&', '|', '!', '^', '\\', '/', '&&', '||', "'"],
  ...['AND', 'OR', 'NOT', 'TO', 'hezbollah AND', 'NOT hezbollah', 'OR OR OR', '[a TO z]', '{* TO *}', 'grams:*', '*:*', '/.*/', 'hez~2^9'],
  ...[
    'hezbollah\\',
    '"hezbollah',
    '(hezbollah',
    'hez*',
    '\\u0000',
    '\0',
    '\n\t',
    '\ud800',
    '😀',
    '🇸🇾',
    '👩‍👩‍👧',
    '$words',
    "'; DROP",
    '%',
    '_',
  ],
];

/** Two hundred characters that normalize to as many different letters as possible. */
const MANY_LETTERS = [...Array.from({ length: 200 }, (_, at) => String.fromCodePoint(0x3300 + at))].join('');
const ALL_DIFFERENT = Array.from({ length: 200 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');

describeEachEngine((engine) => {
  describe('no text makes a search fail', () => {
    test.each(HOSTILE)('%j', async (text) => {
      expect(await find(engine(), text)).toBeInstanceOf(Array);
    });

    test('signs around a name are left out, words of a query language are words', async () => {
      for (const text of ['+hezbollah*', '"hezbollah"~2', 'name:hezbollah'.slice(5), '(hezbollah)^3', 'hezbollah 😀'])
        expect((await find(engine(), text))[0]!.entity.slug).toBe('hezbollah');
      expect(await find(engine(), 'hezbollah AND israel')).toEqual([]);
    });

    test('punctuation alone finds nothing', async () => {
      for (const text of ['', ' ', '*', '…', '"-"', '😀', '\u064b']) expect(await find(engine(), text)).toEqual([]);
    });

    test('two hundred characters are answered, whatever they are', async () => {
      for (const text of ['a'.repeat(200), MANY_LETTERS, ALL_DIFFERENT, 'ﷺ'.repeat(200), 'a '.repeat(100), '*'.repeat(200)])
        expect(await find(engine(), text)).toEqual([]);
    });

    test('nor does any other', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.array(fc.constantFrom(...HOSTILE), { maxLength: 12 }).map((parts) => parts.join(' ')),
      );
      await fc.assert(
        fc.asyncProperty(text, async (typed) => {
          expect((await find(engine(), typed.slice(0, 200))).length).toBeLessThanOrEqual(10);
        }),
        { numRuns: 60 },
      );
    });
  });

  test('more than two hundred are refused with the number', async () => {
    await expect(find(engine(), 'x'.repeat(201))).rejects.toThrow('Expected a `text` of at most 200 characters; got 201.');
  });
}, fillWithNames);
