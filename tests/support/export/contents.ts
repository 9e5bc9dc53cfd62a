import type { Engine, Row } from '../../../src/engine/engine.ts';
import { canonical } from '../engine/digest.ts';

/** Properties of the time and revision of writing, which differ after an import. */
const OF_ENTRY = new Set(['recordedAt', 'revision', 'mergedAt']);
/** Labels of nodes that record writes, or wait to be written, and are not part of the graph. */
const OF_WRITING = ['Revision', 'ChangeSet', 'Change', 'Counter', 'Migration', 'Retracted', 'Draft'];

/** The content of a graph, read without the code under test: labels, ends and properties, in a fixed order. */
export async function contents(engine: Engine): Promise<string[]> {
  const nodes = await engine.read({ name: 'test.nodes', text: 'MATCH (n) RETURN labels(n), properties(n)' });
  const ties = await engine.read({ name: 'test.ties', text: 'MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)' });
  const inGraph = nodes.filter(([labels]) => !OF_WRITING.includes((labels as string[])[0]!));
  const live = new Set([...inGraph.map(([, node]) => idOf(node)), ...ties.map(([, , , tie]) => idOf(tie))]);
  return [
    ...inGraph.filter((row) => isLive(row, live)).map(([labels, node]) => [[...(labels as string[])].sort(), withoutEntryTimes(node)]),
    ...ties.map(tieLine),
  ]
    .map(canonical)
    .sort();
}

function tieLine([type, from, to, tie]: Row): unknown {
  return [type, from, to, withoutEntryTimes(tie)];
}

/** Evidence about a retracted tie stays in the store, but is not part of the graph. */
function isLive([labels, node]: Row, live: ReadonlySet<unknown>): boolean {
  const [label] = labels as string[];
  return label !== 'Evidence' || live.has((node as { about: string }).about);
}

function idOf(record: unknown): unknown {
  return (record as { id?: unknown }).id;
}

function withoutEntryTimes(record: unknown): unknown {
  return Object.fromEntries(Object.entries(record as object).filter(([name, value]) => !OF_ENTRY.has(name) && value !== null));
}
