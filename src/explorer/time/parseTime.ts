import { dateAfter, dateBefore } from '../../model/adjacentDate.ts';
import { daysInMonth, dayText } from '../../model/calendar.ts';
import { dateOrNull, isDate } from '../../model/date.ts';
import { dateInWords, MONTH_NAMES, timeLabel } from '../graph/dateLabel.ts';
import type { TimeSelection } from '../state/view.ts';

/** What a typed time refers to. */
export interface TimeContext {
  /** The day on which it is typed, as 2024-11-30: “last year” is the one before. */
  readonly today: string;
  /** The dates between which the graph has any, for “until 2015” and “since 2015”; null where that is not known. */
  readonly first: string | null;
  readonly last: string | null;
}

/** A typed time: one date, or a span from `at` to `until`; null is all time. */
export interface UnderstoodTime {
  readonly time: TimeSelection | null;
}

/** Why a typed time was not understood, for the user, and what it may mean: two readings where it is ambiguous, else none or one. */
export interface UnclearTime {
  readonly message: string;
  readonly readings: readonly TimeSelection[];
}

/**
 * Reads a time as people type it: “30 Nov 2024”, “November 2024”, “11/2024”, “2015-2017”, “since 2015”, “last year”, EDTF.
 * An empty text is all time. What has two readings (3/4/2024) is not decided: both are returned.
 */
export function parseTime(text: string, context: TimeContext): UnderstoodTime | UnclearTime {
  const typed = text.trim();
  if (/^(all( time| dates)?|any ?time|always|)$/i.test(typed)) return { time: null };
  const exact = typed.toUpperCase();
  if (isDate(exact)) return { time: { at: exact, until: null } };
  const cleaned = clean(typed);
  const open = openSpan(cleaned, context);
  if (open) return open;
  const phrase = cleaned.replace(/^(in|on|at|during|for|from|since|between) /, '').replace(/^(year|month) (?=\d)/, '');
  return asTime(readMoment(phrase, context)) ?? readSpan(phrase, context) ?? { message: notUnderstood(typed), readings: [] };
}

const notUnderstood = (typed: string): string =>
  `“${typed.slice(0, 40)}” is not understood. Type a year, a month, a day or a span: 2016, Nov 2024, 30 Nov 2024, 2015 to 2017.`;

/** Lower case, plain digits and hyphens, no commas and ordinals. */
function clean(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      // Arabic and Persian digits.
      .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
      .replace(/[‐-―−]/g, '-')
      .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
      .replace(/([a-z])\.(?= |$)/g, '$1')
      .replace(/\b(the|of)\b|,/g, ' ')
      .replace(/ +/g, ' ')
      .trim()
  );
}

/** A date, or the first and the last one of a decade or a quarter. */
interface Moment {
  readonly from: string;
  readonly to: string;
}

/** A moment, or several where it is ambiguous. */
type Moments = readonly Moment[];

/** Why there is none, and which it may be, if there is one. */
interface NoMoment {
  readonly message: string;
  readonly perhaps?: Moment;
}

/** null: it is no date at all. */
type Reading = Moments | NoMoment | null;

const isProblem = (reading: Moments | NoMoment): reading is NoMoment => 'message' in reading;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const one = (date: string): Moments => [{ from: date, to: date }];
const span = ({ from, to }: Moment): TimeSelection => ({ at: from, until: to === from ? null : to });

function asTime(reading: Reading): UnderstoodTime | UnclearTime | null {
  if (reading === null) return null;
  if (isProblem(reading)) return unread(reading, span);
  if (reading.length === 1) return { time: span(reading[0]!) };
  return unclear(reading.map(span));
}

const unread = ({ message, perhaps }: NoMoment, toTime: (moment: Moment) => TimeSelection): UnclearTime => ({
  message,
  readings: perhaps ? [toTime(perhaps)] : [],
});

function unclear(readings: readonly TimeSelection[]): UnclearTime {
  return { message: `This can be ${readings.map((time) => timeLabel(time, 'long')).join(' or ')}. Which one?`, readings };
}

const MONTH = `(${MONTH_NAMES.map((name) => `${name.toLowerCase()}|${name.slice(0, 3).toLowerCase()}`).join('|')}|sept)`;
const monthOf = (name: string): number => MONTH_NAMES.findIndex((each) => each.toLowerCase().startsWith(name.slice(0, 3))) + 1;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const WEEKDAY = new RegExp(`^(${WEEKDAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}|tues|thurs?) `);
const SEPARATOR = '[-./ ]+';

/** A space is a separator, `_` is one that may be missing. */
const pattern = (source: string) =>
  new RegExp(`^${source.replaceAll(' ', SEPARATOR).replaceAll('_', '[-./ ]*').replaceAll('MONTH', MONTH)}$`);
const [YEAR, YEAR_MONTH, MONTH_YEAR] = [/^(\d{4})$/, pattern('(\\d{4}) (\\d{1,2})'), pattern('(\\d{1,2}) (\\d{4})')];
const [YEAR_FIRST, YEAR_LAST] = [pattern('(\\d{4}) (\\d{1,2}) (\\d{1,2})'), pattern("(\\d{1,2}) (\\d{1,2}) (\\d{4}|'?\\d{2})")];
const DAY_NAME_YEAR = pattern("(\\d{1,2})_MONTH_(\\d{4}|'?\\d{2})");
const [NAME_DAY_YEAR, YEAR_NAME_DAY] = [pattern('MONTH (\\d{1,2}) (\\d{4})'), pattern('(\\d{4}) MONTH (\\d{1,2})')];
const [NAME_YEAR, YEAR_NAME] = [pattern("MONTH_('?\\d{2}|\\d{4})"), pattern('(\\d{4}) MONTH')];
const WITHOUT_YEAR = pattern('(?:(\\d{1,2})_)?MONTH(?:_(\\d{1,2}))?');

/** One date, a decade or a quarter, as it is typed and cleaned. */
function readMoment(text: string, { today }: TimeContext): Reading {
  const relative = relativeMoment(text, today);
  if (relative) return relative;
  const weekday = WEEKDAY.exec(text)?.[1];
  if (weekday) return onWeekday(readMoment(text.slice(weekday.length + 1), { today, first: null, last: null }), weekday);
  if (/^\d{8}$/.test(text)) return day(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
  let found: RegExpExecArray | null;
  const match = (expression: RegExp) => {
    found = expression.exec(text);
    return found !== null;
  };
  const at = (index: number) => Number(found![index]);
  const year = (index: number) => fullYear(found![index]!, today);
  if (match(YEAR)) return at(1) === 0 ? { message: 'Years run from 0001 to 9999.' } : one(found![1]!);
  if (match(YEAR_FIRST)) return day(at(1), at(2), at(3));
  if (match(YEAR_LAST)) return dayOrMonthFirst(at(1), at(2), year(3));
  if (match(DAY_NAME_YEAR)) return day(year(3), monthOf(found![2]!), at(1));
  if (match(NAME_DAY_YEAR)) return day(at(3), monthOf(found![1]!), at(2));
  if (match(YEAR_NAME_DAY)) return day(at(1), monthOf(found![2]!), at(3));
  if (match(NAME_YEAR)) return monthAndNumber(found![1]!, found![2]!, today);
  if (match(YEAR_NAME)) return month(at(1), monthOf(found![2]!));
  if (match(MONTH_YEAR)) return month(at(2), at(1));
  if (match(YEAR_MONTH)) return yearAndNumber(text, at(1), at(2));
  if (match(/^(\d{3})0'?s$/)) return [{ from: `${found![1]}0`, to: `${found![1]}9` }];
  if (match(/^q([1-4])[-./ ]*(\d{4})$/)) return quarter(at(2), at(1));
  if (match(/^(\d{4})[-./ ]*q([1-4])$/)) return quarter(at(1), at(2));
  if (match(WITHOUT_YEAR)) return { message: `Of which year? Type it too, as in “${text} ${today.slice(0, 4)}”.` };
  return null;
}

/** Today and yesterday, this and the last month and year. A week begins on another day for others, so none is read. */
function relativeMoment(text: string, today: string): Reading {
  const [year, monthNumber] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (/^(today|now)$/.test(text)) return one(today);
  if (text === 'yesterday') return one(dayText(dateOrNull(today)!.first - 1));
  if (text === 'this year') return one(pad(year, 4));
  if (/^(last|previous) year$/.test(text)) return one(pad(year - 1, 4));
  if (text === 'this month') return one(today.slice(0, 7));
  if (/^(last|previous) month$/.test(text)) return month(monthNumber === 1 ? year - 1 : year, monthNumber === 1 ? 12 : monthNumber - 1);
  return null;
}

/** `24` and `'24` are 2024, `94` is 1994: the latest such year that is not later than the next one. */
function fullYear(digits: string, today: string): number {
  const short = digits.replace("'", '');
  if (short.length === 4) return Number(short);
  const next = Number(today.slice(0, 4)) + 1;
  const inCentury = next - (next % 100) + Number(short);
  return inCentury > next ? inCentury - 100 : inCentury;
}

function month(year: number, number: number): Moments | NoMoment {
  if (number < 1 || number > 12) return { message: `There is no month ${number}: months run from 1 to 12.` };
  return one(`${pad(year, 4)}-${pad(number)}`);
}

function day(year: number, monthNumber: number, number: number): Moments | NoMoment {
  const ofMonth = month(year, monthNumber);
  if (isProblem(ofMonth)) return ofMonth;
  const text = `${ofMonth[0]!.from}-${pad(number)}`;
  if (isDate(text)) return one(text);
  return { message: `${dateInWords(ofMonth[0]!.from, 'long')} has ${daysInMonth(year, monthNumber)} days; there is no day ${number}.` };
}

/** 30/11/2024 has one reading, 3/4/2024 has two. */
function dayOrMonthFirst(a: number, b: number, year: number): Reading {
  const readings = [day(year, b, a), day(year, a, b)];
  const valid = readings.flatMap((each) => (isProblem(each) ? [] : each));
  const distinct = [...new Map(valid.map((each) => [each.from, each])).values()];
  return distinct.length > 0 ? distinct : readings[0]!;
}

/** “Nov 2024”, “Nov '24” and “Nov 94” are months; “Nov 24” may be a day of any year too. */
function monthAndNumber(name: string, digits: string, today: string): Reading {
  const number = monthOf(name);
  const [whole] = one(`${pad(fullYear(digits, today), 4)}-${pad(number)}`);
  if (digits.length === 4 || digits.startsWith("'") || Number(digits) > 31 || Number(digits) === 0) return [whole!];
  return {
    message: `“${name} ${digits}” can be ${dateInWords(whole!.from, 'long')}, or day ${Number(digits)} without its year. Type the year in four digits.`,
    perhaps: whole!,
  };
}

/** “2024-11” is a month, “2015-17” is two years more; “2011/12” can be both. A hyphen is as the API has it. */
function yearAndNumber(text: string, year: number, number: number): Reading {
  const until = Math.floor(year / 100) * 100 + number;
  const years = { from: pad(year, 4), to: pad(until, 4) };
  const isShort = /\d{4}[-/]\d{2}$/.test(text);
  if (number < 1 || number > 12) return isShort && until > year ? [years] : month(year, number);
  const months = { from: `${years.from}-${pad(number)}`, to: `${years.from}-${pad(number)}` };
  return text.includes('/') && isShort && until > year ? [months, years] : [months];
}

const quarter = (year: number, number: number): Reading => [
  { from: `${pad(year, 4)}-${pad(number * 3 - 2)}`, to: `${pad(year, 4)}-${pad(number * 3)}` },
];

/** The day, if it is on that day of the week. */
function onWeekday(reading: Reading, weekday: string): Reading {
  if (reading === null || isProblem(reading) || reading.length !== 1 || reading[0]!.from.length !== 10) return reading;
  // Day 0, 0001-01-01, was a Monday.
  const actual = WEEKDAYS[(dateOrNull(reading[0]!.from)!.first + 1) % 7]!;
  if (actual.startsWith(weekday.slice(0, 3))) return reading;
  return { message: `${dateInWords(reading[0]!.from, 'long')} is a ${actual.charAt(0).toUpperCase()}${actual.slice(1)}.` };
}

/** “since 2015”, “before 2015”: to the last and from the first date of the graph. */
function openSpan(text: string, context: TimeContext): UnderstoodTime | UnclearTime | null {
  const words =
    /^(since|after|from|before|until|till|up to|to|through|by) (.+)$/.exec(text) ??
    reversed(/^(.+?)(?: onwards?| and later| ?- ?(?:now|today|present)| to (?:now|today|present)|\/\.\.| ?[-+])$/.exec(text), 'since') ??
    reversed(/^(?:\.\.\/|- ?)(.+)$/.exec(text), 'until') ??
    reversed(/^(.+) and (?:earlier|before)$/.exec(text), 'until');
  if (!words) return null;
  const [, word, date] = words;
  const reading = readMoment(date!.replace(/ onwards?$| (?:to|until|till) (?:now|today|present)$/, ''), context);
  if (reading === null) return null;
  const open = (moment: Moment) => openFrom(word!, moment, context);
  if (isProblem(reading)) return unread(reading, open);
  const spans = reading.map(open);
  return spans.length > 1 ? unclear(spans) : { time: spans[0]! };
}

const reversed = (match: RegExpExecArray | null, word: string): readonly [string, string, string] | null =>
  match ? [match[0], word, match[1]!] : null;

function openFrom(word: string, { from, to }: Moment, { today, first, last }: TimeContext): TimeSelection {
  if (/^(since|after|from)$/.test(word)) {
    const at = word === 'after' ? (dateAfter(dateOrNull(to)!) ?? to) : from;
    const ends = [last, today].filter((each) => each !== null && isNotBefore(each, at));
    return { at, until: ends[0] ?? null };
  }
  const until = word === 'before' ? (dateBefore(dateOrNull(from)!) ?? from) : to;
  return { at: first !== null && isNotBefore(until, first) ? first : '0001', until };
}

const isNotBefore = (date: string, other: string): boolean => dateOrNull(date)!.last >= dateOrNull(other)!.first;

const BETWEEN = / ?(?:\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b|\.\.|[-/]) ?/g;

/** A span: tried at each word or sign that can divide it. */
function readSpan(text: string, context: TimeContext): UnderstoodTime | UnclearTime | null {
  let problem: UnclearTime | null = null;
  for (const { 0: divider, index } of text.matchAll(BETWEEN)) {
    const [start, end] = [text.slice(0, index), text.slice(index + divider.length)];
    if (start === '' || end === '') continue;
    const [from, to] = [readMoment(completed(start, end), context), readMoment(completed(end, start), context)];
    if (from === null || to === null) continue;
    if (!isProblem(from) && !isProblem(to)) return spanOf(YEAR_IN.test(start) ? from : yearBefore(from, to), to);
    problem ??= unclearSpan(from, to);
  }
  return problem;
}

const YEAR_IN = /\b\d{4}\b/;

/** “Dec to Jan 2025” begins in 2024. */
function yearBefore(from: Moments, to: Moments): Moments {
  const isAfter = from.length === 1 && to.length === 1 && from[0]!.from.length > 4 && !isNotBefore(to[0]!.to, from[0]!.from);
  if (!isAfter) return from;
  const [, year, rest] = /^(\d{4})(.*)$/.exec(from[0]!.from)!;
  const before = `${pad(Number(year) - 1, 4)}${rest}`;
  return isDate(before) ? one(before) : from;
}

function unclearSpan(from: Moments | NoMoment, to: Moments | NoMoment): UnclearTime {
  const [start, end] = [from, to].map((each) => (isProblem(each) ? each.perhaps : each[0]));
  const { message } = (isProblem(from) ? from : to) as NoMoment;
  return { message, readings: start && end && isNotBefore(end.to, start.from) ? [span({ from: start.from, to: end.to })] : [] };
}

function spanOf(from: Moments, to: Moments): UnderstoodTime | UnclearTime {
  const spans = from.flatMap((start) => to.map((end) => span({ from: start.from, to: end.to })));
  const forward = spans.filter(({ at, until }) => until === null || dateOrNull(at)!.first <= dateOrNull(until)!.last);
  if (forward.length > 1) return unclear(forward);
  if (forward.length === 1) return { time: forward[0]! };
  const { at, until } = spans[0]!;
  const reading = { at: until!, until: at };
  return { message: `The end is before the start. Did you mean ${timeLabel(reading, 'long')}?`, readings: [reading] };
}

/** “3” of “3 to 5 Nov 2024” and “5 2024” of “Nov 3 to 5 2024”: what one end lacks it takes from the other. */
function completed(end: string, other: string): string {
  const year = YEAR_IN.exec(other)?.[0];
  const name = NAME_IN.exec(other)?.[0];
  const whole = !NAME_IN.test(end) && name && /^\d{1,2}( \d{4})?$/.test(end) ? `${name} ${end}` : end;
  return NAME_IN.test(whole) && year && !YEAR_IN.test(whole) && !/'\d{2}/.test(whole) ? `${whole} ${year}` : whole;
}

const NAME_IN = new RegExp(`\\b${MONTH}\\b`);
