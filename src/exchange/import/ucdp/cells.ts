import { isDate } from '../../../model/date.ts';

/** A cell that says something else than its column may: `best: expected a whole number; got "many"`. */
export class BadCell extends Error {
  constructor(
    readonly column: string,
    expected: string,
    got: string,
  ) {
    super(`${column}: expected ${expected}; got "${got}"`);
  }
}

/** What UCDP writes where it knows nothing. */
const NOTHING = new Set(['', '-9', '-99', 'n/a', 'NA']);

/** Text with single spaces; null where there is none. */
export function textOf(cell: string | undefined): string | null {
  const text = (cell ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return NOTHING.has(text) ? null : text;
}

/** The items of a cell that lists several, `204, 1067`. */
export function listOf(cell: string | undefined): string[] {
  return (textOf(cell) ?? '').split(',').flatMap((item) => textOf(item) ?? []);
}

/** An id in one spelling: ` 0234`, `234.0` and `234` are the same. Null where there is none. */
export function idOf(cell: string | undefined, column: string): string | null {
  const text = textOf(cell);
  if (text === null) return null;
  const digits = /^0*(\d+)(?:\.0*)?$/.exec(text)?.[1];
  if (digits === undefined) throw new BadCell(column, 'a number as id', text);
  return digits;
}

/** An id that must be there. */
export function requiredId(cell: string | undefined, column: string): string {
  const id = idOf(cell, column);
  if (id === null) throw new BadCell(column, 'a number as id', cell ?? '');
  return id;
}

/** A number of people or years, `1,250` and `12.0` too; null where it is not known (`-9`, empty). */
export function countOf(cell: string | undefined, column: string): number | null {
  const text = textOf(cell);
  if (text === null) return null;
  const digits = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?$/.exec(text)?.[1];
  if (digits === undefined) throw new BadCell(column, 'a whole number of 0 or more', text);
  return Number(digits.replaceAll(',', ''));
}

/** A degree of latitude or longitude. */
export function degreesOf(cell: string | undefined, column: string, most: number): number | null {
  const text = textOf(cell);
  if (text === null) return null;
  const degrees = Number(text);
  if (!Number.isFinite(degrees) || Math.abs(degrees) > most) throw new BadCell(column, `degrees of at most ${most}`, text);
  return degrees;
}

/**
 * A date of the file as a date of ours, as exact as it is: `2005-00-00` is 2005, `2/18/10` is 2010-02-18 (month first, as
 * spreadsheets of the United States write it, unless the first number cannot be a month), a time of day is left out.
 */
export function dateOf(cell: string | undefined, column: string): string | null {
  const text = textOf(cell);
  if (text === null) return null;
  const date = isoOf(text) ?? slashedOf(text);
  if (date === null || !isDate(date)) throw new BadCell(column, 'a date such as 2016-01-31, 2016-01-00 or 1/31/16', text);
  return date;
}

function isoOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const known = month === undefined || month === '00' ? [] : day === undefined || day === '00' ? [month] : [month, day];
  return [year, ...known].join('-');
}

function slashedOf(text: string): string | null {
  const [, first, second, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?: .*)?$/.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) return null;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  return [year.length === 2 ? centuryOf(year) + year : year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}

/** UCDP reaches back to 1946: `46` to `99` are of the last century. */
function centuryOf(year: string): string {
  return Number(year) >= 46 ? '19' : '20';
}
