/** Marks strings of one form, so that none is taken for another. */
declare const form: unique symbol;

/**
 * A date as precise as it is known, in EDTF: `2016`, `2016-12`, `2016-12-22`, or `[2016-01-11..2016-01-17]`, one unknown day of
 * these. `?`, `~` or `%` after one of the first three: the source is not sure of it, gives it as approximate, or both. Years 0001 to 9999. `new Date(…)` would invent a day; `daysOf` does not.
 */
export type PartialDate = string & { readonly [form]: 'PartialDate' };

/** A moment in UTC, ISO 8601 with milliseconds: `2026-01-31T12:00:00.000Z`. `new Date(…)` reads it. */
export type DateTime = string & { readonly [form]: 'DateTime' };

/** How precise a date is: `RANGE` is one unknown day of several. */
export type Precision = 'YEAR' | 'MONTH' | 'DAY' | 'RANGE';

/** The days that a date may mean: the first and the last, as `YYYY-MM-DD`; on a DAY they are the same. */
export interface Days {
  readonly first: string;
  readonly last: string;
  readonly precision: Precision;
}

/**
 * The days that a date of the API may mean.
 * @throws RangeError if the text has another form, or names a day that the calendar does not have
 */
export function daysOf(date: PartialDate | string): Days;

/**
 * The text as a date of the API.
 * @throws RangeError as `daysOf`
 */
export function partialDate(text: string): PartialDate;
