import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateAfter, dateBefore } from '../../../src/model/adjacentDate.ts';
import { bucketOf, bucketsBetween, TIME_UNITS } from '../../../src/model/bucket.ts';
import { dayText, LAST_DAY } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';

const day = fc.integer({ min: 0, max: LAST_DAY });

describe('buckets of time', () => {
  it('follow each other without gaps, and every day is in one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 2000 }), fc.constantFrom(...TIME_UNITS), (first, length, unit) => {
        const last = Math.min(LAST_DAY, first + length);
        const buckets = bucketsBetween(first, last, unit, 5000)!.map(parseDate);
        expect(buckets[0]!.text).toBe(bucketOf(first, unit));
        expect(buckets.at(-1)!.text).toBe(bucketOf(last, unit));
        for (const [i, bucket] of buckets.slice(1).entries()) expect(bucket.first).toBe(buckets[i]!.last + 1);
      }),
    );
  });

  it('are refused if there are too many', () => {
    expect(bucketsBetween(0, 10, 'DAY', 11)?.length).toBe(11);
    expect(bucketsBetween(0, 10, 'DAY', 10)).toBeNull();
  });
});

describe('the adjacent date', () => {
  it.each([
    ['2013', '2012', '2014'],
    ['2013-12', '2013-11', '2014-01'],
    ['2016-02-28', '2016-02-27', '2016-02-29'],
    ['[2016-01-11..2016-01-31]', '2016-01-10', '2016-02-01'],
    ['0001', null, '0002'],
    ['9999-12-31', '9999-12-30', null],
  ])('of %s is %s before and %s after it', (text, before, after) => {
    expect([dateBefore(parseDate(text)), dateAfter(parseDate(text))]).toEqual([before, after]);
  });

  it('begins on the day after, ends on the day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: LAST_DAY - 400 }), fc.constantFrom(4, 7, 10), (day, length) => {
        const date = parseDate(dayText(day).slice(0, length));
        expect(parseDate(dateAfter(date)!).first).toBe(date.last + 1);
        expect(parseDate(dateBefore(date)!).last).toBe(date.first - 1);
      }),
    );
  });
});
