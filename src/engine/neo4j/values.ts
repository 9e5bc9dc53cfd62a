import neo4j from 'neo4j-driver';
import type { Value } from '../engine.ts';

/** The driver sends JavaScript numbers as floats: whole numbers are converted to integers here. */
export function toBolt(value: Value): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(toBolt);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toBolt(inner)]));
  }
  return value;
}
