import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { type Column, type Days, EDGE_COLUMNS, edgeLabel, isSymmetric, mayHold, NODE_COLUMNS } from '../columns.ts';
import type { ExportFormat } from '../format.ts';
import type { Edge, Snapshot } from '../snapshot.ts';
import { escapeXml, xmlAttributes } from '../xml.ts';

/**
 * GEXF 1.3 (https://gexf.net/schema.html) with spells, for Gephi and Gephi Lite. The spell of a tie or actor covers the days
 * on which it may hold, and is open where no date is known. The recorded dates and the certain days are attributes.
 */
export const GEXF: ExportFormat = {
  name: 'gexf',
  mediaType: 'application/gexf+xml',
  summary: 'GEXF 1.3 with times, for Gephi and Gephi Lite',
  files: [{ name: 'graph', write }],
};

async function* write(snapshot: Snapshot): AsyncGenerator<string, void> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>Allegiance</creator><description>Revision ${snapshot.revision}</description></meta>
<graph mode="dynamic" defaultedgetype="directed" timerepresentation="interval" timeformat="date">
${declared('node', NODE_COLUMNS)}${declared('edge', EDGE_COLUMNS)}<nodes>
`;
  for await (const nodes of snapshot.nodes()) yield nodes.map(nodeElement).join('');
  yield '</nodes>\n<edges>\n';
  for await (const edges of snapshot.edges()) yield edges.map(edgeElement).join('');
  yield '</edges>\n</graph>\n</gexf>\n';
}

function declared<T>(of: 'node' | 'edge', columns: readonly Column<T>[]): string {
  const declarations = columns.map(({ name, type }) => `<attribute${xmlAttributes({ id: name, title: name, type })}/>\n`);
  return `<attributes class="${of}" mode="static">\n${declarations.join('')}</attributes>\n`;
}

function nodeElement(node: NamedEntity): string {
  const days = mayHold({ lo: node.activeLo, hi: node.activeHi });
  return `<node${xmlAttributes({ id: node.id, label: node.name })}>${values(NODE_COLUMNS, node)}${spells(days)}</node>\n`;
}

function edgeElement(edge: Edge): string {
  const { id, from, to, type } = edge.tie;
  const own = {
    id,
    source: from,
    target: to,
    kind: type,
    label: edgeLabel(edge),
    type: isSymmetric(edge) ? 'undirected' : null,
    weight: edge.tie.confidence,
  };
  return `<edge${xmlAttributes(own)}>${values(EDGE_COLUMNS, edge)}${spells(mayHold(edge.tie))}</edge>\n`;
}

function values<T>(columns: readonly Column<T>[], item: T): string {
  const cells = columns.map(({ name, of }) => {
    const cell = of(item);
    return cell === null ? '' : `<attvalue for="${name}" value="${escapeXml(cell)}"/>`;
  });
  return `<attvalues>${cells.join('')}</attvalues>`;
}

/** No spell where no date is known: GEXF then shows the element at all times. */
function spells({ from, until }: Days): string {
  return from === null && until === null ? '' : `<spells><spell${xmlAttributes({ start: from, end: until })}/></spells>`;
}
