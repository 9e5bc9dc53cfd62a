import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/model/date.ts';
import { boundsOf, certaintyIn, type Interval, windowOf } from '../../../src/model/interval.ts';
import { errorOf } from './errorOf.ts';

/** A tie with the given dates, the others unknown. */
const tie = (dates: Partial<Interval>): Interval => ({
  start: null,
  end: null,
  ongoing: null,
  attestedFrom: null,
  attestedUntil: null,
  ...dates,
});

/** Of a type that lasts no longer than it is attested, so that nothing is LIKELY that is not CERTAIN. */
const at = (interval: Interval, text: string) => certaintyIn(boundsOf(interval), parseDate(text), 0);

describe('a tie of 2011 to 2013', () => {
  const given = tie({ start: '2011', end: '2013' });

  it.each([
    ['2010', null],
    ['2010-12-31', null],
    ['2011', 'CERTAIN'],
    ['2011-06', 'POSSIBLE'],
    ['2011-12-31', 'THROUGHOUT'],
    ['2012', 'THROUGHOUT'],
    ['2012-06-15', 'THROUGHOUT'],
    ['2013-01-01', 'THROUGHOUT'],
    ['2013', 'CERTAIN'],
    ['2013-06', 'POSSIBLE'],
    ['2013-12-31', 'POSSIBLE'],
    ['2014-01-01', null],
    ['2014', null],
  ] as const)('in %s: %s', (window, certainty) => expect(at(given, window)).toBe(certainty));

  it('has the days 2011-01-01 to 2013-12-31, and surely 2011-12-31 to 2013-01-01', () => {
    const days = ['2011-01-01', '2013-12-31', '2011-12-31', '2013-01-01'].map((text) => parseDate(text).first);
    expect(Object.values(boundsOf(given))).toEqual(days);
  });
});

describe('a tie that began in 2011, with no other date', () => {
  const given = tie({ start: '2011' });

  it.each([
    ['2010', null],
    ['2011', 'CERTAIN'],
    ['2011-06', 'POSSIBLE'],
    ['2011-12-31', 'POSSIBLE'],
    ['2012', 'POSSIBLE'],
    ['9999-12-31', 'POSSIBLE'],
  ] as const)('in %s: %s', (window, certainty) => expect(at(given, window)).toBe(certainty));
});

describe('an act on one unknown day of [2016-01-11..2016-01-17]', () => {
  const given = tie({ start: '[2016-01-11..2016-01-17]', end: '[2016-01-11..2016-01-17]' });

  it.each([
    ['2016', 'CERTAIN'],
    ['2016-01', 'CERTAIN'],
    ['[2016-01-11..2016-01-17]', 'CERTAIN'],
    ['2016-01-12', 'POSSIBLE'],
    ['2016-01-11', 'POSSIBLE'],
    ['2016-01-10', null],
    ['2016-01-18', null],
  ] as const)('in %s: %s', (window, certainty) => expect(at(given, window)).toBe(certainty));
});

describe('an act on one known day', () => {
  it('holds throughout that day', () => expect(at(tie({ start: '2024-11-30', end: '2024-11-30' }), '2024-11-30')).toBe('THROUGHOUT'));
});

describe('a table that stops in 2017', () => {
  const given = tie({ attestedFrom: '2011', attestedUntil: '2017' });

  it('attests until 2017 and ends nothing', () => {
    expect(at(given, '2017')).toBe('CERTAIN');
    expect(at(given, '2014')).toBe('THROUGHOUT');
    expect(at(given, '2024-11-30')).toBe('POSSIBLE');
    expect(at(given, '1900')).toBe('POSSIBLE');
  });
});

describe('a tie that is known to continue, or to be over', () => {
  it('is no surer and no less possible for it', () => {
    expect(at(tie({ start: '2011', ongoing: true }), '2020')).toBe('POSSIBLE');
    expect(at(tie({ start: '2011', ongoing: false }), '2020')).toBe('POSSIBLE');
  });
});

describe('an undated tie', () => {
  it('may hold at any time and surely at none', () => {
    expect(at(tie({}), '2016')).toBe('POSSIBLE');
    expect(at(tie({}), '0001')).toBe('POSSIBLE');
  });

  it('holds throughout if no time is given, as every tie does', () => {
    expect(certaintyIn(boundsOf(tie({})), null, 0)).toBe('THROUGHOUT');
    expect(certaintyIn(boundsOf(tie({ start: '2011' })), null, 0)).toBe('THROUGHOUT');
  });
});

describe('the window of a query', () => {
  const date = parseDate;

  it('is the days of `at`', () => {
    expect(windowOf(date('2016-02'), null)).toEqual({ first: date('2016-02-01').first, last: date('2016-02-29').first });
  });

  it('runs from the first day of the start of `during` to the last day of its end', () => {
    expect(windowOf(null, { start: date('2015'), end: date('2016-02') })).toEqual({
      first: date('2015-01-01').first,
      last: date('2016-02-29').first,
    });
  });

  it('is open on a side that is left out', () => {
    const from = windowOf(undefined, { start: date('2012') })!;
    const until = windowOf(undefined, { end: date('2012') })!;
    const past = boundsOf(tie({ start: '2011', end: '2011' }));
    const later = boundsOf(tie({ start: '9999-12-31', end: '9999-12-31' }));
    expect([certaintyIn(past, from, 0), certaintyIn(later, from, 0)]).toEqual([null, 'CERTAIN']);
    expect([certaintyIn(past, until, 0), certaintyIn(later, until, 0)]).toEqual(['CERTAIN', null]);
    expect(certaintyIn(past, windowOf(null, {}), 0)).toBe('CERTAIN');
  });

  it('is none if no time is given', () => {
    expect(windowOf(null, null)).toBeNull();
    expect(windowOf(undefined, undefined)).toBeNull();
  });

  it('is refused if both `at` and `during` are given', () => {
    expect(errorOf(() => windowOf(date('2016'), {}))).toEqual({
      code: 'BAD_WINDOW',
      message: 'Expected `at` or `during`, got both. Leave one out: `at` for a date, `during` for a span.',
    });
  });

  it('is refused if it ends before it starts', () => {
    expect(errorOf(() => windowOf(null, { start: date('2017'), end: date('2016-12') }))).toEqual({
      code: 'BAD_WINDOW',
      message: 'Expected `during` to start before it ends; got start 2017 after end 2016-12. Swap the two.',
    });
  });

  it('may start and end in one month or on one day', () => {
    expect(windowOf(null, { start: date('2016-12'), end: date('2016') })).toEqual({
      first: date('2016-12-01').first,
      last: date('2016-12-31').first,
    });
    const day = date('2016-12-22').first;
    expect(windowOf(null, { start: date('2016-12-22'), end: date('2016-12-22') })).toEqual({ first: day, last: day });
  });
});
