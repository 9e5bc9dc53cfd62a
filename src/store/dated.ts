import { type Interval, jointBoundsOf, tieBoundsOf, UNKNOWN_LO } from '../model/interval.ts';
import type { RecordOf } from '../records/field.ts';
import type { ATTESTED_DAYS, DAYS } from '../records/shared.ts';
import { parsePeriod } from './tie.ts';

/** Derived from dates and stored with them: bounds in days, and a sort key by time. */
export type DayFields = RecordOf<typeof DAYS> & RecordOf<typeof ATTESTED_DAYS>;

const UNKNOWN_DAY = '9999999';

/** Dates as they are stored; those that are left out are not known. */
interface StoredDates extends Partial<Interval> {
  readonly periods?: readonly string[];
}

export function dayFields(dates: StoredDates, id: string): DayFields {
  const bounds = tieBoundsOf(dates, dates.periods?.map(parsePeriod));
  return { ...bounds, ord: startOrd(bounds.lo, id) };
}

/** The days of a tie and of those that are shown as it; its place in time is that of its own dates. */
export function jointDayFields(tie: StoredDates, others: readonly StoredDates[], id: string): DayFields {
  const joint = jointBoundsOf([tie, ...others].map((one) => ({ ...one, periods: one.periods?.map(parsePeriod) ?? [] })));
  return { ...joint, ord: dayFields(tie, id).ord };
}

/** The sort key by time: the first day on which it may hold, then the id. */
export function startOrd(lo: number, id: string): string {
  return `${lo === UNKNOWN_LO ? UNKNOWN_DAY : String(lo).padStart(7, '0')}|${id}`;
}
