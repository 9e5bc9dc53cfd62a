import { yearOf } from '../../model/calendar.ts';
import { parseDate } from '../../model/date.ts';
import type { Interval } from '../../model/interval.ts';

/** How many ties start and end in a year, as far as they are dated. */
export interface YearCount {
  readonly year: number;
  readonly started: number;
  readonly ended: number;
}

/** One row for every year from the first to the last date of any tie; empty where no tie is dated. */
export function histogramOf(ties: Iterable<Interval>): YearCount[] {
  const started = new Map<number, number>();
  const ended = new Map<number, number>();
  for (const { start, end } of ties) {
    count(started, start);
    count(ended, end);
  }
  const years = [...started.keys(), ...ended.keys()];
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => {
    const year = first + index;
    return { year, started: started.get(year) ?? 0, ended: ended.get(year) ?? 0 };
  });
}

function count(counts: Map<number, number>, date: string | null): void {
  if (date === null) return;
  const year = yearOf(parseDate(date).first);
  counts.set(year, (counts.get(year) ?? 0) + 1);
}
