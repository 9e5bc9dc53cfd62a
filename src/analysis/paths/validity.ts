import { type Bounds, UNKNOWN_CHI, UNKNOWN_CLO } from '../../model/interval.ts';

/**
 * When all of several ties hold, null where they never may.
 *
 * They may on the days common to all. They surely do, under every reading, where each pair surely meets: clo of the one is
 * not after chi of the other (intervals of which each two meet have a day in common). A tie is not held against itself, for
 * an act on an unknown day has clo after chi, and yet lies surely within any tie that lasts from chi to clo.
 */
export function validityOf(ties: readonly Bounds[]): Bounds | null {
  const lo = Math.max(...ties.map((tie) => tie.lo));
  const hi = Math.min(...ties.map((tie) => tie.hi));
  if (lo > hi) return null;
  const sure = ties.every((one) => ties.every((other) => one === other || one.clo <= other.chi));
  if (!sure) return { lo, hi, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI };
  return { lo, hi, clo: Math.max(...ties.map((tie) => tie.clo)), chi: Math.min(...ties.map((tie) => tie.chi)) };
}
