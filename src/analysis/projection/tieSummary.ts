import { isUndated } from '../../model/interval.ts';
import { boundsIn, typeStatusIn } from './buffers.ts';

/**
 * A packed summary of a tie in one number, stored beside its target: its type and status, whether it has a date, and the
 * buckets of days of `lo` and `hi`. It decides for most ties whether they may hold on a day, without reading their facts;
 * where a day of the filter falls into the same bucket, the facts decide. (A lossy filter before the exact test, as in the
 * vector approximation file: R. Weber, H.-J. Schek, S. Blott, A quantitative analysis … of similarity-search methods, 1998.)
 *
 * There are 1,024 buckets of 64 days, from 1870 to 2049; earlier and later days are in the first and the last. From the lowest
 * bit: ten bits for the bucket of `lo`, counted back from the last one, and a guard bit; ten bits for the bucket of `hi`, and
 * a guard bit; a bit for a date; type and status. With the guard bits one subtraction compares both buckets (SWAR; L. Lamport,
 * Multiple byte processing with full-word instructions, 1975): a guard bit stays set where its bucket is not below
 * that of the filter.
 */
const FIRST_DAY = 683_000;
const DAY_BITS = 6;
const LAST_BUCKET = 1023;
const LO_GUARD = 1 << 10;
const HI_AT = 11;
const HI_GUARD = 1 << 21;
const DATED = 1 << 22;
const TYPE_AT = 23;

/** The summary of a tie whose facts are written. */
export function summaryOfTie(facts: Int32Array, tie: number): number {
  const bounds = boundsIn(facts, tie);
  const days = (bucketOf(bounds.hi) << HI_AT) | (LAST_BUCKET - bucketOf(bounds.lo));
  return (typeStatusIn(facts, tie) << TYPE_AT) | (isUndated(bounds) ? 0 : DATED) | HI_GUARD | LO_GUARD | days;
}

export const typeStatusOf = (summary: number): number => summary >>> TYPE_AT;

function bucketOf(day: number): number {
  return Math.min(Math.max(0, (day - FIRST_DAY) >> DAY_BITS), LAST_BUCKET);
}

/** A filter compiled for summaries. */
export interface SummaryTest {
  /** Subtracted from a summary, leaves all bits of `mask` set where the tie may pass. */
  readonly subtrahend: number;
  readonly mask: number;
  /** The same with `sureMask`, where it surely passes. */
  readonly sureSubtrahend: number;
  readonly sureMask: number;
  /** -1 where its days must not end before they begin, else 0. */
  readonly daysMask: number;
}

/**
 * `holds`: it may begin on or before `latestStart`, and end on or after `earliestEnd`; null for no restriction. `needsFacts`: the
 * filter also restricts what only the facts hold.
 */
export function summaryTest(
  holds: { readonly latestStart: number; readonly earliestEnd: number } | null,
  mustBeDated: boolean,
  mustHaveDays: boolean,
  needsFacts: boolean,
): SummaryTest {
  const subtrahend = holds ? (bucketOf(holds.earliestEnd) << HI_AT) | (LAST_BUCKET - bucketOf(holds.latestStart)) : 0;
  const guards = holds ? LO_GUARD | HI_GUARD : 0;
  return {
    subtrahend,
    mask: guards | (mustBeDated ? DATED : 0),
    // Above any bucket, so that no summary is conclusive.
    sureSubtrahend: needsFacts ? ((LAST_BUCKET + 1) << HI_AT) | (LAST_BUCKET + 1) : subtrahend + (1 << HI_AT) + 1,
    sureMask: needsFacts ? LO_GUARD | HI_GUARD : guards,
    daysMask: mustHaveDays ? -1 : 0,
  };
}

/**
 * 1 where a tie may pass, else 0. Branch-free: the processor continues with the next ties while it waits for memory, which
 * a mispredicted branch would prevent.
 */
export function mayPass(summary: number, { subtrahend, mask }: SummaryTest): number {
  return ((~(summary - subtrahend) & mask) - 1) >>> 31;
}

/** 1 where the summary does not decide whether a tie that may pass does, else 0. */
export function isInconclusive(summary: number, { sureSubtrahend, sureMask, daysMask }: SummaryTest): number {
  const hi = (summary >>> HI_AT) & LAST_BUCKET;
  const loFromLast = summary & LAST_BUCKET;
  const daysEnd = (hi + loFromLast - LAST_BUCKET - 1) & daysMask;
  return ((daysEnd | -(~(summary - sureSubtrahend) & sureMask)) >>> 31) & 1;
}
