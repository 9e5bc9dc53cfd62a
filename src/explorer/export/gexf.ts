import type { DrawnEntity, DrawnTie, Scene } from '../canvas/scene.ts';
import type { Graph } from '../graph/graph.ts';
import { xmlEscaped } from './xml.ts';

/** What is visible as GEXF 1.3, the format of Gephi, with positions, colours and sizes as drawn. */
export function gexfOf({ entities, ties }: Scene, graph: Graph): string {
  const shown = new Set(entities.map(({ slug }) => slug));
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node"><attribute id="kind" title="kind" type="string"/></attributes>
    <attributes class="edge">
      ${['type', 'sign', 'status', 'start', 'end'].map((id) => `<attribute id="${id}" title="${id}" type="string"/>`).join('\n      ')}
      <attribute id="confidence" title="confidence" type="double"/>
    </attributes>
    <nodes>
${entities.map((entity) => nodeOf(entity, graph)).join('\n')}
    </nodes>
    <edges>
${ties
  .filter(({ from, to, opacity }) => opacity > 0 && shown.has(from) && shown.has(to))
  .map((tie) => edgeOf(tie, graph))
  .join('\n')}
    </edges>
  </graph>
</gexf>
`;
}

const value = (name: string, text: string | number | null) =>
  text === null ? '' : `<attvalue for="${name}" value="${xmlEscaped(String(text))}"/>`;

const colour = (hex: string) => `<viz:color hex="${xmlEscaped(hex)}"/>`;

function nodeOf(drawn: DrawnEntity, graph: Graph): string {
  const { slug, size, colour: hex } = drawn;
  const entity = graph.entities.get(slug);
  const viz = `<viz:position x="${drawn.position.x}" y="${drawn.position.y}"/><viz:size value="${size.toFixed(2)}"/>${colour(hex)}`;
  return `      <node id="${xmlEscaped(slug)}" label="${xmlEscaped(entity?.name ?? slug)}"><attvalues>${value('kind', entity?.kind ?? null)}</attvalues>${viz}</node>`;
}

function edgeOf({ id, from, to, width, colour: hex, arrow }: DrawnTie, graph: Graph): string {
  const tie = graph.ties.get(id)!;
  const facts = [
    value('type', tie.type) + value('sign', tie.sign) + value('status', tie.status),
    value('start', tie.validity.start) + value('end', tie.validity.end) + value('confidence', tie.confidence),
  ].join('');
  const ends = `source="${xmlEscaped(from)}" target="${xmlEscaped(to)}" type="${arrow ? 'directed' : 'undirected'}"`;
  const label = `label="${xmlEscaped(tie.type)}"`;
  return `      <edge id="${xmlEscaped(id)}" ${ends} ${label}><attvalues>${facts}</attvalues>${colour(hex)}<viz:thickness value="${width.toFixed(2)}"/></edge>`;
}
