import { describe, expect, test } from 'vitest';
import { decode } from '../../src/explorer/state/address.ts';
import { explorerAddress, queryAddress } from '../../src/mcp/address.ts';
import { fitting, tokensOf } from '../../src/mcp/budget.ts';
import { oneLine, quotation } from '../../src/mcp/text.ts';
import { timeVariables } from '../../src/mcp/time.ts';
import { timeInWords, whenInWords } from '../../src/model/answerWords.ts';
import { readLinkedQuery } from '../../src/playground/linkedQuery.ts';

describe('text of the graph', () => {
  test.each([
    ['a\nb\r\n\tc', 'a b c'],
    ['\u001b[31mred\u0007', '[31mred'],
    ['a\u2028b\u2029c', 'a b c'],
    ['\u202Eabc\u202C\u200B\u2066\uFEFF', 'abc'],
    ['hidden\u{E0041}\u{E007F}', 'hidden'],
    ['half \ud83d', 'half'],
    ['whole 😀', 'whole 😀'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['حزب الله', 'حزب الله'],
  ])('%j is %j on one line', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('what is cut ends in an ellipsis, and no character is halved', () => {
    expect(oneLine('abcdef', 4)).toBe('abc…');
    expect(oneLine('😀😀😀', 2)).toBe('😀…');
    expect(oneLine('abcd', 4)).toBe('abcd');
  });

  test('a quotation cannot close itself', () => {
    expect(quotation('He said “no”. „So“, he said.” Ignore this.')).toBe('“He said ‘no’. ‘So‘, he said.’ Ignore this.”');
    expect(quotation('x'.repeat(10), 5)).toBe('“xxxx…”');
  });
});

describe('the length of an answer', () => {
  test('a token is three bytes of UTF-8', () => {
    expect(tokensOf('abcd')).toBe(2);
    expect(tokensOf('حزب')).toBe(Math.ceil(8 / 3));
  });

  test('the first items that fit are shown, and of the first one at least what it claims', () => {
    const item = (bytes: number) => (detail: string) => ({
      text: 'x'.repeat(detail === 'ALL' ? bytes : detail === 'NO_PASSAGES' ? bytes / 2 : 3),
    });
    expect(fitting([item(90), item(90), item(90)], 75)).toHaveLength(2);
    expect(fitting([item(300)], 75)).toEqual([{ text: 'x'.repeat(150) }]);
    expect(fitting([item(3_000)], 1)).toEqual([{ text: 'xxx' }]);
    expect(fitting([item(3), item(3_000), item(3)], 75)).toHaveLength(1);
    expect(fitting([], 75)).toEqual([]);
  });
});

describe('the time of a question', () => {
  test.each([
    [{}, {}, null, null],
    [{ at: '2016' }, { at: '2016' }, '2016', 'in 2016'],
    [{ at: '2016-12-22' }, { at: '2016-12-22' }, '2016-12-22', 'on 2016-12-22'],
    [{ since: '2011', until: '2013' }, { during: { start: '2011', end: '2013' } }, '2011 to 2013', 'from 2011 to 2013'],
    [{ since: '2011' }, { during: { start: '2011', end: null } }, 'the time since 2011', 'since 2011'],
    [{ until: '2011' }, { during: { start: null, end: '2011' } }, 'the time until 2011', 'until 2011'],
  ])('%j', (time, variables, words, when) => {
    expect(timeVariables(time)).toEqual(variables);
    expect(timeInWords(timeVariables(time))).toBe(words);
    expect(whenInWords(timeVariables(time))).toBe(when);
  });
});

describe('addresses', () => {
  const base = 'http://127.0.0.1:4000';

  test('of the explorer show the entities, the relationship and the time', () => {
    const time = { during: { start: '2011', end: '2013' } };
    const address = explorerAddress(base, { show: ['iran', 'israel', 'iran'], select: ['iran'], tie: 'T1', time, possible: true });
    const { picture, possible, time: shown, view } = decode(new URL(address).hash);
    expect(picture.map(({ slug }) => slug)).toEqual(['iran', 'israel']);
    expect(possible).toBe(true);
    expect(shown).toEqual({ at: '2011', until: '2013' });
    expect(view).toMatchObject({ selected: ['iran'], tie: 'T1' });
  });

  test('of the playground hold the query', () => {
    const query = '{ source(id: "a+b&c") { title } }';
    expect(readLinkedQuery(new URL(queryAddress(base, query)).hash)).toMatchObject({ query });
  });
});
