import { type PartialDate, parseDate } from '../model/date.ts';
import { boundsOf, INTERVAL_DATES, UNKNOWN_LO } from '../model/interval.ts';
import type { RecordOf } from '../records/field.ts';
import type { DAYS, INTERVAL } from '../records/shared.ts';

/** An interval as stored: the dates as they were given. */
export type IntervalFields = RecordOf<typeof INTERVAL>;

/** Derived from an interval and stored with it: its bounds in days, and a sort key by time. */
export type DayFields = RecordOf<typeof DAYS>;

const UNKNOWN_DAY = '9999999';

/** @param interval Dates that it does not have are not known. */
export function dayFields(interval: Partial<IntervalFields>, id: string): DayFields {
  const dates = {} as Record<(typeof INTERVAL_DATES)[number], PartialDate | null>;
  for (const name of INTERVAL_DATES) dates[name] = dateOf(interval[name]);
  const bounds = boundsOf(dates);
  const earliest = bounds.lo === UNKNOWN_LO ? UNKNOWN_DAY : String(bounds.lo).padStart(7, '0');
  return { ...bounds, ord: `${earliest}|${id}` };
}

function dateOf(text: string | null | undefined): PartialDate | null {
  return text ? parseDate(text) : null;
}
