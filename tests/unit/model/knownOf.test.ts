import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../src/model/date.ts';
import { attestedWords, noneKnown } from '../../../src/model/knownOf.ts';

const attested = (attestedFrom: string, attestedUntil: string) => ({ attestedFrom, attestedUntil });

describe('what is only possible', () => {
  test.each([
    ['2020', attested('2011', '2017'), 'last attested 2017'],
    ['2010', attested('2011', '2017'), 'first attested 2011'],
    ['2010-12-31', { start: '2011-01', attestedFrom: '2016', attestedUntil: '2017' }, 'first attested 2011-01'],
    ['2011', attested('2011', '2017'), 'last attested 2017'],
    ['2020', { end: '2024-11' }, 'first attested 2024-11'],
    ['2020', {}, 'without a date'],
  ])('of %s, where %j: %s', (time, interval, words) => {
    expect(attestedWords(interval, parseDate(time))).toBe(words);
  });

  test.each([
    // A chain was attested as long as the part that ended first, and since the part that began last.
    ['2020', [attested('2011', '2017'), attested('2016', '2019')], 'last attested 2017'],
    ['2010', [attested('2011', '2017'), attested('2016', '2019')], 'first attested 2016'],
    ['2014', [attested('2005', '2009'), attested('2016', '2019')], 'last attested 2009'],
    ['2014', [attested('2005', '2009'), {}], 'without a date'],
  ])('of %s, as a chain of %j: %s', (time, intervals, words) => {
    expect(noneKnown(time, 'A backs B', intervals, parseDate(time))).toBe(`None is known of ${time}; possible: A backs B, ${words}.`);
  });
});
