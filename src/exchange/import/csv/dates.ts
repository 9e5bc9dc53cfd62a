import { AllegianceError, quoted } from '../../../model/errors.ts';
import { dateWithMonthName, monthName, monthOf } from './monthNames.ts';

/** Converts a date as a table writes it to EDTF; null where the text does not have this format. */
export type DateReader = (text: string) => string | null;

/** A span of time in one cell: `2011/2013`, `1989–present`. */
export class DateSpan {
  constructor(
    readonly start: string | undefined,
    readonly end: string | undefined,
    /** True where it goes on. */
    readonly isOngoing: boolean,
    /** The text of the cell. */
    readonly text: string,
  ) {}
}

const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};

/** What tables write for an unknown month or day. */
const UNKNOWN_PARTS = new Set([0, 77, 88, 97, 98, 99]);

/** The latest year that two digits can mean, unless a mapping says otherwise: they never lie in the future. */
export const thisYear = (): number => new Date().getUTCFullYear();

/**
 * A reader for a date format such as `M/D/YY`, `DD.MM.YYYY`, `D MMM YYYY` or `MM/YYYY`. A time after the date is left out.
 * @param latestYear The latest year that `YY` can mean.
 * @throws BAD_INPUT for a format without a year, with a day but no month, or with a part twice
 */
export function dateReader(format: string, latestYear: number = thisYear()): DateReader {
  const source = format.replace(
    /YYYY|YY|MMMM|MMM|MM|M|DD|D|[^A-Za-z0-9\s]|./gs,
    (part) => (part.startsWith('MMM') ? `(?<name>${monthName()})` : PARTS[part]) ?? part.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'),
  );
  const names = [...source.matchAll(/\?<(\w+)>/g)].map(([, name]) => (name === 'short' ? 'year' : name === 'name' ? 'month' : name));
  if (!names.includes('year') || new Set(names).size < names.length || (names.includes('day') && !names.includes('month'))) {
    throw new AllegianceError('BAD_INPUT', `Expected a date format such as M/D/YY, DD.MM.YYYY, D MMM YYYY or YYYY; got ${quoted(format)}.`);
  }
  const pattern = new RegExp(`^${source}${TIME}$`, 'iu');
  return (text) => {
    const { year, short, month, name, day } = pattern.exec(text)?.groups ?? {};
    if (year === undefined && short === undefined) return null;
    return toEdtf(year ?? fullYear(short!, latestYear), name === undefined ? month : monthOf(name), day);
  };
}

/** A time of day after a date, and a zone. */
const TIME = '(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?\\s*(?:[ap]\\.?m\\.?)?\\s*(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?';
const ISO = new RegExp(`^[+]?(\\d{4})([-/.])(\\d{1,2}|XX|-9)(?:\\2(\\d{1,2}|XX|-9))?([?~%]?)${TIME}$`, 'u');

/**
 * Reads ISO dates as conflict data sets write them: `2005-00-00`, `2005-99-99` and `2005-XX` are a year, `2005-03-00` a month; a
 * time after the day is left out. The year stands first, so `2005/3/1` is no question either.
 */
export const readIsoDate: DateReader = (text) => {
  const [, year, separator, month, day, qualifier] = ISO.exec(text) ?? [];
  // `2011/12` may be a month or two years, `2011.5` a number.
  if (year === undefined || (day === undefined && separator !== '-')) return null;
  // `2005-3` is a month, but `1981-82` is two years.
  if (day === undefined && month!.length === 2 && Number(month) > 12 && !UNKNOWN_PARTS.has(Number(month))) return null;
  return toEdtf(year, month, day) + qualifier;
};

/** The format of Wikidata's query results, which write a year as its first day: such a day is only a year, the first of a month only a month. */
const WIKIDATA = 'wikidata';
const readWikidata: DateReader = (text) => {
  const [, year, month, day] = /^\+?(\d{4})-(\d{2})-(\d{2})T00:00:00Z(?:\/\d+)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  return toEdtf(year, month === '01' && day === '01' ? '00' : month, day === '01' ? '00' : day);
};

/** The readers of some formats, and after them those of what can mean only one date. @throws BAD_INPUT */
export function dateReaders(formats: readonly string[], latestYear: number = thisYear()): readonly DateReader[] {
  const named = formats.map((format) => (format === WIKIDATA ? readWikidata : dateReader(format, latestYear)));
  return [...named, readIsoDate, readYear, dateWithMonthName((short) => fullYear(short, latestYear)), readUnspecified];
}

/** A year alone, also as a number with decimals, or qualified: `2011`, `2011.0`, `2011?`, `c. 2011`, `~2011`. */
const readYear: DateReader = (text) => {
  const [, about, year, qualifier] =
    /^(c\.?|ca\.?|circa|about|around|approx\.?|approximately|~)?\s*(\d{4})(?:\.0+)?([?~%]?)$/iu.exec(text) ?? [];
  if (year === undefined) return null;
  return year + (about === undefined ? qualifier : qualifier === '?' || qualifier === '%' ? '%' : '~');
};

/** EDTF with digits that are not known, and decades: `201X` and `2010s` are one unknown day of ten years. */
const readUnspecified: DateReader = (text) => {
  const [, decade] = /^(\d{3})(?:X|0s)$/i.exec(text) ?? [];
  if (decade !== undefined) return `[${decade}0-01-01..${decade}9-12-31]`;
  const [, from, to] = /^\[(\d{4})\.\.(\d{4})\]$/.exec(text) ?? [];
  return from === undefined || from >= to! ? null : `[${from}-01-01..${to}-12-31]`;
};

/** What stands between the ends of a span. */
const BETWEEN = [
  /\//,
  /\s+(?:to|until|till|through|bis|au|a|hasta)\s+/i,
  /\s*[–—]\s*/,
  /\s+-\s+/,
  /\.\.+/,
  /-(?=(?:\d{4}|present|now|ongoing)$)/i,
];
/** What stands for an end that is not over, and for one that is not known. */
const ONGOING = /^(present|ongoing|now|today|current|continuing|\.\.)$/i;
const UNKNOWN_END = /^(|\.\.|\?|unknown)$/i;

/**
 * Reads a cell of a date: EDTF for a date, a span for two of them, the text itself for anything else. Digits of any script are
 * digits, white space does not matter.
 */
export function readDate(text: string, readers: readonly DateReader[]): string | DateSpan {
  const known = datesRead.get(readers) ?? new Map<string, string | DateSpan>();
  datesRead.set(readers, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MAX_DATES_READ) known.clear();
  const date = readNewDate(text, readers);
  known.set(text, date);
  return date;
}

/** Dates that were read, since few different ones recur: at most so many for each set of readers. */
const MAX_DATES_READ = 10_000;
const datesRead = new WeakMap<readonly DateReader[], Map<string, string | DateSpan>>();

function readNewDate(text: string, readers: readonly DateReader[]): string | DateSpan {
  const plain = withPlainDigits(text);
  return readOne(plain, readers) ?? readSpan(plain, readers, text) ?? text;
}

function readOne(text: string, readers: readonly DateReader[]): string | null {
  for (const read of readers) {
    const date = read(text);
    if (date !== null) return date;
  }
  return null;
}

function readSpan(text: string, readers: readonly DateReader[], given: string): DateSpan | null {
  for (const between of BETWEEN) {
    const parts = text.split(between).map((part) => part.trim());
    if (parts.length !== 2 || text.startsWith('[')) continue;
    const [first, second] = parts as [string, string];
    const start = readOne(first, readers);
    // The second half of `1981/82` is a year of the same century.
    const isShort = /^\d{4}$/.test(first) && /^\d{2}$/.test(second) && Number(second) > (/[–—]/.test(text) ? Number(first.slice(2)) : 12);
    const short = isShort && Number(second) > Number(first.slice(2)) ? first.slice(0, 2) + second : second;
    const end = readOne(short, readers);
    const isOngoing = ONGOING.test(second) && second !== '..';
    if (start !== null && (end !== null || isOngoing || UNKNOWN_END.test(second)))
      return new DateSpan(start, end ?? undefined, isOngoing, given);
    if (start === null && end !== null && UNKNOWN_END.test(first)) return new DateSpan(undefined, end, false, given);
  }
  const [, year, last] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  return year !== undefined && Number(last) > Math.max(12, Number(year.slice(2)))
    ? new DateSpan(year, year.slice(0, 2) + last, false, given)
    : null;
}

function withPlainDigits(text: string): string {
  const digits = text.replace(/[٠-٩۰-۹०-९০-৯０-９]/gu, (digit) => String(digitOf(digit)));
  return digits
    .replace(/[\s\u00a0\u202f]+/gu, ' ')
    .replace(/[‐‑‒]/gu, '-')
    .trim();
}

/** The first digits of the scripts whose digits are read; each is followed by the other nine. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];

function digitOf(digit: string): number {
  const code = digit.codePointAt(0)!;
  return code - ZEROS.find((zero) => code >= zero && code < zero + 10)!;
}

function fullYear(short: string, latestYear: number): string {
  const year = Math.floor(latestYear / 100) * 100 + Number(short);
  return String(year > latestYear ? year - 100 : year);
}

/** An unknown month or day is left out, and with an unknown month the day. */
function toEdtf(year: string, month: string | undefined, day: string | undefined): string {
  const known = [month, day].map((part) => (part === undefined || isUnknown(part) ? null : part.padStart(2, '0')));
  if (known[0] === null) return year;
  return [year, ...known.filter((part) => part !== null)].join('-');
}

/** True for a part of a date that says it is not known: a code, `XX` or nothing. */
export function isUnknown(part: string): boolean {
  return part === '' || /^(-\d+|X+|\?+|NA|n\/a)$/i.test(part) || UNKNOWN_PARTS.has(Number(part));
}
