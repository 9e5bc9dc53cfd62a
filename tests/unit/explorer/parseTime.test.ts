import { describe, expect, test } from 'vitest';
import { parseTime } from '../../../src/explorer/time/parseTime.ts';

const CONTEXT = { today: '2026-11-29', first: '1946', last: '2024-12-03' };

/** The time that a text is read as: `AT`, `AT/UNTIL` or `all`; the readings of an unclear one between bars, with a question mark. */
function read(text: string): string {
  const result = parseTime(text, CONTEXT);
  const shown = (time: { at: string; until: string | null }) => [time.at, time.until].filter(Boolean).join('/');
  if ('time' in result) return result.time === null ? 'all' : shown(result.time);
  expect(result.message).toMatch(/[.?]$/);
  return `? ${result.readings.map(shown).join(' | ')}`.trim();
}

describe('what is typed as a time', () => {
  const understood = {
    '': 'all',
    'All time': 'all',
    '2016': '2016',
    '2016-12': '2016-12',
    '2016-12-22': '2016-12-22',
    '2016?': '2016?',
    '2016-12~': '2016-12~',
    '[2016-01-11..2016-01-17]': '[2016-01-11..2016-01-17]',
    '30 Nov 2024': '2024-11-30',
    '30 november 2024': '2024-11-30',
    ' 30th of November,  2024 ': '2024-11-30',
    'November 30th, 2024': '2024-11-30',
    'Nov. 30 2024': '2024-11-30',
    '30-Nov-2024': '2024-11-30',
    '30. Nov. 2024': '2024-11-30',
    '30nov2024': '2024-11-30',
    '2024 Nov 30': '2024-11-30',
    'Saturday, 30 Nov 2024': '2024-11-30',
    'Sat 30 Nov 2024': '2024-11-30',
    '30 Nov 24': '2024-11-30',
    'on 30 Nov 2024': '2024-11-30',
    '3 Sept 2014': '2014-09-03',
    '30.11.2024': '2024-11-30',
    '30/11/2024': '2024-11-30',
    '11/30/2024': '2024-11-30',
    '3/3/2024': '2024-03-03',
    '30/11/24': '2024-11-30',
    '2024/11/30': '2024-11-30',
    '2024.11.3': '2024-11-03',
    '20241130': '2024-11-30',
    '٣٠/١١/٢٠٢٤': '2024-11-30',
    '２０２４': '2024',
    'November 2024': '2024-11',
    'nov 2024': '2024-11',
    "Nov '24": '2024-11',
    'Nov 94': '1994-11',
    'Nov-2024': '2024-11',
    '2024 November': '2024-11',
    'May 2015': '2015-05',
    'in May 2015': '2015-05',
    '11/2024': '2024-11',
    '11.2024': '2024-11',
    '2024/11': '2024-11',
    '2024-1': '2024-01',
    'the year 2015': '2015',
    '2015-2017': '2015/2017',
    '2015 – 2017': '2015/2017',
    '2015—2017': '2015/2017',
    '2015 to 2017': '2015/2017',
    'from 2015 to 2017': '2015/2017',
    'between 2015 and 2017': '2015/2017',
    '2015..2017': '2015/2017',
    '2015/2017': '2015/2017',
    '2015-17': '2015/2017',
    '2015/16': '2015/2016',
    '2015-03-01/2015-04-01': '2015-03-01/2015-04-01',
    '2024-11-30 - 2024-12-03': '2024-11-30/2024-12-03',
    '2024-11 to 2024-12': '2024-11/2024-12',
    '3-5 Nov 2024': '2024-11-03/2024-11-05',
    '3 to 5 November 2024': '2024-11-03/2024-11-05',
    'Nov 3-5, 2024': '2024-11-03/2024-11-05',
    'Nov-Dec 2024': '2024-11/2024-12',
    'Nov 2024 to Jan 2025': '2024-11/2025-01',
    'Dec to Jan 2025': '2024-12/2025-01',
    '30 Nov - 3 Dec 2024': '2024-11-30/2024-12-03',
    "Nov '24 to Dec '24": '2024-11/2024-12',
    '2015 to Nov 2024': '2015/2024-11',
    '2010s': '2010/2019',
    'the 1990s': '1990/1999',
    'Q1 2015': '2015-01/2015-03',
    '2015 Q4': '2015-10/2015-12',
    'Q3 2014 to Q1 2015': '2014-07/2015-03',
    'since 2015': '2015/2024-12-03',
    'since Nov 2024': '2024-11/2024-12-03',
    'since 2025': '2025/2026-11-29',
    '2015 onwards': '2015/2024-12-03',
    '2015-': '2015/2024-12-03',
    '2015/..': '2015/2024-12-03',
    '2015 - now': '2015/2024-12-03',
    'after 2015': '2016/2024-12-03',
    'until 2015': '1946/2015',
    'up to Nov 2015': '1946/2015-11',
    '../2015': '1946/2015',
    'before 2015': '1946/2014',
    'before 30 Nov 2024': '1946/2024-11-29',
    'until 1900': '0001/1900',
    today: '2026-11-29',
    yesterday: '2026-11-28',
    'this year': '2026',
    'last year': '2025',
    'last month': '2026-10',
    'since last year': '2025/2026-11-29',
  };
  test.each(Object.entries(understood))('%s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  const unclear = {
    '3/4/2024': '? 2024-04-03 | 2024-03-04',
    '3.4.2024': '? 2024-04-03 | 2024-03-04',
    '3/4/24': '? 2024-04-03 | 2024-03-04',
    'since 3/4/2024': '? 2024-04-03/2024-12-03 | 2024-03-04/2024-12-03',
    '2011/12': '? 2011-12 | 2011/2012',
    'Nov 24': '? 2024-11',
    'nov 24 to dec 24': '? 2024-11/2024-12',
    '2017-2015': '? 2015/2017',
    '2024-13': '?',
    '31 Feb 2024': '?',
    '30/30/2024': '?',
    '30 Nov': '?',
    November: '?',
    'Nov to Dec': '?',
    'Sunday 30 Nov 2024': '?',
    '0000': '?',
    soon: '?',
    'spring 2015': '?',
    'early 2015': '?',
    'last week': '?',
    '24': '?',
    '12:30': '?',
    'Syria 2015': '?',
  };
  test.each(Object.entries(unclear))('%s is answered in words', (text, readings) => {
    expect(read(text)).toBe(readings);
  });

  test('names both readings, the length of the month, the day of the week and the year that is missing', () => {
    const message = (text: string) => (parseTime(text, CONTEXT) as { message: string }).message;
    expect(message('3/4/2024')).toBe('This can be 3 April 2024 or 4 March 2024. Which one?');
    expect(message('31 Feb 2024')).toBe('February 2024 has 29 days; there is no day 31.');
    expect(message('Sunday 30 Nov 2024')).toBe('30 November 2024 is a Saturday.');
    expect(message('30 Nov')).toBe('Of which year? Type it too, as in “30 nov 2026”.');
    expect(message('2017-2015')).toBe('The end is before the start. Did you mean 2015 to 2017?');
    expect(message('soon')).toContain('“soon” is not understood. Type a year, a month, a day or a span');
  });

  test('refers to today where the dates of the graph are not known', () => {
    const alone = { today: '2026-11-29', first: null, last: null };
    expect(parseTime('since 2015', alone)).toEqual({ time: { at: '2015', until: '2026-11-29' } });
    expect(parseTime('until 2015', alone)).toEqual({ time: { at: '0001', until: '2015' } });
  });
});
