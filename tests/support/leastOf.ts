/**
 * The least of so many measurements, and no more of them than it takes to come below the limit: others share this machine,
 * and can only make it slower.
 */
export async function leastOf(times: number, limit: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times && least >= limit; n++) least = Math.min(least, await measure());
  return least;
}
