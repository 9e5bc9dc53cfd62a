import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateLabel, eventDateLabel } from '../../src/explorer/time/dateLabel.ts';
import { dayBoundsOf, formatDay, holdsInRange, parseDays } from '../../src/explorer/time/days.ts';
import { histogramOf } from '../../src/explorer/time/histogram.ts';
import { isDate, parseDate } from '../../src/model/date.ts';
import { certaintyIn, boundsOf as serverBounds } from '../../src/model/interval.ts';

const part = (least: number, most: number) => fc.integer({ min: least, max: most }).map((value) => String(value).padStart(2, '0'));
const year = fc.integer({ min: 1, max: 2100 }).map((value) => String(value).padStart(4, '0'));
const day = fc.tuple(year, part(1, 12), part(1, 31)).map((parts) => parts.join('-'));
const date = fc.oneof(
  year,
  fc.tuple(year, part(0, 13)).map((parts) => parts.join('-')),
  day,
  fc.tuple(day, day).map(([a, b]) => `[${a}..${b}]`),
);
const real = date.filter(isDate);
const dates = fc.record({ start: fc.option(real), end: fc.option(real), attestedFrom: fc.option(real), attestedUntil: fc.option(real) });

const UNIX = parseDate('1970-01-01').first;

describe('dates in the explorer', () => {
  test('are valid where the server accepts them, and mean the same days', () => {
    fc.assert(
      fc.property(date, (text) => {
        const span = parseDays(text);
        expect(span !== null).toBe(isDate(text));
        if (span) expect([span.first + UNIX, span.last + UNIX]).toEqual([parseDate(text).first, parseDate(text).last]);
      }),
    );
  });

  test('give a tie the same certainty in a range as the server does', () => {
    fc.assert(
      fc.property(dates, real, (interval, at) => {
        const parsed = Object.fromEntries(Object.entries(interval).map(([name, text]) => [name, text === null ? null : parseDate(text)]));
        const window = parseDate(at);
        const expected = certaintyIn(serverBounds({ ongoing: null, ...parsed } as never), { first: window.first, last: window.last });
        const shown = holdsInRange(dayBoundsOf(interval), parseDays(at));
        expect(shown).toBe(expected === null ? 'not' : expected === 'POSSIBLE' ? 'possibly' : 'surely');
      }),
    );
  });

  test('are formatted as they are parsed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -700_000, max: 60_000 }),
        (at) => void expect(parseDays(formatDay(at))).toEqual({ first: at, last: at }),
      ),
    );
  });

  test('are shown as precisely as they are known', () => {
    const none = { start: null, end: null, attestedFrom: null, attestedUntil: null };
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
    const tie = (start: string | null, end: string | null) => ({ start, end, attestedFrom: null, attestedUntil: null });
    expect(histogramOf([tie('2012', '2014'), tie('2012-05', null), tie(null, null)])).toEqual([
      { year: 2012, started: 2, ended: 0 },
      { year: 2013, started: 0, ended: 0 },
      { year: 2014, started: 0, ended: 1 },
    ]);
    expect(histogramOf([])).toEqual([]);
  });
});
