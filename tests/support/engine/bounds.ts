import type { Cypher } from '../../../src/engine/cypher.ts';
import { MIGRATIONS } from '../../../src/engine/migrations.ts';

const UNIQUE = new Set(
  MIGRATIONS.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'unique' ? [`${step.label}.${step.property}`] : [])),
);

/**
 * A read is bounded if its result cannot grow with the graph: it has a LIMIT, or returns totals only, or each MATCH finds at most
 * one node or tie for each item of a list parameter: a node by a unique property, or a tie by its id, a key of a map, between two such nodes.
 */
export function isBounded({ text }: Cypher): boolean {
  return /\bLIMIT\b/.test(text) || returnsTotals(text) || matchesByKey(text);
}

/** Aggregates the whole graph, or in a subquery for each item of a list: one row follows. */
function returnsTotals(text: string): boolean {
  return text
    .split(/\b(?:RETURN|WITH)\b/)
    .slice(1)
    .some(isTotals);
}

function isTotals(returned: string): boolean {
  const columns = returned.split(/\}|\bRETURN\b/)[0]!.split(/,(?![^(]*\))/);
  return columns.every((column) => /^\s*(?:count|sum|coalesce\(sum)\(/.test(column));
}

function matchesByKey(text: string): boolean {
  const matches = text.split(/\bMATCH\b/).slice(1);
  return (
    matches.length > 0 && matches.every((match) => isUniqueNode(match) || /^[^\n]*-\[r[^\n]*WHERE row\.ties\[r\.id\] = true/.test(match))
  );
}

function isUniqueNode(match: string): boolean {
  const [, label, property] = /^\s*\(\w*:(\w+) \{(\w+):/.exec(match) ?? [];
  return label !== undefined && UNIQUE.has(`${label}.${property}`) && !/^\s*\([^)]*\)\s*<?-/.test(match);
}
