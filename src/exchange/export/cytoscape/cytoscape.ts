import type { Cell, Column } from '../../../model/text/column.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { EDGE_COLUMNS, edgeLabel, isSymmetric, NODE_COLUMNS } from '../columns.ts';
import type { ExportFormat } from '../format.ts';
import type { Edge, Snapshot } from '../snapshot.ts';

/** Cytoscape.js JSON (`.cyjs`), which Cytoscape and Cytoscape.js read. */
export const CYTOSCAPE: ExportFormat = {
  name: 'cyjs',
  mediaType: 'application/json',
  summary: 'Cytoscape JSON, for Cytoscape and Cytoscape.js',
  lacks: ['events', 'evidence', 'denied', 'merged', 'documents'],
  files: [{ name: 'graph', write }],
};

async function* write(snapshot: Snapshot): AsyncGenerator<string, void> {
  const data = JSON.stringify({ name: 'Allegiance', revision: snapshot.revision });
  yield `{"format_version":"1.0","generated_by":"Allegiance","target_cytoscapejs_version":"~3","data":${data},"elements":{"nodes":[`;
  yield* jsonItems(snapshot.nodes(), nodeElement);
  yield '],"edges":[';
  yield* jsonItems(snapshot.edges(), edgeElement);
  yield ']}}\n';
}

async function* jsonItems<T>(batches: AsyncIterable<readonly T[]>, element: (item: T) => object): AsyncGenerator<string, void> {
  let before = '\n';
  for await (const items of batches) {
    if (items.length === 0) continue;
    yield before + items.map((item) => JSON.stringify(element(item))).join(',\n');
    before = ',\n';
  }
}

function nodeElement(node: NamedEntity): object {
  return { data: { id: node.id, name: node.name, label: node.name, ...cells(NODE_COLUMNS, node) } };
}

function edgeElement(edge: Edge): object {
  const { id, from, to, type } = edge.tie;
  const label = edgeLabel(edge);
  return {
    data: {
      id,
      source: from,
      target: to,
      interaction: type,
      name: label,
      label,
      directed: !isSymmetric(edge),
      ...cells(EDGE_COLUMNS, edge),
    },
  };
}

function cells<T>(columns: readonly Column<T>[], item: T): Readonly<Record<string, Cell>> {
  return Object.fromEntries(columns.map(({ name, of }) => [name, of(item)] as const).filter(([, cell]) => cell !== null));
}
