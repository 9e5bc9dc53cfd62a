import { isDate } from '../../../model/date.ts';

/** A cell with a value that its column does not allow: `best: expected a whole number; got "many"`. */
export class BadCell extends Error {
  constructor(
    readonly column: string,
    expected: string,
    readonly got: string,
  ) {
    super(`${column}: expected ${expected}; got "${got}"`);
  }
}

/** What UCDP writes for "no value". */
const NULL_TEXTS = new Set(['', '-9', '-99', 'n/a', 'NA']);

/** White space other than single spaces between words. */
const LOOSE_SPACE = /[^\S ]|\p{Cc}| {2}/u;

/** The text of a cell, with white space collapsed; null where there is no value. */
export function cellText(cell: string | undefined): string | null {
  const text = (LOOSE_SPACE.test(cell ?? '') ? cell!.replace(/[\s\p{Cc}]+/gu, ' ') : (cell ?? '')).trim();
  return NULL_TEXTS.has(text) ? null : text;
}

/** The items of a cell with a list: `204, 1067`. */
export function cellList(cell: string | undefined): string[] {
  return (cellText(cell) ?? '').split(',').flatMap((item) => cellText(item) ?? []);
}

/**
 * An id without leading zeros or decimals: ` 0234`, `234.0` and `234` are the same. Null where there is no value.
 * @throws BadCell
 */
export function cellId(cell: string | undefined, column: string): string | null {
  return readCell(cell, column, 'a numeric id', (text) => /^0*(\d+)(?:\.0*)?$/.exec(text)?.[1]);
}

/** A required id. @throws BadCell */
export function requiredId(cell: string | undefined, column: string): string {
  const id = cellId(cell, column);
  if (id === null) throw new BadCell(column, 'a numeric id', cell ?? '');
  return id;
}

/** A whole number, also written as `1,250` or `12.0`; null where there is no value (`-9`, empty). @throws BadCell */
export function cellCount(cell: string | undefined, column: string): number | null {
  return readCell(cell, column, 'a whole number of 0 or more', (text) => {
    const digits = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?$/.exec(text)?.[1];
    return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
  });
}

/** Degrees of latitude or longitude, between `-max` and `max`; null where there is no value. @throws BadCell */
export function cellDegrees(cell: string | undefined, column: string, max: number): number | null {
  return readCell(cell, column, `degrees of at most ${max}`, (text) => (Math.abs(Number(text)) <= max ? Number(text) : undefined));
}

/**
 * A date as EDTF, with the same precision: `2005-00-00` is 2005, `2/18/10` is 2010-02-18 (month first, as in the United
 * States, unless the first number cannot be a month). A time of day is left out. Null where there is no value.
 * @throws BadCell
 */
export function cellDate(cell: string | undefined, column: string): string | null {
  return readCell(cell, column, 'a date such as 2016-01-31, 2016-01-00 or 1/31/16', (text) => {
    const date = isoOf(text) ?? slashedOf(text);
    return date !== null && isDate(date) ? date : undefined;
  });
}

/** What `read` makes of the text of a cell; null where there is no value. @throws BadCell where `read` gives undefined */
function readCell<T>(cell: string | undefined, column: string, expected: string, read: (text: string) => T | undefined): T | null {
  const text = cellText(cell);
  if (text === null) return null;
  const value = read(text);
  if (value === undefined) throw new BadCell(column, expected, text);
  return value;
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

/** UCDP data begin in 1946: `46` to `99` are years of the 20th century. */
function centuryOf(year: string): string {
  return Number(year) >= 46 ? '19' : '20';
}
