import type { Scene } from '../../../../src/explorer/canvas/scene.ts';
import { sceneOf } from '../../../../src/explorer/canvas/scene.ts';
import type { Graph, GraphEntity, GraphTie } from '../../../../src/explorer/graph/graph.ts';
import { graphOf } from '../../../../src/explorer/graph/graph.ts';
import { NOTHING_SHOWN, type Shown } from '../../../../src/explorer/state/picture.ts';
import { INITIAL_VIEW, type TimeSelection, type ViewState } from '../../../../src/explorer/state/view.ts';
import { paletteOf } from '../../../../src/explorer/theme/palette.ts';

export const LIGHT = paletteOf('light');

export const entity = (slug: string, name = slug, part: Partial<GraphEntity> = {}): GraphEntity => ({
  id: `e-${slug}`,
  slug,
  name,
  kind: 'STATE',
  aliases: [],
  ...part,
});

export const tie = (id: string, from: GraphEntity, to: GraphEntity, part: Partial<GraphTie> = {}): GraphTie => ({
  id,
  type: 'BACKS',
  sign: 'COOPERATIVE',
  status: 'SUPPORTED',
  confidence: 0.85,
  statement: `${from.name} backs ${to.name}`,
  validity: { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null },
  passages: { totalCount: 1 },
  voices: { asserting: 1 },
  from,
  to,
  ...part,
});

/** The scene of these ties, with all entities in a row. */
export function sceneFrom(
  ties: readonly GraphTie[],
  { time = null, possible = false, hidden = [], ...view }: Partial<ViewState & Shown> = {},
  highlightedPath: ReadonlySet<string> | null = null,
  changesSince: TimeSelection | null = null,
): { scene: Scene; graph: Graph } {
  const graph = graphOf(ties);
  const picture = [...graph.entities.keys()].map((slug, at) => ({ slug, position: { x: 20_000 + at * 2_000, y: 20_000 }, pinned: false }));
  const shown = { ...NOTHING_SHOWN, picture, time, possible, hidden };
  return {
    graph,
    scene: sceneOf({ graph, ...shown, view: { ...INITIAL_VIEW, ...view }, palette: LIGHT, highlightedPath, more: new Map(), changesSince }),
  };
}
