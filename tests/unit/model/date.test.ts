import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText, LAST_DAY } from '../../../src/model/calendar.ts';
import { isDate, parseDate } from '../../../src/model/date.ts';
import { errorOf } from './errorOf.ts';

const EXPECTED = 'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got';

describe('a date means its first to its last possible day', () => {
  it.each([
    ['2016', '2016-01-01', '2016-12-31'],
    ['2016-12', '2016-12-01', '2016-12-31'],
    ['2016-12-22', '2016-12-22', '2016-12-22'],
    ['[2016-01-11..2016-01-17]', '2016-01-11', '2016-01-17'],
    ['[2015-12-31..2016-01-01]', '2015-12-31', '2016-01-01'],
    ['2016-02', '2016-02-01', '2016-02-29'],
    ['2015-02', '2015-02-01', '2015-02-28'],
    ['2016-02-29', '2016-02-29', '2016-02-29'],
    ['0001', '0001-01-01', '0001-12-31'],
    ['0001-01-01', '0001-01-01', '0001-01-01'],
    ['9999', '9999-01-01', '9999-12-31'],
    ['9999-12-31', '9999-12-31', '9999-12-31'],
    ['[0001-01-01..9999-12-31]', '0001-01-01', '9999-12-31'],
    ['2016?', '2016-01-01', '2016-12-31'],
    ['2016-12~', '2016-12-01', '2016-12-31'],
    ['2016-12-22%', '2016-12-22', '2016-12-22'],
  ])('%s: %s to %s', (text, first, last) => {
    const date = parseDate(text);
    expect([dayText(date.first), dayText(date.last)]).toEqual([first, last]);
  });

  it('and its text stays as given', () => {
    for (const text of ['2016', '2016-12', '2016-12-22', '[2016-01-11..2016-01-17]', '2016?', '2016-12~']) {
      expect(parseDate(text).text).toBe(text);
      expect(isDate(text)).toBe(true);
    }
  });

  it('with one unknown day of any two in brackets', () => {
    const day = fc.integer({ min: 0, max: LAST_DAY });
    fc.assert(
      fc.property(day, day, (a, b) => {
        fc.pre(a < b);
        const text = `[${dayText(a)}..${dayText(b)}]`;
        expect(parseDate(text)).toEqual({ text, first: a, last: b });
      }),
    );
  });
});

describe('what is no date is refused with a reason', () => {
  it.each([
    ['0000', 'years run from 0001 to 9999'],
    ['0000-05-05', 'years run from 0001 to 9999'],
    ['2016-00', 'months run from 01 to 12'],
    ['2016-13', 'months run from 01 to 12'],
    ['2016-13-01', 'months run from 01 to 12'],
    ['2016-01-00', '2016-01 has days 01 to 31'],
    ['2016-01-32', '2016-01 has days 01 to 31'],
    ['2016-02-30', '2016-02 has days 01 to 29'],
    ['2015-02-29', '2015-02 has days 01 to 28'],
    ['1900-02-29', '1900-02 has days 01 to 28'],
    ['2016-04-31', '2016-04 has days 01 to 30'],
    ['[2016-01-17..2016-01-11]', 'the first day of the brackets must be before the last'],
    ['[2016-01-11..2016-01-11]', 'the first day of the brackets must be before the last'],
    ['[2016-02-30..2016-03-01]', '2016-02 has days 01 to 29'],
    ['[2016-02-01..2016-13-01]', 'months run from 01 to 12'],
    ['[0000-01-01..2016-01-01]', 'years run from 0001 to 9999'],
  ])('%s: %s', (text, reason) => {
    expect(errorOf(() => parseDate(text))).toEqual({ code: 'BAD_DATE', message: `${EXPECTED} "${text}" (${reason}).` });
    expect(isDate(text)).toBe(false);
  });

  it.each([
    '',
    ' 2016',
    '2016 ',
    '2016\n',
    '16',
    '02016',
    '-2016',
    '+2016',
    '2016-1',
    '2016-1-1',
    '2016/12/22',
    '20161222',
    '2016-12-22T00:00:00Z',
    '2016-12-22Z',
    '2016??',
    '?2016',
    '2016?-12',
    '[2016-01-11?..2016-01-17]',
    '201X',
    '2016/2017',
    '[2016..2017]',
    '[2016-01..2016-02]',
    '[2016-01-11,2016-01-17]',
    '[2016-01-11...2016-01-17]',
    '2016-01-11..2016-01-17',
    '[2016-01-11..]',
    '[..2016-01-17]',
    '{2016-01-11..2016-01-17}',
    '٢٠١٦',
    '２０１６',
    'yesterday',
    'null',
  ])('%j is none of these forms', (text) => {
    expect(errorOf(() => parseDate(text))).toEqual({ code: 'BAD_DATE', message: `${EXPECTED} "${text}".` });
    expect(isDate(text)).toBe(false);
  });

  it('a long one is cut to 77 characters and three dots', () => {
    const message = `${EXPECTED} "${'x'.repeat(77)}...".`;
    expect(errorOf(() => parseDate('x'.repeat(10_000)))).toEqual({ code: 'BAD_DATE', message });
  });

  it('any text is parsed or refused, never anything else', () => {
    const near = fc.stringMatching(/^\[?[0-9]{3,5}(-[0-9]{1,3}){0,3}(\.\.[0-9]{4}(-[0-9]{2}){0,2})?\]?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (text) => {
        const refused = errorOf(() => parseDate(text));
        if (refused) expect(refused.code).toBe('BAD_DATE');
        else expect(parseDate(text).first).toBeLessThanOrEqual(parseDate(text).last);
      }),
      { numRuns: 1000 },
    );
  });
});
