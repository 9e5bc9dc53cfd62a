import type { Column } from '../../../model/text/column.ts';
import { escapeXml, xmlAttributes } from '../../../model/text/xml.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { EDGE_COLUMNS, edgeLabel, NODE_COLUMNS } from '../columns.ts';
import type { ExportFormat } from '../format.ts';
import type { Edge, Snapshot } from '../snapshot.ts';

/**
 * GraphML (http://graphml.graphdrawing.org), for yEd, NetworkX, igraph and others. All edges are directed, since NetworkX
 * rejects a graph of directed and undirected edges; symmetric ones have the attribute `symmetric`.
 */
export const GRAPHML: ExportFormat = {
  name: 'graphml',
  mediaType: 'application/graphml+xml',
  summary: 'GraphML, for yEd, NetworkX, igraph and others',
  lacks: ['events', 'evidence', 'denied', 'merged', 'documents'],
  files: [{ name: 'graph', write }],
};

const TYPES = { string: 'string', integer: 'int', double: 'double', boolean: 'boolean' } as const;

const NODES: readonly Column<NamedEntity>[] = [{ name: 'label', type: 'string', of: (node) => node.name }, ...NODE_COLUMNS];
const EDGES: readonly Column<Edge>[] = [
  { name: 'label', type: 'string', of: edgeLabel },
  { name: 'weight', type: 'double', of: ({ tie }) => tie.confidence },
  ...EDGE_COLUMNS,
];

async function* write(snapshot: Snapshot): AsyncGenerator<string, void> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${declared('node', NODES)}${declared('edge', EDGES)}<graph id="revision-${snapshot.revision}" edgedefault="directed">
`;
  for await (const nodes of snapshot.nodes()) yield nodes.map(nodeElement).join('');
  for await (const edges of snapshot.edges()) yield edges.map(edgeElement).join('');
  yield '</graph>\n</graphml>\n';
}

/** Ids of keys begin with `n_` for nodes and with `e_` for edges, since they must be unique in a file. */
function declared<T>(of: 'node' | 'edge', columns: readonly Column<T>[]): string {
  return columns
    .map(({ name, type }) => `<key${xmlAttributes({ id: `${of[0]}_${name}`, for: of, 'attr.name': name, 'attr.type': TYPES[type] })}/>\n`)
    .join('');
}

function nodeElement(node: NamedEntity): string {
  return `<node${xmlAttributes({ id: node.id })}>${data('n', NODES, node)}</node>\n`;
}

function edgeElement(edge: Edge): string {
  const { id, from, to } = edge.tie;
  return `<edge${xmlAttributes({ id, source: from, target: to })}>${data('e', EDGES, edge)}</edge>\n`;
}

function data<T>(letter: string, columns: readonly Column<T>[], item: T): string {
  return columns
    .map(({ name, of }) => {
      const cell = of(item);
      return cell === null ? '' : `<data key="${letter}_${name}">${escapeXml(cell)}</data>`;
    })
    .join('');
}
