import { entityId } from '../../../src/store/mintId.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';

/** Slugs of generated actors: `actor-0`, `actor-1` … */
export const slugOf = (n: number): string => `actor-${n}`;
export const idOf = (n: number): string => entityId(slugOf(n));

export function actors(first: number, count: number): BatchRows {
  return { actors: Array.from({ length: count }, (_, i) => ({ slug: slugOf(first + i), kind: 'STATE', name: `Actor ${first + i}` })) };
}

export function tie(from: number, to: number, rest: Record<string, unknown> = {}): BatchRows {
  return { relationships: [{ type: 'BACKS', from: slugOf(from), to: slugOf(to), ...rest }] };
}
