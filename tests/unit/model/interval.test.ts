import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';
import { boundsOf, CERTAINTIES, certaintyIn, holdsIn, type Interval, isUndated, type Window } from '../../../src/model/interval.ts';
import { numRuns } from '../../support/scope.ts';
import { holdsByDays, readingsOf } from './dayByDay.ts';

const UNKNOWN: Interval = { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null };

// A world of twelve days over the end of a leap February. Dates and windows keep off its edges, so that a start or end
// that is not known can always lie outside a window, as it can in the real calendar.
const WORLD: Window = { first: parseDate('2016-02-24').first, last: parseDate('2016-03-06').first };
const inside = fc.integer({ min: WORLD.first + 1, max: WORLD.last - 1 });

const date: fc.Arbitrary<string> = fc
  .tuple(inside, fc.nat(4))
  .map(([first, length]) => [first, Math.min(first + length, WORLD.last - 1)] as const)
  .map(([first, last]) => (first === last ? dayText(first) : `[${dayText(first)}..${dayText(last)}]`));

const maybe = fc.option(date, { nil: null });
const interval: fc.Arbitrary<Interval> = fc.record({
  start: maybe,
  end: maybe,
  ongoing: fc.constantFrom(null, true, false),
  attestedFrom: maybe,
  attestedUntil: maybe,
});
/** Days of lasting; null is for ever. */
const lasting = fc.constantFrom(0, 1, 2, 5, null);
const window: fc.Arbitrary<Window> = fc.tuple(inside, inside).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));

describe('the four days of a tie agree with every reading of its dates, day by day', () => {
  it('of days and brackets, if the dates have a reading at all', () => {
    fc.assert(
      fc.property(interval, window, lasting, (given, query, lastingDays) => {
        const readings = readingsOf(given, WORLD);
        fc.pre(readings.length > 0);
        const bounds = boundsOf(given);
        for (const certainty of CERTAINTIES) {
          const expected = holdsByDays(given, readings, query, certainty, lastingDays);
          expect([certainty, holdsIn(bounds, query, certainty, lastingDays)]).toEqual([certainty, expected]);
        }
      }),
      { numRuns: numRuns(5000) },
    );
  });

  it('of months and years', () => {
    const year: Window = { first: parseDate('2015-11-01').first, last: parseDate('2016-04-30').first };
    const coarse = fc.constantFrom('2015-12', '2016-01', '2016-02', '2016-02-15', '[2015-12-20..2016-01-05]');
    const query = fc.constantFrom('2015-12', '2016-01', '2016-02', '2016-03', '2015-12-31', '2016-01-20', '2016-02-29').map(parseDate);
    const tie = fc.record({ start: fc.option(coarse, { nil: null }), end: fc.option(coarse, { nil: null }) });
    fc.assert(
      fc.property(tie, query, ({ start, end }, at) => {
        const given = { ...UNKNOWN, start, end };
        const readings = readingsOf(given, year);
        fc.pre(readings.length > 0);
        const bounds = boundsOf(given);
        for (const certainty of CERTAINTIES) {
          const expected = holdsByDays({ ...given }, readings, at, certainty, 10);
          expect([certainty, holdsIn(bounds, at, certainty, 10)]).toEqual([certainty, expected]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('and each certainty includes the one before it', () => {
    fc.assert(
      fc.property(interval, window, lasting, (given, query, lastingDays) => {
        fc.pre(readingsOf(given, WORLD).length > 0);
        const bounds = boundsOf(given);
        const held = CERTAINTIES.filter((certainty) => holdsIn(bounds, query, certainty, lastingDays));
        expect(held).toEqual(CERTAINTIES.slice(0, held.length));
        expect(certaintyIn(bounds, query, lastingDays)).toBe(held.at(-1) ?? null);
      }),
      { numRuns: numRuns(2000) },
    );
  });

  it('`ongoing` moves none of them', () => {
    fc.assert(
      fc.property(interval, (given) => {
        const bounds = [null, true, false].map((ongoing) => boundsOf({ ...given, ongoing }));
        expect(bounds[1]).toEqual(bounds[0]);
        expect(bounds[2]).toEqual(bounds[0]);
      }),
    );
  });

  it('is undated if none of the four dates is given', () => {
    fc.assert(
      fc.property(interval, (given) => {
        const dates = [given.start, given.end, given.attestedFrom, given.attestedUntil];
        expect(isUndated(boundsOf(given))).toBe(dates.every((one) => one === null));
      }),
    );
  });
});

describe('dates that leave no reading, which the model cannot judge', () => {
  it('an end before the start: the days could hold in a window between the two, so such a row must not be written', () => {
    const given = { ...UNKNOWN, start: '2016-03-03', end: '2016-02-27' };
    expect(readingsOf(given, WORLD)).toEqual([]);
    expect(certaintyIn(boundsOf(given), parseDate('[2016-02-28..2016-03-01]'), 0)).toBe('THROUGHOUT');
  });

  it('attested before the start: CERTAIN on a day on which it is not POSSIBLE, so such a row must not be written', () => {
    const bounds = boundsOf({ ...UNKNOWN, start: '2016-03-03', attestedFrom: '2016-02-27' });
    const day = parseDate('2016-02-27');
    expect(CERTAINTIES.filter((certainty) => holdsIn(bounds, day, certainty, 0))).toEqual(['CERTAIN', 'THROUGHOUT']);
  });
});
