import { describe, expect, test } from 'vitest';
import { dateLabel, eventDateLabel } from '../../../src/explorer/graph/dateLabel.ts';
import { histogramOf } from '../../../src/explorer/time/histogram.ts';

describe('dates in the explorer', () => {
  test('are shown as precisely as they are known', () => {
    const none = { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null };
    expect(dateLabel(none)).toBe('undated');
    expect(dateLabel({ ...none, start: '2015' })).toBe('since 2015');
    expect(dateLabel({ ...none, start: '2009', end: '2010', attestedFrom: '2009', attestedUntil: '2010' })).toBe('2009 to 2010');
    expect(dateLabel({ ...none, end: '2024-11', attestedFrom: '2016', attestedUntil: '2016' })).toBe('until 2024-11 (attested 2016)');
  });

  test('of an event without an end are one time, unless it continues', () => {
    const dates = { start: '2024-11', end: null, attestedFrom: null, attestedUntil: null };
    expect(eventDateLabel({ ...dates, ongoing: null })).toBe('2024-11');
    expect(eventDateLabel({ ...dates, ongoing: false, end: '2024-12' })).toBe('2024-11 to 2024-12');
    expect(eventDateLabel({ ...dates, ongoing: true })).toBe('since 2024-11');
  });

  test('make a histogram with a row for every year from the first to the last', () => {
    const tie = (start: string | null, end: string | null) => ({ start, end, ongoing: null, attestedFrom: null, attestedUntil: null });
    expect(histogramOf([tie('2012', '2014'), tie('2012-05', null), tie(null, null)])).toEqual([
      { year: 2012, started: 2, ended: 0 },
      { year: 2013, started: 0, ended: 0 },
      { year: 2014, started: 0, ended: 1 },
    ]);
    expect(histogramOf([])).toEqual([]);
  });
});
