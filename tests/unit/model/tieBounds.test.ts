import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';
import {
  type Bounds,
  CERTAINTIES,
  certainDaysOf,
  certaintyIn,
  daysOf,
  holdsIn,
  INTERVAL_DATES,
  jointBoundsOf,
  type Period,
  surelyOf,
  type TieDates,
  tieBoundsOf,
  UNKNOWN_CHI,
  UNKNOWN_CLO,
  UNKNOWN_HI,
  UNKNOWN_LO,
  validityOf,
} from '../../../src/model/interval.ts';
import { numRuns } from '../../support/scope.ts';

const day = (text: string) => parseDate(text).first;
const LASTING = 1095;

describe('the days between which a tie is attested', () => {
  it.each([
    [{ start: '2012' }, '2012-01-01', '2012-12-31'],
    [{ start: '2012', attestedFrom: '2013', attestedUntil: '2015-06' }, '2012-01-01', '2015-06-30'],
    [{ attestedFrom: '2013', attestedUntil: '2015' }, '2013-01-01', '2015-12-31'],
    [{ end: '2015-12' }, '2015-12-01', '2015-12-31'],
    [{ start: '[2016-01-11..2016-01-17]', end: '[2016-01-11..2016-01-17]' }, '2016-01-11', '2016-01-17'],
    [{ start: '2011-06', attestedFrom: '2011', attestedUntil: '2013', end: '2013-03' }, '2011-06-01', '2013-03-31'],
  ])('of %j: %s to %s', (dates, from, until) => {
    const { alo, ahi } = tieBoundsOf(dates);
    expect([dayText(alo), dayText(ahi)]).toEqual([from, until]);
  });

  it('are none of a tie without dates', () => {
    expect(tieBoundsOf({})).toEqual({
      ...{ lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI },
      ...{ alo: UNKNOWN_CLO, ahi: UNKNOWN_CHI },
      runs: null,
    });
  });

  it('contain all days on which it surely holds', () => {
    const first = fc.integer({ min: day('2010-01-01'), max: day('2020-01-01') });
    const date = fc.tuple(first, fc.nat(400)).map(([a, n]) => (n === 0 ? dayText(a) : `[${dayText(a)}..${dayText(a + n)}]`));
    const dates = fc.record(Object.fromEntries(INTERVAL_DATES.map((name) => [name, date])), { requiredKeys: [] });
    fc.assert(
      fc.property(dates, (given) => {
        const names = INTERVAL_DATES.filter((name) => given[name]);
        const sorted = names.map((name) => given[name]!).sort((a, b) => parseDate(a).first - parseDate(b).first);
        const inOrder = names.map((name, i) => [name, sorted[i]!]);
        const { clo, chi, alo, ahi } = tieBoundsOf(Object.fromEntries(inOrder));
        expect([alo <= clo, chi <= ahi]).toEqual([true, true]);
      }),
      { numRuns: numRuns(1000) },
    );
  });
});

describe('periods of support bound their tie', () => {
  const certainty = (periods: readonly Period[], at: string) => certaintyIn(tieBoundsOf({}, periods), parseDate(at), LASTING);
  const span = (start: string | null, end: string | null) => ({ start, end });
  const apart = [span('1981', '1982'), span('1990', '1991')];

  it.each([
    ['1900', null],
    ['1980-12-31', null],
    ['1981', 'CERTAIN'],
    ['1981-06', 'LIKELY'],
    ['1981-12-31/1982-01-01', 'THROUGHOUT'],
    ['1982', 'CERTAIN'],
    ['1983', 'LIKELY'],
    ['1984-12-31', 'LIKELY'],
    ['1985', 'POSSIBLE'],
    ['1987-12-31', 'POSSIBLE'],
    ['1989', 'LIKELY'],
    ['1990', 'CERTAIN'],
    ['1990-12-31', 'THROUGHOUT'],
    ['1991', 'CERTAIN'],
    ['1992-01-01', null],
    ['2020', null],
    ['1981/1991', 'CERTAIN'],
    ['1983/1989', 'LIKELY'],
  ] as const)('1981–82 and 1990–91 hold in %s: %s', (at, expected) => {
    const [from, until = from] = at.split('/');
    const window = { first: parseDate(from!).first, last: parseDate(until!).last };
    expect(certaintyIn(tieBoundsOf({}, apart), window, LASTING)).toBe(expected);
  });

  it('in any order, and however many', () => {
    const years = ['1950', '1970', '1990', '2010'];
    const many = years.toReversed().map((year) => span(`${year}-02`, `${year}-11`));
    const held = (at: (year: string) => string) => [...new Set(years.map((year) => certainty(many, at(year))))];
    expect(held((year) => year)).toEqual(['CERTAIN']);
    expect(held((year) => `${year}-05`)).toEqual(['THROUGHOUT']);
    expect([certainty(many, '1951'), certainty(many, '1960'), certainty(many, '2011')]).toEqual(['LIKELY', 'POSSIBLE', null]);
  });

  it('are attested from the first day of any to the last', () => {
    const { alo, ahi } = tieBoundsOf({}, apart);
    expect([dayText(alo), dayText(ahi)]).toEqual(['1981-01-01', '1991-12-31']);
  });

  it('that touch or overlap are one', () => {
    const touching = [span('1983', '1984'), span('1981', '1982'), span('1982', '1982')];
    expect(tieBoundsOf({}, touching)).toEqual(tieBoundsOf({ start: '1981', end: '1984' }));
    const apartByADay = [span('1981-01-01', '1981-06-29'), span('1981-07-01', '1981-09-30')];
    expect([certainty(apartByADay, '1981-03'), certainty(apartByADay, '1981')]).toEqual(['THROUGHOUT', 'CERTAIN']);
    expect([certainty(apartByADay, '1981-06'), certainty(apartByADay, '1981-06-30')]).toEqual(['CERTAIN', 'LIKELY']);
    expect(certainty([span('1981-01-01', '1981-06-30'), span('1981-07-01', '1981-09-30')], '1981-03')).toBe('THROUGHOUT');
  });

  it('without a start or an end leave that side open, and say nothing of the days beyond it', () => {
    const open = [span('1981', null), span('1990', '1991')];
    expect([certainty(open, '1980'), certainty(open, '1985'), certainty(open, '2020')]).toEqual([null, 'POSSIBLE', 'POSSIBLE']);
    expect(certainty([span(null, '1982'), span('1990', '1991')], '1900')).toBe('POSSIBLE');
    expect(certainty([span(null, null), span('1990', '1991')], '1900')).toBe('POSSIBLE');
    expect(certainty([span(null, '1982')], '1982')).toBe('CERTAIN');
  });

  it('of ties that are shown as one are the periods of all, beside the one time of those that have dates', () => {
    const [earlier, later]: TieDates[] = [{ periods: apart.slice(0, 1) }, { periods: apart.slice(1) }];
    expect(jointBoundsOf([later!, earlier!])).toEqual(tieBoundsOf({}, apart));
    const [first, last] = [
      { start: '1981', attestedUntil: '1982' },
      { attestedFrom: '1990', end: '1991' },
    ];
    const open = { lo: UNKNOWN_LO, hi: UNKNOWN_HI };
    expect(jointBoundsOf([first, last])).toEqual({ ...tieBoundsOf({ ...first, ...last }), ...open });
    // The attested time of the one stands apart from the period of the other, as two periods would.
    expect(jointBoundsOf([{ start: '1981', end: '1982', periods: apart }, later!])).toEqual(tieBoundsOf({}, apart));
    const undated = jointBoundsOf([{}, later!, earlier!]);
    expect(undated).toEqual({ ...tieBoundsOf({}, apart), ...open });
    expect(jointBoundsOf([{}, {}])).toEqual(tieBoundsOf({}));
  });

  it('have a first and a last certain day, of those that have one', () => {
    const certainDays = (periods: readonly Period[]) => {
      const days = certainDaysOf(tieBoundsOf({}, periods));
      return days && [dayText(days.first), dayText(days.last)];
    };
    expect(certainDays(apart)).toEqual(['1981-12-31', '1991-01-01']);
    expect(certainDays([span('1970', '1970'), ...apart, span('1995', null)])).toEqual(['1981-12-31', '1991-01-01']);
    expect(certainDays([span('1970', '1970'), span('1995', '1995')])).toBeNull();
  });

  it('surely hold together with other ties in each period that does', () => {
    const surely = (ties: readonly Bounds[]) => surelyOf(validityOf(ties)!).map(({ clo, chi }) => [dayText(clo), dayText(chi)]);
    const long = tieBoundsOf({ start: '1950', end: '1990-12-31' });
    const support = tieBoundsOf({}, apart);
    expect(surely([long, support])).toEqual([
      ['1981-12-31', '1982-01-01'],
      ['1990-12-31', '1990-12-31'],
    ]);
    expect(surely([support, tieBoundsOf({}, [span('1982-01-01', '1985'), span('1986', '1986')]), long])).toEqual([
      ['1982-01-01', '1982-01-01'],
    ]);
    const between = validityOf([support, tieBoundsOf({ start: '1985', end: '1986' })]);
    expect(between).toEqual({ lo: day('1985-01-01'), hi: day('1986-12-31'), clo: UNKNOWN_CLO, chi: UNKNOWN_CHI });
  });

  it('change nothing where one of the four dates is given, or where none of them has a date', () => {
    const given = { attestedFrom: '1975', attestedUntil: '1980' };
    expect(tieBoundsOf(given, apart)).toEqual(tieBoundsOf(given));
    expect(tieBoundsOf({}, [span(null, null)])).toEqual(tieBoundsOf({}));
  });

  it('are CERTAIN on their days and on no other, and not POSSIBLE beyond them', () => {
    const first = day('2010-01-01');
    const period = fc.tuple(fc.nat(60), fc.nat(9)).map(([a, n]) => ({ first: first + a, last: first + a + n }));
    const at = fc.nat(80).map((n) => first + n);
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 5 }), at, (spans, day) => {
        const bounds = tieBoundsOf(
          {},
          spans.map(({ first, last }) => span(dayText(first), dayText(last))),
        );
        const held = (certainty: 'POSSIBLE' | 'CERTAIN') => holdsIn(bounds, { first: day, last: day }, certainty, LASTING);
        const within = spans.some((one) => one.first <= day && day <= one.last);
        expect(held('CERTAIN')).toBe(within);
        const hull = spans.some((one) => one.first <= day) && spans.some((one) => one.last >= day);
        expect(held('POSSIBLE')).toBe(hull);
      }),
      { numRuns: numRuns(2000) },
    );
  });
});

/** What surely holds on some days, each apart, and perhaps between them. */
function actsOn(days: readonly number[], lo: number, hi: number): Bounds {
  const sorted = days.toSorted((a, b) => a - b);
  return { lo, hi, clo: sorted[0]!, chi: sorted.at(-1)!, runs: sorted.flatMap((day) => [day, day, day, day]) };
}

describe('the days on which a tie holds with a certainty', () => {
  it('are those on which it holds each for itself', () => {
    const first = day('2016-01-01');
    const any = fc.integer({ min: first, max: first + 20 });
    const unknown = fc.constant({ lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI });
    const bounds = fc.oneof(
      { weight: 6, arbitrary: fc.record({ lo: any, hi: any, clo: any, chi: any }) },
      { weight: 3, arbitrary: fc.uniqueArray(any, { minLength: 3, maxLength: 4 }).map((days) => actsOn(days, first, first + 20)) },
      { weight: 1, arbitrary: unknown },
    );
    fc.assert(
      fc.property(bounds, fc.constantFrom(...CERTAINTIES), fc.constantFrom(null, 0, 3), any, (bounds, certainty, lasting, day) => {
        const days = daysOf(bounds, certainty, lasting);
        expect(days.some(({ first, last }) => first <= day && day <= last)).toBe(
          holdsIn(bounds, { first: day, last: day }, certainty, lasting),
        );
      }),
      { numRuns: numRuns(2000) },
    );
  });
});
