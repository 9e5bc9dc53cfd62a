import { type Bounds, boundsOf, UNKNOWN_LO } from '../model/interval.ts';

/** An interval as stored: the dates as they were given. */
export interface IntervalFields {
  readonly start: string | null;
  readonly end: string | null;
  readonly ongoing: boolean | null;
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
}

/** Derived from an interval and stored with it: its bounds in days, and a sort key by time. */
export interface DayFields extends Bounds {
  readonly ord: string;
}

const UNKNOWN_DAY = '9999999';

export function dayFields(interval: IntervalFields, id: string): DayFields {
  const bounds = boundsOf(interval);
  const earliest = bounds.lo === UNKNOWN_LO ? UNKNOWN_DAY : String(bounds.lo).padStart(7, '0');
  return { ...bounds, ord: `${earliest}|${id}` };
}
