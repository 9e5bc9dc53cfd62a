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

/** The earliest date of an interval, as it was given: since when it is attested. Null where none is given. */
export function firstAttested(interval: Partial<Interval>): string | null {
  const dates = INTERVAL_DATES.flatMap((name) => interval[name] ?? []);
  return dates.reduce<string | null>(
    (earliest, date) => (earliest === null || parseDate(date).first < parseDate(earliest).first ? date : earliest),
    null,
  );
}

/** When something was attested, as seen from a window: “last attested 2017”; “first attested 2020” where that is after the window. */
export function attestedWords(interval: Partial<Interval>, window: Window): string {
  return attestedTogether([interval], window);
}

/** Of a chain the weakest part speaks: the one that was attested no more before the others, or first attested after them. */
function attestedTogether(intervals: readonly Partial<Interval>[], window: Window): string {
  const dates = intervals.map((interval) => ({ first: firstAttested(interval), last: lastAttested(interval) }));
  const days = dates.flatMap(({ first, last }) => (first === null || last === null ? [] : [{ first, last }]));
  if (days.length < intervals.length || days.length === 0) return 'without a date';
  const after = days.filter(({ first }) => parseDate(first).first > window.last);
  if (after.length === days.length) {
    const latest = after.map(({ first }) => first).sort((a, b) => parseDate(b).first - parseDate(a).first)[0];
    return `first attested ${latest}`;
  }
  const until = days.filter((each) => !after.includes(each)).map(({ last }) => last);
  return `last attested ${until.sort((a, b) => parseDate(a).first - parseDate(b).first)[0]}`;
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
 * @param window The days of that time.
 */
export function noneKnown(time: string, statement: string, intervals: readonly Partial<Interval>[], window: Window): string {
  return `None is known of ${time}; possible: ${statement}, ${attestedTogether(intervals, window)}.`;
}
