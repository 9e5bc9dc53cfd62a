import {
  type Directions,
  directionsOf,
  GEXF_EDGES,
  GEXF_END,
  type GexfElements,
  gexfEdgeType,
  gexfElement,
  gexfHead,
} from '../../../model/text/gexf.ts';
import { xmlAttributes } from '../../../model/text/xml.ts';
import { vocabularyOf } from '../../../model/vocabulary.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { type Days, EDGE_COLUMNS, edgeLabel, isSymmetric, mayHold, NODE_COLUMNS } from '../columns.ts';
import type { ExportFormat } from '../format.ts';
import type { ExportOptions } from '../options.ts';
import type { Edge, Snapshot } from '../snapshot.ts';

/**
 * GEXF with spells, for Gephi and Gephi Lite. The spell of a tie or actor covers the days
 * on which it may hold, and is open where no date is known. The recorded dates and the certain days are attributes.
 */
export const GEXF: ExportFormat = {
  name: 'gexf',
  mediaType: 'application/gexf+xml',
  summary: 'GEXF 1.3 with times, for Gephi and Gephi Lite',
  lacks: ['events', 'evidence', 'denied', 'merged', 'documents'],
  files: [{ name: 'graph', write }],
};

const NODES: GexfElements<NamedEntity> = {
  name: 'node',
  columns: NODE_COLUMNS,
  attributes: ({ id, name }) => ({ id, label: name }),
  content: ({ activeLo, activeHi }) => spells(mayHold({ lo: activeLo, hi: activeHi })),
};

const edgesOf = (directions: Directions): GexfElements<Edge> => ({
  name: 'edge',
  columns: EDGE_COLUMNS,
  attributes: (edge) => ({
    id: edge.tie.id,
    source: edge.tie.from,
    target: edge.tie.to,
    kind: edge.tie.type,
    label: edgeLabel(edge),
    type: gexfEdgeType(directions, isSymmetric(edge)),
    weight: edge.tie.confidence,
  }),
  content: ({ tie }) => spells(mayHold(tie)),
});

async function* write(snapshot: Snapshot, { directed }: ExportOptions): AsyncGenerator<string, void> {
  const directions = directed ? 'directed' : directionsIn(snapshot);
  const edges = edgesOf(directions);
  const graph = { mode: 'dynamic', timerepresentation: 'interval', timeformat: 'date' };
  yield gexfHead(`Revision ${snapshot.revision}`, directions, graph, NODES, edges);
  for await (const batch of snapshot.nodes()) yield batch.map((node) => gexfElement(NODES, node)).join('');
  yield GEXF_EDGES;
  for await (const batch of snapshot.edges()) yield batch.map((edge) => gexfElement(edges, edge)).join('');
  yield GEXF_END;
}

function directionsIn(snapshot: Snapshot): Directions {
  const types = [...snapshot.types()].map(vocabularyOf);
  return directionsOf(
    types.some(({ symmetric }) => !symmetric),
    types.some(({ symmetric }) => symmetric),
  );
}

/** No spell where no date is known: GEXF then shows the element at all times. */
function spells({ from, until }: Days): string {
  return from === null && until === null ? '' : `<spells><spell${xmlAttributes({ start: from, end: until })}/></spells>`;
}
