/**
 * The minimum of up to `times` measurements. It stops at the first below the limit: other processes on the machine can only
 * make a measurement slower.
 */
export async function minimumOf(times: number, limit: number, measure: () => Promise<number>): Promise<number> {
  let minimum = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times && minimum >= limit; n++) minimum = Math.min(minimum, await measure());
  return minimum;
}
