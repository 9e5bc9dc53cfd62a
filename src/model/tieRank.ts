import { type Bounds, certaintyIn, certaintyRank, UNKNOWN_HI, type Window } from './interval.ts';

const MAX_CLASS = 2;
const CONFIDENCES = 10_000;
const DAYS = UNKNOWN_HI + 2;

/**
 * The place of a tie among others, as one number, the best first: the more certain in the window that is asked about (CERTAIN and
 * THROUGHOUT alike, then LIKELY, then POSSIBLE; without a window all are alike), then the more confident, then the later attested.
 * Ties with the same rank are in the order of their ids.
 */
export function tieRank(bounds: Bounds, confidence: number, window: Window | null, lastingDays: number | null): number {
  const unsure = MAX_CLASS - certaintyRank(certaintyIn(bounds, window, lastingDays));
  const doubt = CONFIDENCES - Math.round(confidence * CONFIDENCES);
  return (unsure * (CONFIDENCES + 1) + doubt) * DAYS + (UNKNOWN_HI - bounds.chi);
}
