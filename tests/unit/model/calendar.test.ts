import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, daysInMonth, dayText, isLeapYear, LAST_DAY } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';

describe('the days of the calendar', () => {
  it('run from 0, which is 0001-01-01, to 3652058, which is 9999-12-31', () => {
    expect(dayNumber(1, 1, 1)).toBe(0);
    expect(dayText(0)).toBe('0001-01-01');
    expect(LAST_DAY).toBe(3_652_058);
    expect(dayText(3_652_058)).toBe('9999-12-31');
  });

  it.each([
    ['1970-01-01', 719_162],
    ['2016-02-29', 736_022],
    ['2016-03-01', 736_023],
    ['2024-11-30', 739_219],
  ])('%s is day %i, as many days after 0001-01-01 as elsewhere', (text, day) => {
    expect(parseDate(text).first).toBe(day);
    expect(dayText(day)).toBe(text);
    expect((Date.parse(text) - Date.parse('0001-01-01')) / 86_400_000).toBe(day);
  });

  it('follow each other without gaps through all 9999 years, each with its own text', () => {
    const wrong: string[] = [];
    let day = 0;
    for (let year = 1; year <= 9999; year++) {
      for (let month = 1; month <= 12; month++) {
        for (let date = 1; date <= daysInMonth(year, month); date++, day++) {
          const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
          if (dayNumber(year, month, date) !== day || dayText(day) !== text) wrong.push(text);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(day).toBe(LAST_DAY + 1);
  });

  it('come back from their text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_DAY }), (day) => {
        const { first, last } = parseDate(dayText(day));
        expect([first, last]).toEqual([day, day]);
      }),
    );
  });
});

describe('leap years', () => {
  it.each([
    [4, true],
    [1600, true],
    [1700, false],
    [1900, false],
    [2000, true],
    [2016, true],
    [2023, false],
    [2024, true],
    [2100, false],
    [9996, true],
    [9999, false],
  ])('%i: %s', (year, leap) => {
    expect(isLeapYear(year)).toBe(leap);
    expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
    expect(dayNumber(year + 1, 1, 1) - dayNumber(year, 1, 1)).toBe(leap ? 366 : 365);
  });

  it('leave the other months as they are', () => {
    const lengths = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => daysInMonth(2016, month));
    expect(lengths).toEqual([31, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  });
});
