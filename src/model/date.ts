import { dayNumber, daysInMonth } from './calendar.ts';
import { AllegianceError, quoted } from './errors.ts';

/**
 * A date at the precision that is known, in EDTF (Extended Date/Time Format, ISO 8601-2):
 * `2016`, `2016-12`, `2016-12-22`, or `[2016-01-11..2016-01-17]`, one unknown day of these. `?`, `~` or `%` after one of the first
 * three says that the source is not sure of it, gives it as approximate, or both. It is part of the date and shown with it; days
 * are compared as without it.
 */
export class PartialDate {
  /** @param first, last The first and last day that it may mean. */
  constructor(
    readonly text: string,
    readonly first: number,
    readonly last: number,
  ) {}

  /** As it is written: what a date is in a row of JSON. */
  toJSON(): string {
    return this.text;
  }
}

const PLAIN = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$/;
const ONE_OF = /^\[(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})\]$/;

/** Parsed dates, since few different ones recur: a cache of at most so many. */
const MAX_PARSED = 10_000;
const parsed = new Map<string, PartialDate>();

/**
 * Parses a date.
 * @throws BAD_DATE for a text of none of these forms, or a day that the calendar does not have
 */
export function parseDate(text: string): PartialDate {
  const cached = parsed.get(text);
  if (cached) return cached;
  const date = readDate(text);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(text, date);
  return date;
}

function readDate(text: string): PartialDate {
  const range = ONE_OF.exec(text);
  if (range) {
    const from = parsePlain(range[1]!, text);
    const to = parsePlain(range[2]!, text);
    if (from.first >= to.first) throw badDate(text, 'the first day of the brackets must be before the last');
    return new PartialDate(text, from.first, to.last);
  }
  return parsePlain(text, text);
}

/** A date that a user is still typing, or that a file may hold; null if it is none. */
export function dateOrNull(text: string): PartialDate | null {
  try {
    return parseDate(text);
  } catch {
    return null;
  }
}

export function isDate(text: string): boolean {
  return dateOrNull(text) !== null;
}

function parsePlain(part: string, whole: string): PartialDate {
  const match = PLAIN.exec(part);
  if (!match) throw badDate(whole);
  const year = Number(match[1]);
  if (year === 0) throw badDate(whole, 'years run from 0001 to 9999');
  if (match[2] === undefined) return new PartialDate(part, dayNumber(year, 1, 1), dayNumber(year, 12, 31));
  const month = Number(match[2]);
  if (month < 1 || month > 12) throw badDate(whole, 'months run from 01 to 12');
  const length = daysInMonth(year, month);
  if (match[3] === undefined) return new PartialDate(part, dayNumber(year, month, 1), dayNumber(year, month, length));
  const day = Number(match[3]);
  if (day < 1 || day > length) throw badDate(whole, `${match[1]}-${match[2]} has days 01 to ${length}`);
  const number = dayNumber(year, month, day);
  return new PartialDate(part, number, number);
}

function badDate(text: string, reason?: string): AllegianceError {
  const because = reason ? ` (${reason})` : '';
  return new AllegianceError(
    'BAD_DATE',
    `Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got ${quoted(text)}${because}.`,
  );
}
