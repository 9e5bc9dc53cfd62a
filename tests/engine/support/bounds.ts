import type { Cypher } from '../../../src/engine/cypher.ts';
import { MIGRATIONS } from '../../../src/engine/migrations.ts';

const UNIQUE = new Set(
  MIGRATIONS.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'unique' ? [`${step.label}.${step.property}`] : [])),
);

/**
 * A read is bounded when what it returns cannot grow with the graph: it has a LIMIT, or it returns totals only, or each
 * MATCH finds at most one thing for each item of a list that came as a parameter: a node by a unique property, a tie by
 * its id from a node found so.
 */
export function isBounded({ text }: Cypher): boolean {
  return /\bLIMIT\b/.test(text) || returnsTotals(text) || matchesByKey(text);
}

/** Of the whole graph, or in a subquery of each item of a list: what comes after it is one row. */
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
  return matches.length > 0 && matches.every((match) => isUniqueNode(match) || /^[^\n]*-\[r[^\n]*WHERE r\.id = row\.id/.test(match));
}

function isUniqueNode(match: string): boolean {
  const [, label, property] = /^\s*\(\w*:(\w+) \{(\w+):/.exec(match) ?? [];
  return label !== undefined && UNIQUE.has(`${label}.${property}`) && !/^\s*\([^)]*\)\s*<?-/.test(match);
}
