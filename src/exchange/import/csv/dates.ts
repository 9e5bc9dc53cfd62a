import { AllegianceError, quoted } from '../../../model/errors.ts';
import { dateWithMonthName, monthOf, WORD } from './monthNames.ts';

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
const UNKNOWN_PARTS = new Set([0, 77, 88, 97, 98, 99, 888, 998, 999, 8888, 9998, 9999]);

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
    (part) => (part.startsWith('MMM') ? WORD : PARTS[part]) ?? part.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'),
  );
  const names = [...source.matchAll(/\?<(\w+)>/g)].map(([, name]) => (name === 'short' ? 'year' : name === 'name' ? 'month' : name));
  if (!names.includes('year') || new Set(names).size < names.length || (names.includes('day') && !names.includes('month'))) {
    throw new AllegianceError('BAD_INPUT', `Expected a date format such as M/D/YY, DD.MM.YYYY, D MMM YYYY or YYYY; got ${quoted(format)}.`);
  }
  const pattern = new RegExp(`^${source}${TIME}$`, 'iu');
  return (text) => {
    const { year, short, month, name, day } = pattern.exec(text)?.groups ?? {};
    if (year === undefined && short === undefined) return null;
    const number = name === undefined ? month : monthOf(name);
    return number === null ? null : toEdtf(year ?? fullYear(short!, latestYear), number, day);
  };
}

/** A time of day after a date, and a zone. */
const TIME = '(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?\\s*(?:[ap]\\.?m\\.?)?\\s*(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?';
const ISO = new RegExp(`^[+]?(\\d{4})([-/.])(\\d{1,2}|XX|-9)(?:\\2(\\d{1,2}|XX|-9))?(\\s?[?~%]|)${TIME}$`, 'u');

/**
 * Reads ISO dates as conflict data sets write them: `2005-00-00`, `2005-99-99` and `2005-XX` are a year, `2005-03-00` a month; a
 * time after the day is left out. The year stands first, so `2005/3/1` is no question either.
 */
export const readIsoDate: DateReader = (text) => {
  const [, year, separator, month, day, qualifier] = ISO.exec(text) ?? [];
  // `2011/12` may be a month or two years, `2011.5` a number.
  if (year === undefined || (day === undefined && separator !== '-')) return null;
  // `2005-3` is a month, but `1981-82` is two years, and so may `1999-00` be.
  if (day === undefined && month!.length === 2 && Number(month) > 12 && !UNKNOWN_PARTS.has(Number(month))) return null;
  if (day === undefined && month === '00' && year.endsWith('99')) return null;
  return toEdtf(year, month, day) + qualifier!.trim();
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
  const plain = [...named, readIsoDate, readYear, readMonth, dateWithMonthName((short) => fullYear(short, latestYear))];
  return [...plain, readQualified(plain), readAbout(plain), readUnspecified];
}

/** A year alone, also as a number with decimals, or qualified: `2011`, `2011.0`, `2011?`. */
const readYear: DateReader = (text) => {
  const [, year, qualifier] = /^(\d{4})(?:\.0+)?(\s?[?~%]|)$/u.exec(text) ?? [];
  return year === undefined ? null : year + qualifier!.trim();
};

/** `05/2011` can mean only a month. */
const readMonth: DateReader = (text) => {
  const [, month, year] = /^(\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return year === undefined || Number(month) > 12 ? null : toEdtf(year, month, undefined);
};

/** A date in any format with a mark of EDTF: `04.11.1999?`. */
function readQualified(readers: readonly DateReader[]): DateReader {
  return (text) => {
    const [, rest, qualifier] = /^(.*[^\s?~%])\s?([?~%])$/u.exec(text) ?? [];
    const date = rest === undefined ? null : readOne(rest, readers);
    return date !== null && /^\d{4}(-\d{2}){0,2}$/.test(date) ? date + qualifier : null;
  };
}

const ABOUT = /^(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|~)\s*(?=[\d\p{L}])/iu;

/** `c. 2011`, `about March 2011`, `~2011`: approximate. */
function readAbout(readers: readonly DateReader[]): DateReader {
  return (text) => {
    const rest = text.replace(ABOUT, '');
    const date = rest === text ? null : readOne(rest, readers);
    if (date === null || !/^\d{4}(-\d{2}){0,2}[?~%]?$/.test(date)) return null;
    return /[?%]$/.test(date) ? `${date.slice(0, -1)}%` : date.replace(/~?$/, '~');
  };
}

/** EDTF with digits that are not known, and decades: `201X` and `2010s` are one unknown day of ten years, `20XX` of a hundred. */
const readUnspecified: DateReader = (text) => {
  const [, decade] = /^(?:the )?(\d{3})(?:X|0s)$/i.exec(text) ?? [];
  if (decade !== undefined) return `[${decade}0-01-01..${decade}9-12-31]`;
  const [, century] = /^(\d{2})XX$/i.exec(text) ?? [];
  if (century !== undefined && century !== '00') return `[${century}00-01-01..${century}99-12-31]`;
  const [, from, to] = /^\[(\d{4})\.\.(\d{4})\]$/.exec(text) ?? [];
  return from === undefined || from >= to! ? null : `[${from}-01-01..${to}-12-31]`;
};

/** What stands between the ends of a span. */
const BETWEEN = [
  /\//,
  /\s+(?:to|until|till|through|bis|au|a|al|hasta|по)\s+/iu,
  /\s*[–—]\s*/,
  /\s+-\s+/,
  /\.\.+/,
  /-(?=(?:\d{4}|present|now|ongoing|open|)$)/i,
  // `Mar-May 2011`, `5-7 March 2011`.
  /(?<=\p{L}\.?)-(?=\p{L})/u,
  /(?<=^\d{1,2})-(?=\d{1,2}\.?\s*\p{L})/u,
];
/** What stands for an end that is not over, and for one that is not known. */
const ONGOING =
  /^(present|the present|ongoing|now|today|current|continuing|to date|heute|aujourd['’]hui|en cours|actualidad|presente|настоящее время|(?:حتى )?الآن|مستمر|\.\.)$/iu;
const UNKNOWN_END = /^(|\.\.|\?|unknown|open)$/i;
/** Before a span, as in `du 3 au 5 mai 2013`. */
const FROM = /^(?:du|vom|del?|von|с)\s+(?=\d)/iu;
/** Spans of which only one end is given. */
const SINCE = /^(?:since|from|as of|seit|ab|depuis|desde|с)\s+(?=.*\d)/iu;
const UNTIL = /^(?:until|till|up to|through|bis|jusqu’?en|hasta)\s+(?=.*\d)/iu;

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
  const date = readOne(plain, readers) ?? readSpan(withDaysApart(plain), readers, text) ?? text;
  // Digits of Persian and Arabic with an early year are of another calendar: 1390 is 2011.
  return /[٠-٩۰-۹]/u.test(text) && typeof date === 'string' && date < '1500' ? text : date;
}

/** `5 March 2011 – 7 March 2011` for `March 5–7, 2011`. */
function withDaysApart(text: string): string {
  const [, month, first, last, year] = /^(\p{L}+\.?)\s+(\d{1,2})\s*[-–—]\s*(\d{1,2}),?\s+(\d{4})$/u.exec(text) ?? [];
  return year === undefined ? text : `${first} ${month} ${year} – ${last} ${month} ${year}`;
}

function readOne(text: string, readers: readonly DateReader[]): string | null {
  for (const read of readers) {
    const date = read(text);
    if (date !== null) return date;
  }
  return null;
}

function readSpan(text: string, readers: readonly DateReader[], given: string): DateSpan | null {
  if (/^[[-]/.test(text)) return null;
  const since = SINCE.test(text) ? readOne(text.replace(SINCE, ''), readers) : null;
  if (since !== null) return new DateSpan(since, undefined, false, given);
  const until = UNTIL.test(text) ? readOne(text.replace(UNTIL, ''), readers) : null;
  if (until !== null) return new DateSpan(undefined, until, false, given);
  for (const parts of halvesOf(text.replace(SINCE, '').replace(FROM, ''))) {
    const [first, second] = parts;
    const start = readOne(first, readers) ?? readShared(first, second, readers);
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
  return year !== undefined && Number(last) > Math.max(12, Number(year.slice(2))) && !SEASONS.test(last!)
    ? new DateSpan(year, year.slice(0, 2) + last, false, given)
    : null;
}

/** In EDTF, `1919-21` is the spring of 1919, elsewhere 1919 to 1921: it is not read. `1919–21` is. */
const SEASONS = /^2[1-4]$/;

/** The two halves of a text, at each of what may stand between them. */
function* halvesOf(text: string): Generator<[string, string]> {
  for (const between of BETWEEN) {
    const parts = text.split(between).map((part) => part.trim());
    if (parts.length === 2) yield parts as [string, string];
  }
  // Between two dates with hyphens, the hyphen in the middle.
  const hyphens = [...text.matchAll(/-/g)].map(({ index }) => index);
  const middle = hyphens[(hyphens.length - 1) / 2];
  const isDay = (part: string): boolean => (part.match(/\d+/g)?.length ?? 0) >= 3;
  if (middle === undefined) return;
  const parts: [string, string] = [text.slice(0, middle).trim(), text.slice(middle + 1).trim()];
  if (parts.every(isDay)) yield parts;
}

/** The first of two dates that share the rest of the second: `5` of `5–7 March 2011`, `March` of `March–May 2011`; null for others. */
function readShared(first: string, second: string, readers: readonly DateReader[]): string | null {
  if (/^\d{1,2}\.?$/.test(first) && /^\d{1,2}\.?\s+\p{L}/u.test(second))
    return readOne(second.replace(/^\d{1,2}/, first.replace('.', '')), readers);
  const [year] = /(?<!\d)\d{4}$/.exec(second) ?? [];
  return year === undefined || /\d{4}/.test(first) || !/\p{L}/u.test(first) ? null : readOne(`${first} ${year}`, readers);
}

/** Text with the digits of any script as 0 to 9, with plain spaces and hyphens. */
export function withPlainDigits(text: string): string {
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

/** What stands in a column of dates for a date that is not known, or for an end that is not over. */
const NO_DATE =
  /^(-\d+|0+|0000-00-00|00[/.-]00[/.-]0000|99[/.-]99[/.-]9999|(?:9999|8888)(?:-\d{2}-\d{2})?|unknown|n\/?a|nan|nat|[-.?–—]+)$/i;

/** True for a code or word that says that there is no date. */
export function isNoDate(text: string): boolean {
  return NO_DATE.test(text);
}

/** True for a word that says of an end that it has not come. */
export function isOngoingWord(text: string): boolean {
  return text !== '..' && ONGOING.test(withPlainDigits(text));
}

/** True for a part of a date that says it is not known: a code, `XX` or nothing. */
export function isUnknown(part: string): boolean {
  return part === '' || /^(-\d+|X+|[-.?]+|n\/?a|nan|null|none|unk|unknown)$/i.test(part) || UNKNOWN_PARTS.has(Number(part));
}
