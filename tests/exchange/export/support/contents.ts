import type { Engine, Row } from '../../../../src/engine/engine.ts';
import { canonical } from '../../../engine/support/digest.ts';

/** When and by which revision something was written, which is the import's own. */
const OF_ENTRY = new Set(['recordedAt', 'revision', 'mergedAt']);
/** What tells of writing, not of the graph. */
const OF_WRITING = ['Revision', 'ChangeSet', 'Change', 'Counter', 'Migration', 'Retracted'];

/** All that a graph says, read past the code under test: labels, ends and properties, in one fixed order. */
export async function contents(engine: Engine): Promise<string[]> {
  const nodes = await engine.read({ name: 'test.nodes', text: 'MATCH (n) RETURN labels(n), properties(n)' });
  const ties = await engine.read({ name: 'test.ties', text: 'MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)' });
  const live = new Set([...nodes.map(([, node]) => idOf(node)), ...ties.map(([, , , tie]) => idOf(tie))]);
  return [
    ...nodes.filter((row) => isLive(row, live)).map(([labels, node]) => [[...(labels as string[])].sort(), told(node)]),
    ...ties.map(tieLine),
  ]
    .map(canonical)
    .sort();
}

function tieLine([type, from, to, tie]: Row): unknown {
  return [type, from, to, told(tie)];
}

/** The passages about a retracted tie stay in the store, and belong to no graph. */
function isLive([labels, node]: Row, live: ReadonlySet<unknown>): boolean {
  const [label] = labels as string[];
  if (OF_WRITING.includes(label!)) return false;
  return label !== 'Evidence' || live.has((node as { about: string }).about);
}

function idOf(record: unknown): unknown {
  return (record as { id?: unknown }).id;
}

function told(record: unknown): unknown {
  return Object.fromEntries(Object.entries(record as object).filter(([name, value]) => !OF_ENTRY.has(name) && value !== null));
}
