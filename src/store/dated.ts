import { boundsOf, type Interval, UNKNOWN_LO } from '../model/interval.ts';
import type { RecordOf } from '../records/field.ts';
import type { DAYS } from '../records/shared.ts';

/** Derived from an interval and stored with it: its bounds in days, and a sort key by time. */
export type DayFields = RecordOf<typeof DAYS>;

const UNKNOWN_DAY = '9999999';

/** @param interval Dates that it does not have are not known. */
export function dayFields(interval: Partial<Interval>, id: string): DayFields {
  const bounds = boundsOf(interval);
  return { ...bounds, ord: startOrd(bounds.lo, id) };
}

/** The sort key by time: the first day on which it may hold, then the id. */
export function startOrd(lo: number, id: string): string {
  return `${lo === UNKNOWN_LO ? UNKNOWN_DAY : String(lo).padStart(7, '0')}|${id}`;
}
