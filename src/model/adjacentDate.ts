import { dayText, LAST_DAY } from './calendar.ts';
import type { PartialDate } from './date.ts';

/** Characters of `YYYY-MM-DD` at each precision: year, month, day. */
const PRECISIONS = [4, 7, 10];

/**
 * The date that begins on the day after another ends, at the same precision: 2014 after 2013, 2014-01 after 2013-12,
 * the day after the last one for a range of days. Null after the year 9999.
 */
export function dateAfter({ text, last }: PartialDate): string | null {
  return last >= LAST_DAY ? null : cut(dayText(last + 1), text);
}

/** The date that ends on the day before another begins, at the same precision. Null before the year 0001. */
export function dateBefore({ text, first }: PartialDate): string | null {
  return first <= 0 ? null : cut(dayText(first - 1), text);
}

function cut(day: string, like: string): string {
  const { length } = like.replace(/[?~%]$/, '');
  return PRECISIONS.includes(length) ? day.slice(0, length) : day;
}
