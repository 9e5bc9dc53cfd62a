import fc from 'fast-check';
import { dayText } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';
import type { Certainty, Period, Window } from '../../../src/model/interval.ts';

/**
 * The reference model of a tie that has periods of support and no other date, by days and readings. A reading chooses one day of
 * each date. Periods between which no day lies, read as widely as they can be, are one time; under a reading that time holds at
 * least from the first of the days that were chosen for it to the last.
 */
export function holdsByPeriods(periods: readonly Period[], window: Window, certainty: Certainty, lastingDays: number): boolean {
  const times = readingsByTime(periods);
  switch (certainty) {
    case 'POSSIBLE':
      return (
        periods.some(({ start }) => start === null || parseDate(start).first <= window.last) &&
        periods.some(({ end }) => end === null || parseDate(end).last >= window.first)
      );
    case 'LIKELY': {
      const near = { first: window.first - lastingDays, last: window.last + lastingDays };
      return holdsByPeriods(periods, window, 'POSSIBLE', lastingDays) && holdsByPeriods(periods, near, 'CERTAIN', lastingDays);
    }
    case 'CERTAIN':
      return times.some((readings) => readings.every(({ first, last }) => first <= window.last && last >= window.first));
    case 'THROUGHOUT':
      return times.some((readings) => readings.every(({ first, last }) => first <= window.first && last >= window.last));
  }
}

const known = new WeakMap<readonly Period[], readonly Window[][]>();

/** The readings of each time; remembered, since periods are asked about several times. */
function readingsByTime(periods: readonly Period[]): readonly Window[][] {
  const times = known.get(periods) ?? timesOf(periods.filter(({ start, end }) => start || end)).map(readingsOf);
  known.set(periods, times);
  return times;
}

/** The periods, by the days without a gap in which they may lie. */
function timesOf(periods: readonly Period[]): Period[][] {
  const days = new Set(periods.flatMap(widestDays));
  const ranges = new Map<number, Period[]>();
  for (const period of periods) {
    let first = widestDays(period)[0]!;
    while (days.has(first - 1)) first--;
    ranges.set(first, [...(ranges.get(first) ?? []), period]);
  }
  return [...ranges.values()];
}

function widestDays({ start, end }: Period): number[] {
  const [first, last] = [parseDate((start ?? end)!).first, parseDate((end ?? start)!).last];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The first and the last of the days that each reading of some periods chooses. */
function readingsOf(periods: readonly Period[]): Window[] {
  return periods.reduce<Window[]>(
    (readings, period) => {
      const chosen = readingsOfOne(period);
      const all = readings.flatMap((one) =>
        chosen.map((two) => ({ first: Math.min(one.first, two.first), last: Math.max(one.last, two.last) })),
      );
      return [...new Map(all.map((one) => [`${one.first} ${one.last}`, one])).values()];
    },
    [NOTHING_CHOSEN],
  );
}

const NOTHING_CHOSEN: Window = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

/** Those whose end is before the start do not count. */
function readingsOfOne({ start, end }: Period): Window[] {
  const dates = [start, end].filter((date) => date !== null).map(parseDate);
  const edges = dates.flatMap(({ first, last }) => [first, last]);
  // Of a long date the days that may decide are enough: its own first and last, and those of the other.
  const [starts, ends] = [dates[0]!, dates.at(-1)!].map(({ first, last }) => {
    const all = last - first < 4 ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : edges;
    return [...new Set(all)].filter((day) => first <= day && day <= last);
  });
  if (dates.length === 1) return starts!.map((day) => ({ first: day, last: day }));
  return starts!.flatMap((first) => ends!.flatMap((last) => (first <= last ? [{ first, last }] : [])));
}

/** Days of 2010 to 2019, of which many are near each other, and dates of every precision. */
const FIRST = parseDate('2010').first;
const day = fc.oneof(
  fc.nat(3_650).map((n) => FIRST + n),
  fc.nat(20).map((n) => FIRST + 1_000 + n),
);
const written = (of: number, precision: number): string =>
  precision === 3 ? `[${dayText(of)}..${dayText(of + 5)}]` : dayText(of).slice(0, [4, 7, 10][precision]);
const precision = fc.nat(3);

const period = fc
  .record({ from: day, length: fc.oneof(fc.nat(10), fc.nat(900)), precisions: fc.tuple(precision, precision), open: fc.nat(9) })
  .map(
    ({ from, length, precisions, open }): Period => ({
      start: open === 0 || open === 2 ? null : written(from, precisions[0]),
      end: open === 1 || open === 2 ? null : written(from + length, precisions[1]),
    }),
  )
  .filter(({ start, end }) => !start || !end || parseDate(start).first <= parseDate(end).last);

/** Periods of support in any order: long and short, open and closed, that overlap, touch or stand apart. */
export const periods = fc.array(period, { minLength: 1, maxLength: 5 });

/** A day, a month, a year or some days. */
export const window: fc.Arbitrary<Window> = fc
  .oneof(
    fc.tuple(day, precision).map(([of, how]) => parseDate(written(of, how))),
    fc.tuple(day, fc.nat(1_500)).map(([first, n]) => ({ first, last: first + n })),
  )
  .map(({ first, last }) => ({ first, last }));
