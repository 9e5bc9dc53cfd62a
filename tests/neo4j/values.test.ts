import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/engine/engine.ts';
import { describeEveryEngine } from '../support/engine/engines.ts';
import { commit, get } from '../support/engine/probe.ts';

const echo = { name: 'test.echo', text: 'RETURN $value' };

/** Any JSON value; -0 becomes 0, as in JSON. */
const json = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe('values', () => {
  describeEveryEngine((engine) => {
    test('of any JSON are returned unchanged', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(json, { minLength: 1, maxLength: 8 }), async (value) => {
          expect((await engine().read(echo, { value }))[0]![0]).toEqual(value);
        }),
        { numRuns: 60 },
      );
    });

    test.each([0, 1, -1, 2_147_483_648, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.5, -1.25e-7, 1e300])(
      '%d is stored and found again',
      async (value) => {
        await commit(engine(), 'number', value);
        expect(await get(engine(), 'number')).toBe(value);
        const same = { name: 'test.same', text: 'MATCH (n:Probe {value: $value}) RETURN count(n)' };
        expect(await engine().read(same, { value })).toEqual([[1]]);
      },
    );

    test('whole numbers are integers at any depth: dividing them gives whole numbers', async () => {
      const halve = { name: 'test.halve', text: 'UNWIND $rows AS row RETURN $one / 2, row.seven / 2, $list[0] / 2, $half * 3' };
      expect(await engine().read(halve, { one: 1, rows: [{ seven: 7 }], list: [9], half: 0.5 })).toEqual([[0, 3, 4, 1.5]]);
    });

    test.each(['', 'O\'Neill "said" \\ so', '{$x} $y `z`', 'حزب الله', '𐎀 👩‍👩‍👧 é', 'line\nline\ttab', '\u0001\u007f\u{10FFFF}'])(
      'the text %j is stored byte for byte',
      async (text) => {
        await commit(engine(), 'text', text);
        expect(await get(engine(), 'text')).toBe(text);
      },
    );

    test('lists of texts and numbers are stored in order, also the empty list', async () => {
      for (const list of [[], ['b', 'a', 'b'], [3, 1, 2], [0.5, 2]]) {
        await commit(engine(), 'list', list);
        expect(await get(engine(), 'list')).toEqual(list);
      }
    });

    test('null removes a property', async () => {
      await commit(engine(), 'cleared', 1);
      await commit(engine(), 'cleared', null);
      const has = { name: 'test.has', text: "MATCH (n:Probe {id: 'cleared'}) RETURN n.value IS NULL, size(keys(n))" };
      expect(await engine().read(has)).toEqual([[true, 1]]);
    });
  });
});
