import type * as Chrono from 'chrono-node';
import { dateOrNull } from '../model/date.ts';
import type { Sentence } from './tokens.ts';

/** A date in a sentence, at the precision that the text gives. */
export interface DateHit {
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** EDTF. */
  readonly date: string;
  /** How the text uses it: "since 2020" starts, "until 2013" ends; "within 72 hours" is due. */
  readonly use: 'at' | 'since' | 'until' | 'due';
}

const DAY = 86_400_000;
const YEAR =
  /\b(in|since|from|until|till|by|of|during|before|after|early|late|mid|between|and|to)[\s-]+((?:1[89]|20)\d{2})\b(?!\s*(?:people|fighters|soldiers|troops|civilians|men|rebels|%))/giu;
const RELATIVE = /\b(?:(earlier|later|late|early)\s+)?(this|last|past|previous)\s+(week|month|year|summer|winter|spring|autumn)\b/giu;
const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december';
const USEFUL = new RegExp(
  `\\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tonight|overnight|${MONTH}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b|\\d{4}-\\d{2}|\\d+/\\d+/\\d+`,
  'i',
);

let chrono: typeof Chrono | undefined;

/** Loads the parser of dates, which a server that reads nothing does not need. Call it before `datesIn`. */
export async function loadDateParser(): Promise<void> {
  chrono ??= await import('chrono-node');
}

/** The dates of a sentence, relative to the day of publication. */
export function datesIn(sentence: Sentence, text: string, publishedOn: string | null): DateHit[] {
  const shown = text.slice(sentence.start, sentence.end);
  const published = publishedOn === null ? null : dateOrNull(publishedOn);
  const day = published !== null && published.first === published.last ? new Date(`${publishedOn}T00:00:00Z`) : null;
  const found: DateHit[] = [];
  const add = (start: number, length: number, date: string, use: DateHit['use']) => {
    if (
      dateOrNull(date) === null ||
      found.some((each) => start < each.end - sentence.start && start + length > each.start - sentence.start)
    )
      return;
    found.push({ start: sentence.start + start, end: sentence.start + start + length, date, use });
  };
  if (published !== null) addRelative(shown, publishedOn!, day, add);
  const reference = day ?? (published ? lastDayOf(publishedOn!) : null);
  for (const result of chrono!.parse(shown, reference ? new Date(reference.getTime() + DAY / 2) : new Date(Date.UTC(2000, 0, 1, 12)), {
    forwardDate: false,
  })) {
    if (!USEFUL.test(result.text) || /^may$/i.test(result.text.trim())) continue;
    const { start } = result;
    const knowsYear = start.isCertain('year');
    if (!knowsYear && reference === null) continue;
    let [year, month] = [start.get('year')!, start.get('month')!];
    const dayOf = start.get('day')!;
    const knowsDay = start.isCertain('day') || start.isCertain('weekday') || /today|yesterday|tonight|overnight/i.test(result.text);
    if (knowsDay && day === null && !knowsYear) continue;
    let date: string;
    if (knowsDay) {
      let time = Date.UTC(year, month - 1, dayOf);
      if (/overnight|tonight/i.test(result.text) && reference) time = reference.getTime();
      // News reports what has been: "on Tuesday" is the last one.
      const coming = /\bnext\b|\bcoming\b/i.test(shown.slice(Math.max(0, result.index - 8), result.index + result.text.length));
      if (reference && time > reference.getTime() && !knowsYear && !coming)
        time = start.isCertain('weekday') && !start.isCertain('month') ? time - 7 * DAY : Date.UTC(year - 1, month - 1, dayOf);
      date = new Date(time).toISOString().slice(0, 10);
    } else {
      if (reference && !knowsYear) {
        year = reference.getUTCFullYear();
        if (Date.UTC(year, month - 1, 1) > reference.getTime()) year--;
      }
      month = start.get('month')!;
      date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    }
    add(result.index, result.text.length, date, precedingUse(shown, result.index));
  }
  for (const { 0: whole, 1: word, 2: year, index } of shown.matchAll(YEAR)) {
    const at = index + whole.length - 4;
    const before = shown.slice(0, index);
    const use =
      /^(?:since|from)$/i.test(word!) || /^between$/i.test(word!)
        ? 'since'
        : /^(?:until|till)$/i.test(word!)
          ? 'until'
          : /^(?:and|to)$/i.test(word!)
            ? /\b(?:between|from)\s+(?:1[89]|20)\d{2}\s*$/i.test(before)
              ? 'until'
              : null
            : 'at';
    if (use !== null) add(at, 4, year!, use);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The last day of a month or year, or of the days of an interval. */
function lastDayOf(date: string): Date | null {
  const [, year, month, day] = /(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\]?$/.exec(date) ?? [];
  if (year === undefined) return null;
  return new Date(
    day
      ? Date.UTC(Number(year), Number(month) - 1, Number(day))
      : month
        ? Date.UTC(Number(year), Number(month), 0)
        : Date.UTC(Number(year), 11, 31),
  );
}

function precedingUse(shown: string, at: number): DateHit['use'] {
  const before = shown.slice(0, at);
  if (/\b(?:since|from)\s+(?:early\s+|late\s+)?$/i.test(before)) return 'since';
  if (/\b(?:until|till)\s+$/i.test(before)) return 'until';
  return /\bby\s+$/i.test(before) ? 'due' : 'at';
}

function addRelative(
  shown: string,
  publishedOn: string,
  day: Date | null,
  add: (start: number, length: number, date: string, use: DateHit['use']) => void,
): void {
  const year = Number(publishedOn.slice(0, 4));
  const month = /^\d{4}-\d{2}/.test(publishedOn) ? Number(publishedOn.slice(5, 7)) : null;
  const pad = (number: number) => String(number).padStart(2, '0');
  for (const { 0: whole, 2: which, 3: unit, index } of shown.matchAll(RELATIVE)) {
    const last = which!.toLowerCase() !== 'this';
    const of = unit!.toLowerCase();
    if (of === 'year') add(index, whole.length, String(last ? year - 1 : year), 'at');
    else if (of === 'month' && month !== null)
      add(index, whole.length, last ? (month === 1 ? `${year - 1}-12` : `${year}-${pad(month - 1)}`) : `${year}-${pad(month)}`, 'at');
    else if (of === 'week' && day !== null) {
      const monday = new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY - (last ? 7 * DAY : 0));
      const end = last ? new Date(monday.getTime() + 6 * DAY) : day;
      if (end.getTime() > monday.getTime())
        add(index, whole.length, `[${monday.toISOString().slice(0, 10)}..${end.toISOString().slice(0, 10)}]`, 'at');
      else add(index, whole.length, end.toISOString().slice(0, 10), 'at');
    }
  }
  for (const { 0: whole, 1: count, 2: unit, index } of shown.matchAll(/\bwithin\s+(\d+)\s+(hours|days)\b/giu)) {
    if (day === null) continue;
    const days = unit === 'days' ? Number(count) : Math.ceil(Number(count) / 24);
    if (days > 0 && days < 1000) add(index, whole.length, new Date(day.getTime() + days * DAY).toISOString().slice(0, 10), 'due');
  }
}
