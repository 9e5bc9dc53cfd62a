import { type Bounds, isUndated } from '../../model/interval.ts';

/**
 * A tie at a glance, in one number that stands beside the node it leads to: its type and status, whether it has a date, and
 * the spans of days in which `lo` and `hi` fall. That is enough to tell of most ties whether they may hold on a day; where
 * a day asked about falls into the same span, its facts have to be looked at.
 *
 * There are 2,048 spans of 32 days, from 1873 to 2052; all that is earlier or later is in the first or the last.
 */
const FIRST_DAY = 684_000;
const SPAN_BITS = 5;
const LAST_SPAN = 2047;
const LO_AT = 21;
const HI_AT = 10;
const TYPE_AT = 1;
const TYPE_BITS = 0x1ff;

export function glanceOf(bounds: Bounds, typeStatus: number): number {
  return (spanOf(bounds.lo) << LO_AT) | (spanOf(bounds.hi) << HI_AT) | (typeStatus << TYPE_AT) | (isUndated(bounds) ? 0 : 1);
}

/** Never smaller for a later day. */
export function spanOf(day: number): number {
  return Math.min(Math.max(0, (day - FIRST_DAY) >> SPAN_BITS), LAST_SPAN);
}

export const loSpanIn = (glance: number): number => glance >>> LO_AT;
export const hiSpanIn = (glance: number): number => (glance >>> HI_AT) & LAST_SPAN;
export const glancedTypeStatus = (glance: number): number => (glance >>> TYPE_AT) & TYPE_BITS;
/** 1 where it has a date, else 0. */
export const isDatedIn = (glance: number): number => glance & 1;
