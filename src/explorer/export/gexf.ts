import { GEXF_EDGES, GEXF_END, type GexfElements, gexfElement, gexfHead } from '../../model/text/gexf.ts';
import { xmlAttributes } from '../../model/text/xml.ts';
import type { DrawnEntity, DrawnTie, Scene } from '../canvas/scene.ts';
import type { Graph, GraphEntity, GraphTie } from '../graph/graph.ts';

type Node = DrawnEntity & Pick<GraphEntity, 'name' | 'kind'>;
type Edge = DrawnTie & Pick<GraphTie, 'type' | 'sign' | 'status' | 'validity' | 'confidence'>;

const NODES: GexfElements<Node> = {
  name: 'node',
  columns: [{ name: 'kind', type: 'string', of: ({ kind }) => kind }],
  attributes: ({ slug, name }) => ({ id: slug, label: name }),
  content: ({ position: { x, y }, size, colour }) =>
    `<viz:position${xmlAttributes({ x, y })}/><viz:size value="${size.toFixed(2)}"/><viz:color${xmlAttributes({ hex: colour })}/>`,
};

const EDGES: GexfElements<Edge> = {
  name: 'edge',
  columns: [
    { name: 'type', type: 'string', of: ({ type }) => type },
    { name: 'sign', type: 'string', of: ({ sign }) => sign },
    { name: 'status', type: 'string', of: ({ status }) => status },
    { name: 'start', type: 'string', of: ({ validity }) => validity.start },
    { name: 'end', type: 'string', of: ({ validity }) => validity.end },
    { name: 'certainty', type: 'string', of: ({ certainty }) => certainty },
    { name: 'confidence', type: 'double', of: ({ confidence }) => confidence },
  ],
  attributes: ({ id, from, to, arrow, type }) => ({ id, source: from, target: to, type: arrow ? 'directed' : 'undirected', label: type }),
  content: ({ width, colour }) => `<viz:color${xmlAttributes({ hex: colour })}/><viz:thickness value="${width.toFixed(2)}"/>`,
};

/** What is visible as GEXF, with positions, colours and sizes as drawn. */
export function gexfOf({ entities, ties }: Scene, graph: Graph): string {
  const shown = new Set(entities.map(({ slug }) => slug));
  const nodes = entities.map((drawn) => gexfElement(NODES, { ...graph.entities.get(drawn.slug)!, ...drawn }));
  const edges = ties
    .filter(({ from, to }) => shown.has(from) && shown.has(to))
    .map((drawn) => gexfElement(EDGES, { ...graph.ties.get(drawn.id)!, ...drawn }));
  const head = gexfHead('As drawn by the explorer', { mode: 'static', defaultedgetype: 'directed' }, NODES, EDGES);
  return [head, ...nodes, GEXF_EDGES, ...edges, GEXF_END].join('');
}
