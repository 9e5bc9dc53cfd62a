const OBJECT_BYTES = 48;
const FIELD_BYTES = 8;

/** Estimates how many bytes a plain value takes in memory. Parts that several values share are counted for each. */
export function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return OBJECT_BYTES / 2 + value.length;
  if (value === null || typeof value !== 'object') return 0;
  let bytes = OBJECT_BYTES;
  for (const field of Array.isArray(value) ? value : Object.values(value)) bytes += FIELD_BYTES + estimateBytes(field);
  return bytes;
}
