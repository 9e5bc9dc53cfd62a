/**
 * The minimum of up to `times` measurements. It stops at the first below the limit: other processes on the machine can only
 * make a measurement slower.
 */
export async function leastOf(times: number, limit: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times && least >= limit; n++) least = Math.min(least, await measure());
  return least;
}
