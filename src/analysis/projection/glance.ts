import { type Bounds, isUndated } from '../../model/interval.ts';
import { boundsIn, typeStatusIn } from './facts.ts';

/**
 * A tie at a glance, in one number that stands beside the node it leads to: its type and status, whether it has a date, and
 * the spans of days in which `lo` and `hi` fall. That is enough to tell of most ties whether they may hold on a day; where
 * a day asked about falls into the same span, its facts have to be looked at.
 *
 * There are 1,024 spans of 64 days, from 1870 to 2049; all that is earlier or later is in the first or the last. From the
 * lowest bit on stand: ten bits for the span of `lo`, counted from the last one back, and a bit that is set; ten for that of
 * `hi`, and a bit that is set; a bit for a date; type and status. The two set bits make one subtraction compare both spans:
 * each stays set where its span is not below what is taken from it.
 */
const FIRST_DAY = 683_000;
const DAY_BITS = 6;
const LAST_SPAN = 1023;
const LO_IN = 1 << 10;
const HI_AT = 11;
const HI_IN = 1 << 21;
const DATED = 1 << 22;
const TYPE_AT = 23;

function glanceOf(bounds: Bounds, typeStatus: number): number {
  const dated = isUndated(bounds) ? 0 : DATED;
  return (typeStatus << TYPE_AT) | dated | HI_IN | (spanOf(bounds.hi) << HI_AT) | LO_IN | (LAST_SPAN - spanOf(bounds.lo));
}

/** That of a tie whose facts are written. */
export function glanceAt(facts: Int32Array, tie: number): number {
  return glanceOf(boundsIn(facts, tie), typeStatusIn(facts, tie));
}

export const glancedTypeStatus = (glance: number): number => glance >>> TYPE_AT;

function spanOf(day: number): number {
  return Math.min(Math.max(0, (day - FIRST_DAY) >> DAY_BITS), LAST_SPAN);
}

/** What is asked of ties, as far as a glance can tell. */
export interface GlanceTest {
  /** Taken from a glance, leaves all bits of `mask` set where the tie may pass, */
  readonly less: number;
  readonly mask: number;
  /** and these where it surely does. */
  readonly sureLess: number;
  readonly sureMask: number;
  /** All bits where its days must not end before they begin, else none. */
  readonly daysMask: number;
}

interface Asked {
  /** It may begin on `latestStart` or before, and end on `earliestEnd` or after; null where that does not matter. */
  readonly holds: { readonly latestStart: number; readonly earliestEnd: number } | null;
  readonly mustBeDated: boolean;
  readonly mustHaveDays: boolean;
  /** Is more asked than a glance shows? */
  readonly isMoreAsked: boolean;
}

export function glanceTest({ holds, mustBeDated, mustHaveDays, isMoreAsked }: Asked): GlanceTest {
  const less = holds ? (spanOf(holds.earliestEnd) << HI_AT) | (LAST_SPAN - spanOf(holds.latestStart)) : 0;
  const asked = holds ? LO_IN | HI_IN : 0;
  return {
    less,
    mask: asked | (mustBeDated ? DATED : 0),
    // Where more is asked, more is taken than any span has.
    sureLess: isMoreAsked ? ((LAST_SPAN + 1) << HI_AT) | (LAST_SPAN + 1) : less + (1 << HI_AT) + 1,
    sureMask: isMoreAsked ? LO_IN | HI_IN : asked,
    daysMask: mustHaveDays ? -1 : 0,
  };
}

/**
 * 1 where a tie may pass, else 0: by arithmetic alone. A processor goes on to the next ties while it waits for the memory of
 * this one, unless it must first know which way to go.
 */
export function mayPass(glance: number, { less, mask }: GlanceTest): number {
  return ((~(glance - less) & mask) - 1) >>> 31;
}

/** 1 where a glance does not tell whether a tie that may pass does, else 0. */
export function isUnsure(glance: number, { sureLess, sureMask, daysMask }: GlanceTest): number {
  const hi = (glance >>> HI_AT) & LAST_SPAN;
  const loFromLast = glance & LAST_SPAN;
  const daysEnd = (hi + loFromLast - LAST_SPAN - 1) & daysMask;
  return ((daysEnd | -(~(glance - sureLess) & sureMask)) >>> 31) & 1;
}
