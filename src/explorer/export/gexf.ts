import {
  type Directions,
  directionsOf,
  GEXF_EDGES,
  GEXF_END,
  type GexfElements,
  gexfEdgeType,
  gexfElement,
  gexfHead,
} from '../../model/text/gexf.ts';
import { type XmlAttributes, xmlAttributes } from '../../model/text/xml.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import type { ShownTie } from '../canvas/lines.ts';
import type { DrawnEntity, Scene } from '../canvas/scene.ts';
import type { Graph, GraphEntity, GraphTie } from '../graph/graph.ts';
import type { Palette } from '../theme/palette.ts';

type Node = DrawnEntity & Pick<GraphEntity, 'name' | 'kind'>;
type Edge = GraphTie & Pick<ShownTie, 'certainty'> & { readonly colour: string; readonly symmetric: boolean };

const NODES: GexfElements<Node> = {
  name: 'node',
  columns: [{ name: 'kind', type: 'string', of: ({ kind }) => kind }],
  attributes: ({ slug, name }) => ({ id: slug, label: name }),
  content: ({ position: { x, y }, size, colour }) =>
    `<viz:position${xmlAttributes({ x, y })}/><viz:size value="${size.toFixed(2)}"/><viz:color${xmlAttributes(colourOf(colour))}/>`,
};

const edgesOf = (directions: Directions): GexfElements<Edge> => ({
  name: 'edge',
  columns: [
    { name: 'relationship', type: 'string', of: ({ type }) => type },
    { name: 'sign', type: 'string', of: ({ sign }) => sign },
    { name: 'status', type: 'string', of: ({ status }) => status },
    { name: 'start', type: 'string', of: ({ validity }) => validity.start },
    { name: 'end', type: 'string', of: ({ validity }) => validity.end },
    { name: 'certainty', type: 'string', of: ({ certainty }) => certainty },
    { name: 'confidence', type: 'double', of: ({ confidence }) => confidence },
  ],
  attributes: ({ id, from, to, symmetric, type, confidence }) => ({
    id,
    source: from.slug,
    target: to.slug,
    kind: type,
    type: gexfEdgeType(directions, symmetric),
    label: type,
    weight: confidence,
  }),
  content: ({ colour }) => `<viz:color${xmlAttributes(colourOf(colour))}/>`,
});

/** What is visible as GEXF, with positions, colours and sizes as drawn. */
export function gexfOf({ entities, ties }: Scene, graph: Graph, palette: Palette): string {
  const shown = new Set(entities.map(({ slug }) => slug));
  const nodes = entities.map((drawn) => gexfElement(NODES, { ...graph.entities.get(drawn.slug)!, ...drawn }));
  const drawn = ties
    .filter(({ tie: { from, to } }) => shown.has(from.slug) && shown.has(to.slug))
    .map(({ tie, certainty }) => ({ ...tie, certainty, colour: palette.signs[tie.sign], symmetric: vocabularyOf(tie.type).symmetric }));
  const directions = directionsOf(
    drawn.some(({ symmetric }) => !symmetric),
    drawn.some(({ symmetric }) => symmetric),
  );
  const elements = edgesOf(directions);
  const edges = drawn.map((tie) => gexfElement(elements, tie));
  const head = gexfHead('As drawn by the explorer', directions, { mode: 'static' }, NODES, elements);
  return [head, ...nodes, GEXF_EDGES, ...edges, GEXF_END].join('');
}

/** A colour such as `#1a2b3c`, and its parts, since NetworkX reads only these. */
function colourOf(hex: string): XmlAttributes {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return { hex, r: part(1), g: part(3), b: part(5) };
}
