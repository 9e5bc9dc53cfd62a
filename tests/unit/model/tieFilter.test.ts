import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseDate } from '../../../src/model/date.ts';
import { readTieFilter, type TieFilter, tieCriterion, withEnds } from '../../../src/model/tieFilter.ts';
import { RELATIONSHIP_TYPES, SIGNS, vocabularyOf } from '../../../src/model/vocabulary.ts';

const types = fc.option(fc.subarray([...RELATIONSHIP_TYPES]));

describe('the criterion of a filter', () => {
  it('has the types that are named, not excluded, and of the sign', () => {
    fc.assert(
      fc.property(types, types, fc.option(fc.constantFrom(...SIGNS)), (types, excludeTypes, sign) => {
        const isAllowed = (type: (typeof RELATIONSHIP_TYPES)[number]) =>
          (types === null || types.includes(type)) &&
          (excludeTypes === null || !excludeTypes.includes(type)) &&
          (sign === null || vocabularyOf(type).sign === sign);
        const found = tieCriterion({ types, excludeTypes, sign }).types ?? RELATIONSHIP_TYPES;
        expect([...found].sort()).toEqual(RELATIONSHIP_TYPES.filter(isAllowed).sort());
      }),
    );
  });

  it('restricts nothing where nothing is given, or null', () => {
    const { certainty, ...others } = tieCriterion({});
    expect(certainty).toBe('LIKELY');
    expect(Object.values(others).filter((value) => value !== null)).toEqual([]);
    const nulls: TieFilter = { types: null, sign: null, at: null, during: null, undated: null, from: null, minConfidence: null };
    expect(tieCriterion(nulls)).toEqual(tieCriterion({}));
  });

  test.each([-0.1, 1.1, Number.NaN])('has no least confidence of %d', (minConfidence) => {
    expect(() => tieCriterion({ minConfidence })).toThrow(`Expected \`minConfidence\` from 0 to 1; got ${minConfidence}.`);
  });

  it('keeps an empty list of entities, which matches nothing, when they are replaced', () => {
    const criterion = withEnds(tieCriterion({ from: ['iran', 'qatar'], to: [] }), (name) => name.length);
    expect(criterion).toMatchObject({ from: [4, 5], to: [], involving: null });
  });
});

describe('a filter of texts', () => {
  it('is the filter of the API', () => {
    const texts = {
      types: 'BACKS, FIGHTS',
      excludeTypes: 'LEADS',
      sign: 'HOSTILE',
      status: 'SUPPORTED,DISPUTED',
      minConfidence: '0.5',
      certainty: 'CERTAIN',
      undated: 'false',
      entityKinds: 'STATE',
      from: 'iran,ucdp:118',
      to: '',
      during: '2011/2015-06',
    };
    expect(readTieFilter(texts)).toEqual({
      types: ['BACKS', 'FIGHTS'],
      excludeTypes: ['LEADS'],
      sign: 'HOSTILE',
      status: ['SUPPORTED', 'DISPUTED'],
      minConfidence: 0.5,
      certainty: 'CERTAIN',
      undated: false,
      entityKinds: ['STATE'],
      from: ['iran', 'ucdp:118'],
      to: [],
      during: { start: parseDate('2011'), end: parseDate('2015-06') },
    });
    expect(readTieFilter({ at: '2016-12', undated: '' })).toEqual({ at: parseDate('2016-12'), undated: true });
    expect(readTieFilter({ sources: 'ged, esd', minVoices: '2', minReliability: 'B', knownBy: '2018', types: 'BACKS' })).toEqual({
      types: ['BACKS'],
      voices: { sources: ['ged', 'esd'], minVoices: 2, minReliability: 'B', knownBy: parseDate('2018') },
    });
    expect(readTieFilter({ during: '/2015' })).toEqual({ during: { start: null, end: parseDate('2015') } });
  });

  test.each([
    [{ types: 'BACKS,BACKED' }, /^Expected `types` to be one of .*BACKS.*; got "BACKED"\.$/],
    [{ sign: 'GOOD' }, /^Expected `sign` to be one of COOPERATIVE, HOSTILE, NEUTRAL; got "GOOD"\.$/],
    [{ minConfidence: '2' }, /^Expected `minConfidence` to be a number from 0 to 1; got "2"\.$/],
    [{ minConfidence: ' ' }, /^Expected `minConfidence` to be a number/],
    [{ undated: 'yes' }, /^Expected `undated` to be true or false; got "yes"\.$/],
    [{ during: '2011' }, /^Expected `during` to be two dates separated by a slash, .*; got "2011"\.$/],
    [{ during: '2011/2012/2013' }, /^Expected `during` to be two dates/],
    [{ at: 'soon' }, /soon/],
  ])('%o is refused, with what was expected', (texts, message) => {
    expect(() => readTieFilter(texts)).toThrow(message);
  });

  test('messages call a field by the name of its option', () => {
    expect(() => readTieFilter({ minConfidence: '2' }, () => '--min-confidence')).toThrow(/^Expected --min-confidence to be a number/);
  });
});
