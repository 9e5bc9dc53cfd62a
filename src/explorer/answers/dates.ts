import { MONTHS } from '../../model/answerWords.ts';
import { dateOrNull } from '../../model/date.ts';
import type { TimeSelection } from '../state/view.ts';

/** A time found within the words of a question, and which of the words say it. */
export interface FoundTime {
  readonly time: TimeSelection;
  /** Index of the first word, and of the one after the last. */
  readonly from: number;
  readonly to: number;
}

interface FoundDate {
  readonly date: string;
  readonly to: number;
}

const BEFORE_DATE = /^(in|on|at|during|of|the|from|between|since|as|around|by)$/;

/**
 * The first time among words in small letters: `2015`, `30 nov 2024`, `november 30 2024`, `nov 2024`, `2024-11-30`, or two of them
 * with `to`, `and`, `until` or `-` between them; `since` a date is until `today`.
 */
export function findTime(words: readonly string[], today: string): FoundTime | null {
  for (let at = 0; at < words.length; at++) {
    const first = dateAt(words, at);
    if (first === null) continue;
    let from = at;
    while (from > 0 && BEFORE_DATE.test(words[from - 1]!)) from--;
    const since = words.slice(from, at).includes('since');
    if (/^(to|and|until|till|through|[-–—])$/.test(words[first.to] ?? '')) {
      const second = dateAt(words, first.to + 1);
      if (second !== null && isInOrder(first.date, second.date))
        return { time: { at: first.date, until: second.date }, from, to: second.to };
    }
    return { time: { at: first.date, until: since && isInOrder(first.date, today) ? today : null }, from, to: first.to };
  }
  return null;
}

const isInOrder = (one: string, other: string): boolean => {
  const [first, last] = [dateOrNull(one), dateOrNull(other)];
  return first !== null && last !== null && first.first <= last.last && one !== other;
};

/** The date that begins at this word. */
function dateAt(words: readonly string[], at: number): FoundDate | null {
  const [one = '', two = '', three = ''] = words.slice(at, at + 3);
  const range = /^(\d{4})[-–—/](\d{4})$/.exec(one);
  if (range) return null;
  if (/^\d{4}(-\d{2}){0,2}$/.test(one)) return dateOrNull(one) ? { date: one, to: at + 1 } : null;
  const numbers = [dayOf(one), monthOf(one), dayOf(two), monthOf(two)];
  const [dayFirst, monthFirst, daySecond, monthSecond] = numbers;
  if (dayFirst && monthSecond && isYear(three)) return dated(three, monthSecond, dayFirst, at + 3);
  if (monthFirst && daySecond && isYear(three)) return dated(three, monthFirst, daySecond, at + 3);
  if (monthFirst && isYear(two)) return dated(two, monthFirst, null, at + 2);
  return null;
}

function dated(year: string, month: string, day: string | null, to: number): FoundDate | null {
  const date = [year, month, day].filter((part) => part !== null).join('-');
  return dateOrNull(date) ? { date, to } : null;
}

const isYear = (word: string): boolean => /^[12]\d{3}$/.test(word);

const dayOf = (word: string): string | null => {
  const [, day] = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word) ?? [];
  return day && Number(day) >= 1 && Number(day) <= 31 ? day.padStart(2, '0') : null;
};

/** `nov`, `november`, `sept` are `11`, `11`, `09`. */
const monthOf = (word: string): string | null => {
  const index = word.length < 3 ? -1 : MONTHS.findIndex((month) => month.toLowerCase().startsWith(word));
  return index < 0 ? null : String(index + 1).padStart(2, '0');
};
