import { describe, expect, test } from 'vitest';
import { attestedDates, certaintyWords, noneKnownWords, whenWords } from '../../../src/explorer/graph/certaintyWords.ts';
import { dateInWords, dateLabel, eventDateLabel, timeLabel, whenLabel } from '../../../src/explorer/graph/dateLabel.ts';
import type { Interval } from '../../../src/model/interval.ts';

describe('dates in the explorer', () => {
  test('are shown as precisely as they are known', () => {
    const none = { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null };
    expect(dateLabel(none)).toBe('undated');
    expect(dateLabel({ ...none, start: '2015' })).toBe('since 2015');
    expect(dateLabel({ ...none, start: '2009', end: '2010', attestedFrom: '2009', attestedUntil: '2010' })).toBe('2009 to 2010');
    expect(dateLabel({ ...none, end: '2024-11', attestedFrom: '2016', attestedUntil: '2016' })).toBe('until Nov 2024 (attested 2016)');
  });

  test('of an event without an end are one time, unless it continues', () => {
    const dates = { start: '2024-11', end: null, attestedFrom: null, attestedUntil: null };
    expect(eventDateLabel({ ...dates, ongoing: null })).toBe('in Nov 2024');
    expect(eventDateLabel({ ...dates, ongoing: null, start: '2024-11-30' })).toBe('on 30 Nov 2024');
    expect(eventDateLabel({ ...dates, ongoing: null, start: '2024-11-30', end: '2024-11-30' })).toBe('on 30 Nov 2024');
    expect(eventDateLabel({ ...dates, ongoing: false, end: '2024-12' })).toBe('Nov 2024 to Dec 2024');
    expect(eventDateLabel({ ...dates, ongoing: true })).toBe('since Nov 2024');
    expect(eventDateLabel({ ...dates, start: '[2016-01-11..2016-01-17]', ongoing: null })).toBe('on a day from 11 Jan 2016 to 17 Jan 2016');
  });

  test('are written as people write them, with what is unsure', () => {
    expect(['2024-11-03', '2024-11', '2016', '0062', 'soon', '2024-13'].map((date) => dateInWords(date, 'long'))).toEqual([
      '3 November 2024',
      'November 2024',
      '2016',
      '62',
      'soon',
      '2024-13',
    ]);
    expect(['2016?', '2016-12~', '2016-12-22%'].map((date) => dateInWords(date))).toEqual([
      '2016 (uncertain)',
      'about Dec 2016',
      'about 22 Dec 2016 (uncertain)',
    ]);
    expect([whenLabel('2016~'), whenLabel('2016-12'), whenLabel('2016-12-22?')]).toEqual([
      'in about 2016',
      'in Dec 2016',
      'on 22 Dec 2016 (uncertain)',
    ]);
    expect(timeLabel({ at: '2015', until: '2017-03' }, 'long')).toBe('2015 to March 2017');
  });

  const none: Interval = { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null };
  const fights = (dates: Partial<Interval>) => ({ type: 'FIGHTS' as const, validity: { ...none, ...dates } });
  const day = { at: '2015-06-01', until: null };

  test('say in plain words how well a tie is known at the selected time', () => {
    const attested = fights({ attestedFrom: '2015-05', attestedUntil: '2015-07' });
    expect(certaintyWords(attested, null)).toBeNull();
    expect(certaintyWords(attested, { at: 'soon', until: null })).toBeNull();
    expect(certaintyWords(attested, day)).toBe('known for that day');
    expect(certaintyWords(attested, { at: '2015-06', until: null })).toBe('known for that month');
    expect(certaintyWords(attested, { at: '2015', until: null })).toBe('known for that year');
    expect(certaintyWords(attested, { at: '2015', until: '2016' })).toBe('known for that period');
    expect(certaintyWords(attested, { at: '2015-08', until: null })).toBe('likely then, last attested Jul 2015');
    expect(certaintyWords(attested, { at: '2020', until: null })).toBe('possible then, last attested Jul 2015');
    expect(certaintyWords(attested, { at: '2010', until: null })).toBe('possible then, first attested May 2015');
    expect(certaintyWords(fights({}), day)).toBe('possible then, without a date');
    expect(certaintyWords(fights({ end: '2014' }), day)).toBe('not then');
    expect(whenWords(fights({ start: '2015-06' }), { at: '2015-07', until: null })).toBe(
      'since Jun 2015; likely then, last attested Jun 2015',
    );
  });

  test('of support are those of its periods where it has no others', () => {
    const periods = [
      { start: '1981', end: '1982' },
      { start: '1990', end: '1991' },
    ];
    const backs = { type: 'BACKS' as const, validity: none, periods };
    expect(whenWords(backs, { at: '1991', until: null })).toBe('1981 to 1991; known for that year');
    expect(whenWords(backs, { at: '1981', until: null })).toBe('1981 to 1991; known for that year');
    const years = ['1983', '1985', '1989'].map((at) => certaintyWords(backs, { at, until: null }));
    const attested = 'last attested 1982';
    expect(years).toEqual([`likely then, ${attested}`, `possible then, ${attested}`, `likely then, ${attested}`]);
    expect(noneKnownWords({ at: '1985', until: null }, 'Kenya backs Zimbabwe', backs)).toContain(attested);
    expect(attestedDates(backs)).toEqual({ first: '1981', last: '1991' });
    expect(attestedDates(fights({}))).toEqual({ first: null, last: null });
  });

  test('say that none is known where something is only possible', () => {
    expect(noneKnownWords(day, 'is backed by Iran', fights({ attestedUntil: '2010' }))).toBe(
      'None is known of 1 Jun 2015; possible: is backed by Iran, last attested 2010.',
    );
    expect(noneKnownWords(day, 'controls Idlib', fights({ attestedFrom: '2020', attestedUntil: '2024' }))).toBe(
      'None is known of 1 Jun 2015; possible: controls Idlib, first attested 2020.',
    );
    expect(noneKnownWords({ at: '2015', until: '2016' }, 'Iran backs Syria', fights({}))).toBe(
      'None is known of 2015 to 2016; possible: Iran backs Syria, without a date.',
    );
  });
});
