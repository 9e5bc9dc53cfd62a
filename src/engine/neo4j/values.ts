import neo4j from 'neo4j-driver';
import type { Value } from '../engine.ts';

/** JavaScript numbers travel to Neo4j as floats: whole ones are sent as its integers instead. */
export function toBolt(value: Value): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(toBolt);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toBolt(inner)]));
  }
  return value;
}
