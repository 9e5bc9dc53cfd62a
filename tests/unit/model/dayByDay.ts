import { parseDate } from '../../../src/model/date.ts';
import type { Certainty, Interval, Window } from '../../../src/model/interval.ts';

/**
 * domain.md §3 with days only, by brute force: a reading chooses one day for each date that is given, and
 * any day of the world for a start or end that is not known. The attested days are days of the tie. A reading whose end
 * lies before its start does not count.
 */
export interface Reading {
  readonly start: number;
  readonly end: number;
}

const LONGER_THAN_ANY_WORLD = 200;

export function readingsOf(interval: Interval, world: Window): Reading[] {
  const readings: Reading[] = [];
  for (const start of daysOf(interval.start, world)) {
    for (const end of daysOf(interval.end, world)) {
      const holdsOnSomeDayOf = (date: string | null): boolean =>
        date === null || daysOf(date, world).some((day) => start <= day && day <= end);
      if (start > end) continue;
      if (holdsOnSomeDayOf(interval.attestedFrom) && holdsOnSomeDayOf(interval.attestedUntil)) readings.push({ start, end });
    }
  }
  return readings;
}

/**
 * POSSIBLE: some reading and some day. LIKELY: POSSIBLE, and on some day, at most so many days before or after the window, every
 * reading holds. CERTAIN: some day of the window under every one. THROUGHOUT: all its days under every one.
 */
export function holdsByDays(
  interval: Partial<Interval>,
  readings: readonly Reading[],
  window: Window,
  certainty: Certainty,
  lastingDays: number | null,
): boolean {
  const days = range(window.first, window.last);
  const holdsOn = (reading: Reading, day: number): boolean => reading.start <= day && day <= reading.end;
  switch (certainty) {
    case 'POSSIBLE':
      return readings.some((reading) => days.some((day) => holdsOn(reading, day)));
    case 'LIKELY': {
      const { start, end, attestedFrom, attestedUntil } = interval;
      if (![start, end, attestedFrom, attestedUntil].some(Boolean)) return false;
      if (!holdsByDays(interval, readings, window, 'POSSIBLE', lastingDays)) return false;
      const reach = lastingDays ?? LONGER_THAN_ANY_WORLD;
      const near = { first: window.first - reach, last: window.last + reach };
      return holdsByDays(interval, readings, near, 'CERTAIN', lastingDays);
    }
    case 'CERTAIN':
      return readings.every((reading) => days.some((day) => holdsOn(reading, day)));
    case 'THROUGHOUT':
      return readings.every((reading) => days.every((day) => holdsOn(reading, day)));
  }
}

function daysOf(date: string | null, world: Window): number[] {
  const { first, last } = date === null ? world : parseDate(date);
  return range(first, last);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
