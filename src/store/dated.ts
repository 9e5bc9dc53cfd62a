import { type Interval, tieBoundsOf, UNKNOWN_LO } from '../model/interval.ts';
import type { RecordOf } from '../records/field.ts';
import type { ATTESTED_DAYS, DAYS } from '../records/shared.ts';
import { parsePeriod } from './tie.ts';

/** Derived from dates and stored with them: bounds in days, and a sort key by time. */
export type DayFields = RecordOf<typeof DAYS> & RecordOf<typeof ATTESTED_DAYS>;

const UNKNOWN_DAY = '9999999';

/** @param dates Those that it does not have are not known; `periods` as they are stored. */
export function dayFields(dates: Partial<Interval> & { readonly periods?: readonly string[] }, id: string): DayFields {
  const bounds = tieBoundsOf(dates, dates.periods?.map(parsePeriod));
  return { ...bounds, ord: startOrd(bounds.lo, id) };
}

/** The sort key by time: the first day on which it may hold, then the id. */
export function startOrd(lo: number, id: string): string {
  return `${lo === UNKNOWN_LO ? UNKNOWN_DAY : String(lo).padStart(7, '0')}|${id}`;
}
