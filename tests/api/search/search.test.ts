import { describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithNames, find, firstThree } from './found.ts';
import { ACTORS } from './names.ts';
import { APOSTROPHES_AND_HYPHENS, ARABIC_LETTERS, BEGINNINGS, CASE_AND_ACCENTS, NOTHING, TYPOS, WORDS } from './queries.ts';

const SCRIPTS = {
  Latin: /\p{Script=Latin}/u,
  Arabic: /\p{Script=Arabic}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
};

describe('the sixty names', () => {
  test('are in four scripts', () => {
    const count = (script: RegExp) => ACTORS.filter(({ name }) => script.test(name)).length;
    expect(Object.entries(SCRIPTS).map(([script, letters]) => [script, count(letters)])).toEqual([
      ['Latin', 30],
      ['Arabic', 12],
      ['Cyrillic', 9],
      ['Hebrew', 9],
    ]);
  });
});

describeEachEngine((engine) => {
  test('every name and alias finds its entity first, as written', async () => {
    for (const { slug, name, aliases } of ACTORS) {
      for (const text of [name, ...aliases!.map((alias) => alias.name)]) {
        const [hit] = await find(engine(), text);
        expect(hit).toMatchObject({ matched: expect.any(String), score: 1, entity: { slug } });
      }
    }
  });

  describe.each([
    ['case and accents do not matter', CASE_AND_ACCENTS],
    ['apostrophes, quotation marks and hyphens do not matter', APOSTROPHES_AND_HYPHENS],
    ['Arabic letter forms, tashkeel and tatweel do not matter', ARABIC_LETTERS],
    ['the beginning of a name is enough', BEGINNINGS],
    ['words of a name are enough, in any order', WORDS],
    ['typos are forgiven', TYPOS],
    ['what is like no name finds nothing', NOTHING],
  ])('%s', (_, queries) => {
    test.each(queries.map(([text, ...hits]) => ({ text, hits })))('$text', async ({ text, hits }) => {
      expect(await firstThree(engine(), text)).toEqual(hits);
    });
  });

  test('the whole name comes before its beginning, this before words of it, and these before typos', async () => {
    expect((await find(engine(), 'syrian army')).map(({ matched, score }) => [matched, score])).toEqual([
      ['Syrian army', 1],
      ['Free Syrian Army', 0.665],
    ]);
    expect((await find(engine(), 'is', { first: 3 })).map(({ matched, score }) => [matched, score])).toEqual([
      ['IS', 1],
      ['Israel', 0.83],
      ['Islamic Front', 0.7869],
    ]);
    const scores = (await find(engine(), 'syrian')).map(({ matched, score }) => [matched, score]);
    expect(scores).toEqual([
      ['Syrian army', 0.8809],
      ['Syrian government', 0.8347],
      ['Syrian Democratic Forces', 0.81],
      ['Free Syrian Army', 0.59],
    ]);
  });

  test('among equals an actor comes before a place', async () => {
    expect(await firstThree(engine(), 'Сирия')).toEqual(['syria: Сирия', 'syria-country: Сирия']);
  });

  test('only the requested kinds are returned', async () => {
    const kindsOf = async (kinds: string[]) => (await find(engine(), 'iran', { kinds })).map(({ entity }) => entity);
    expect(await kindsOf(['PLACE'])).toEqual([{ slug: 'iran-country', kind: 'PLACE' }]);
    expect(await kindsOf(['STATE'])).toEqual([{ slug: 'iran', kind: 'STATE' }]);
    expect(await kindsOf([])).toEqual([]);
    expect(await kindsOf(['PERSON'])).toEqual([]);
  });

  test('`first` cuts the list and changes no order', async () => {
    const all = await find(engine(), 'al', { first: 100 });
    expect(all.length).toBeGreaterThan(10);
    expect(await find(engine(), 'al')).toEqual(all.slice(0, 10));
    expect(await find(engine(), 'al', { first: 1 })).toEqual(all.slice(0, 1));
    expect(await find(engine(), 'al', { first: 0 })).toEqual([]);
  });

  test('refuses fewer than none and more than a hundred', async () => {
    await expect(find(engine(), 'al', { first: -1 })).rejects.toThrow('Expected `first` from 0 to 100; got -1.');
    await expect(find(engine(), 'al', { first: 101 })).rejects.toThrow('Expected `first` of at most 100; got 101.');
  });
}, fillWithNames);
