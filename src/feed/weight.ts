const OBJECT = 48;
const FIELD = 8;

/** Estimates how many bytes a plain value takes in memory. Parts that several values share are counted for each. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return OBJECT / 2 + value.length;
  if (value === null || typeof value !== 'object') return 0;
  let weight = OBJECT;
  for (const field of Array.isArray(value) ? value : Object.values(value)) weight += FIELD + weightOf(field);
  return weight;
}
