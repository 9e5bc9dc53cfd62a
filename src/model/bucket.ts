import { dayText } from './calendar.ts';
import { parseDate } from './date.ts';

export const TIME_UNITS = ['DAY', 'MONTH', 'YEAR'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** Characters of `YYYY-MM-DD` that name a bucket. */
const LENGTH: Readonly<Record<TimeUnit, number>> = { DAY: 10, MONTH: 7, YEAR: 4 };

/** The bucket of a day: "2017", "2017-03" or "2017-03-05". */
export function bucketOf(day: number, unit: TimeUnit): string {
  return dayText(day).slice(0, LENGTH[unit]);
}

/** The number of a day's bucket: those of consecutive buckets are consecutive. */
export function bucketIndex(day: number, unit: TimeUnit): number {
  if (unit === 'DAY') return day;
  const text = dayText(day);
  const year = Number(text.slice(0, 4));
  return unit === 'YEAR' ? year : year * 12 + Number(text.slice(5, 7)) - 1;
}

/** Buckets of a series at most. */
export const MAX_BUCKETS = 20_000;

/** The buckets from that of `first` to that of `last`, in order; null if there are more than `max`. */
export function bucketsBetween(first: number, last: number, unit: TimeUnit, max: number): string[] | null {
  if (unit === 'DAY') {
    const days = Math.max(0, last - first + 1);
    return days > max ? null : Array.from({ length: days }, (_, index) => dayText(first + index));
  }
  const buckets: string[] = [];
  for (let day = first; day <= last; day = parseDate(buckets.at(-1)!).last + 1) {
    if (buckets.length === max) return null;
    buckets.push(bucketOf(day, unit));
  }
  return buckets;
}
