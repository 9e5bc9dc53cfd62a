import type { Column } from './column.ts';
import { escapeXml, type XmlAttributes, xmlAttributes } from './xml.ts';

/** How the nodes or the edges of a GEXF file are written. */
export interface GexfElements<T> {
  readonly name: 'node' | 'edge';
  /** Values declared at the head of the file. */
  readonly columns: readonly Column<T>[];
  /** Attributes of the element itself: id, label, the ends of an edge. */
  readonly attributes: (item: T) => XmlAttributes;
  /** XML after the values: spells, or what `viz` says. */
  readonly content: (item: T) => string;
}

/** Which kinds of edges a file has. Gephi drops edges of another type than a default, so a mixed graph states none. */
export type Directions = 'directed' | 'undirected' | 'mixed';

/** The directions of edges of which some, or none, are symmetric. */
export function directionsOf(hasDirected: boolean, hasSymmetric: boolean): Directions {
  if (!hasSymmetric) return 'directed';
  return hasDirected ? 'mixed' : 'undirected';
}

/** The attribute `type` of an edge. */
export function gexfEdgeType(directions: Directions, isSymmetric: boolean): Directions {
  if (directions !== 'mixed') return directions;
  return isSymmetric ? 'undirected' : 'directed';
}

/** A GEXF 1.3 file (https://gexf.net/schema.html) up to its nodes. Then come `gexfElement` of each node, GEXF_EDGES, edges, GEXF_END. */
export function gexfHead(
  description: string,
  directions: Directions,
  attributes: XmlAttributes,
  nodes: Pick<GexfElements<never>, 'name' | 'columns'>,
  edges: Pick<GexfElements<never>, 'name' | 'columns'>,
): string {
  const graph = { ...attributes, defaultedgetype: directions === 'mixed' ? null : directions };
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>Allegiance</creator><description>${escapeXml(description)}</description></meta>
<graph${xmlAttributes(graph)}>
${[nodes, edges].map(declared).join('')}<nodes>
`;
}

export const GEXF_EDGES = '</nodes>\n<edges>\n';
export const GEXF_END = '</edges>\n</graph>\n</gexf>\n';

export function gexfElement<T>({ name, columns, attributes, content }: GexfElements<T>, item: T): string {
  const values = columns.map((column) => {
    const cell = column.of(item);
    return cell === null ? '' : `<attvalue${xmlAttributes({ for: column.name, value: cell })}/>`;
  });
  return `<${name}${xmlAttributes(attributes(item))}><attvalues>${values.join('')}</attvalues>${content(item)}</${name}>\n`;
}

function declared({ name, columns }: Pick<GexfElements<never>, 'name' | 'columns'>): string {
  const declarations = columns.map(
    (column) => `<attribute${xmlAttributes({ id: column.name, title: column.name, type: column.type })}/>\n`,
  );
  return `<attributes class="${name}" mode="static">\n${declarations.join('')}</attributes>\n`;
}
