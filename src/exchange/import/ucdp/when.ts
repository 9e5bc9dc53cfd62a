import { daysInMonth } from '../../../model/calendar.ts';
import { parseDate } from '../../../model/date.ts';

/** When an event happened, as the fields of a row. */
export interface EventTime {
  readonly start: string;
  /** Null for an event on a single day, which `start` gives as exactly as it is known. */
  readonly end: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The time of an event from its first and last day and UCDP's precision: 1 the day is known, 2 within 2 to 6 days, 3 the
 * week, 4 the month, 5 more than a month up to a year. From 2 on the event is on one unknown day of the span. With 1 it lasted
 * from the first day to the last.
 */
export function eventTimeOf(first: string, last: string, precision: number): EventTime {
  const [start, end] = parseDate(last).last < parseDate(first).first ? [last, first] : [first, last];
  if (start === end) return { start: DAY.test(start) ? coarsened(start, precision) : start, end: null };
  if (precision <= 1 || !DAY.test(start) || !DAY.test(end)) return { start, end };
  return { start: spanOf(start, end), end: null };
}

/** A single day of which only the month or year is known. */
function coarsened(day: string, precision: number): string {
  return precision === 5 ? day.slice(0, 4) : precision === 4 ? day.slice(0, 7) : day;
}

/** One unknown day of a span, in EDTF; a whole year or month is written as such. */
function spanOf(start: string, end: string): string {
  const [year, month] = start.split('-') as [string, string];
  if (start === `${year}-01-01` && end === `${year}-12-31`) return year;
  const length = String(daysInMonth(Number(year), Number(month)));
  return start.endsWith('-01') && end === `${year}-${month}-${length}` ? `${year}-${month}` : `[${start}..${end}]`;
}
