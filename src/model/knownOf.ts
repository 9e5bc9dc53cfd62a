import { parseDate } from './date.ts';
import { INTERVAL_DATES, type Interval, type Period, type TieDates, type Window } from './interval.ts';

/** The latest date of an interval, as it was given: when it was last attested. Null where none is given. */
export function lastAttested(interval: Partial<Interval>): string | null {
  const dates = INTERVAL_DATES.flatMap((name) => interval[name] ?? []);
  return dates.reduce<string | null>(
    (latest, date) => (latest === null || parseDate(date).first > parseDate(latest).first ? date : latest),
    null,
  );
}

/**
 * The dates that say when a tie was attested, to whom asks about a window: its own; where it has none, those of its latest period
 * of support that begins before the window ends, or else of the first one after it.
 */
export function datesSeenFrom({ periods = [], ...dates }: TieDates, window: Window): Partial<Interval> {
  if (INTERVAL_DATES.some((name) => dates[name])) return dates;
  const dated = periods.filter(({ start, end }) => start || end).sort((a, b) => lastDay(a) - lastDay(b));
  return dated.findLast((period) => firstDay(period) <= window.last) ?? dated[0] ?? dates;
}

const firstDay = ({ start, end }: Period): number => parseDate((start ?? end)!).first;
const lastDay = ({ start, end }: Period): number => parseDate((end ?? start)!).last;

/**
 * Says that nothing better than what is possible is known: "None is known of 2020; possible: Iran backs Hezbollah, last attested 2017."
 * @param time The date, or the interval, that was asked about, as text.
 * @param intervals Those of the relationships that are only possible. The answer was last attested when the first of them was.
 */
export function noneKnown(time: string, statement: string, intervals: readonly Partial<Interval>[]): string {
  const attested = intervals.map(lastAttested);
  const undated = attested.includes(null);
  const first = attested.filter((date) => date !== null).sort((a, b) => parseDate(a).first - parseDate(b).first)[0];
  return `None is known of ${time}; possible: ${statement}, ${undated || first === undefined ? 'without a date' : `last attested ${first}`}.`;
}
