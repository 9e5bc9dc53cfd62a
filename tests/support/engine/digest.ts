import type { Cypher } from '../../../src/engine/cypher.ts';
import type { Row } from '../../../src/engine/engine.ts';

/** Runs statements: an engine's `read`, or a transaction. */
export type Run = (statement: Cypher) => Promise<Row[]>;

const NODES: Cypher = { name: 'test.nodes', text: 'MATCH (n) RETURN labels(n), properties(n)' };
const TIES: Cypher = { name: 'test.ties', text: 'MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)' };

/** The whole contents of a store as sorted lines of text, equal for equal graphs: labels, ends and properties. */
export async function digest(run: Run): Promise<string[]> {
  const nodes = await run(NODES);
  const ties = await run(TIES);
  return [...nodes.map(([labels, properties]) => canonical([[...(labels as string[])].sort(), properties])), ...ties.map(canonical)].sort();
}

/** Canonical JSON: the keys of every map are sorted, so that equal values give equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
