import { type Bounds, UNKNOWN_CHI, UNKNOWN_CLO } from '../../model/interval.ts';

/**
 * When several ties all hold; null where they cannot.
 *
 * They may hold together on the days common to all. They surely do, under every reading, where each pair surely overlaps:
 * clo of the one is not after chi of the other (Helly's theorem in one dimension: intervals that overlap pairwise have a
 * common day). A tie is not compared with itself: an act on an unknown day has clo after chi, and yet surely lies within
 * any tie that lasts from chi to clo.
 */
export function validityOf(ties: readonly Bounds[]): Bounds | null {
  const lo = Math.max(...ties.map((tie) => tie.lo));
  const hi = Math.min(...ties.map((tie) => tie.hi));
  if (lo > hi) return null;
  const sure = ties.every((one) => ties.every((other) => one === other || one.clo <= other.chi));
  if (!sure) return { lo, hi, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI };
  return { lo, hi, clo: Math.max(...ties.map((tie) => tie.clo)), chi: Math.min(...ties.map((tie) => tie.chi)) };
}
