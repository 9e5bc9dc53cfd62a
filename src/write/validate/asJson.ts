import { PartialDate } from '../../model/date.ts';
import type { BatchRows } from './validate.ts';

/**
 * Unchecked rows as JSON; null where JSON would hold other rows than these. It has no infinite numbers, for instance: `1e999` would
 * become null, which clears a field.
 */
export function asJson(rows: BatchRows): string | null {
  return isSame(rows) ? JSON.stringify(rows) : null;
}

function isSame(value: unknown): boolean {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      if (value === null || value instanceof PartialDate) return true;
      if (Array.isArray(value)) return value.every((item) => item !== undefined && isSame(item));
      return !('toJSON' in value) && Object.values(value).every(isSame);
    // A field that is undefined is one that is left out.
    default:
      return ['string', 'boolean', 'undefined'].includes(typeof value);
  }
}
