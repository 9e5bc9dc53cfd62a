import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { MAX_COORDINATE, type Position } from '../state/picture.ts';
import { seededRandom } from './random.ts';
import { removeOverlaps } from './removeOverlaps.ts';

/** Entities to place; those with a position keep it. */
export interface LayoutInput {
  readonly entities: readonly { readonly slug: string; readonly position: Position | null }[];
  /** Ends of each tie. */
  readonly ties: readonly (readonly [string, string])[];
}

const CENTER = MAX_COORDINATE / 2;

/** Least distance of two entities with their labels, in world units. */
const NODE_SPACING = 1_150;

/** Width by height: a canvas is wider than high. */
const ASPECT_RATIO = 1.2;

/** A position for each entity that has none, by ForceAtlas2 and removal of overlaps. The result depends on the input only. */
export function computeLayout({ entities, ties }: LayoutInput): Map<string, Position> {
  const fixed = new Map(entities.flatMap((each) => (each.position ? [[each.slug, each.position] as const] : [])));
  const graph = new Graph({ multi: false, type: 'undirected' });
  const start = initialPositions(entities, ties, fixed);
  for (const { slug } of entities) graph.addNode(slug, { ...start.get(slug), size: 1, fixed: fixed.has(slug) });
  for (const [from, to] of ties) if (from !== to && graph.hasNode(from) && graph.hasNode(to)) graph.mergeEdge(from, to);
  forceAtlas2.assign(graph, {
    iterations: graph.order > 500 ? 120 : 500,
    settings: {
      gravity: 0.6,
      scalingRatio: fixed.size > 0 ? NODE_SPACING / 2 : 10,
      strongGravityMode: false,
      linLogMode: false,
      slowDown: 8,
      barnesHutOptimize: graph.order > 300,
    },
  });
  const positions = new Map<string, Position>();
  graph.forEachNode((slug, { x, y }) => positions.set(slug, fixed.get(slug) ?? { x, y }));
  return removeOverlaps(fixed.size > 0 ? positions : scaleToWorld(positions), new Set(fixed.keys()), NODE_SPACING);
}

/** Start positions: beside a neighbor that is placed, else anywhere; a slug always gets the same one. */
function initialPositions(
  entities: LayoutInput['entities'],
  ties: LayoutInput['ties'],
  fixed: ReadonlyMap<string, Position>,
): Map<string, Position> {
  const anchors = new Map<string, Position>();
  for (const [from, to] of ties) {
    const [a, b] = [fixed.get(from), fixed.get(to)];
    if (a && !b) anchors.set(to, a);
    if (b && !a) anchors.set(from, b);
  }
  const scale = fixed.size > 0 ? NODE_SPACING * 3 : 100;
  return new Map(
    entities.map(({ slug }) => {
      const random = seededRandom(slug);
      const middle = anchors.get(slug) ?? (fixed.size > 0 ? { x: CENTER, y: CENTER } : { x: 0, y: 0 });
      return [slug, fixed.get(slug) ?? { x: middle.x + (random() - 0.5) * scale, y: middle.y + (random() - 0.5) * scale }];
    }),
  );
}

/** Scaled around the centre of the world, longest axis horizontal, with space for each entity. */
function scaleToWorld(positions: ReadonlyMap<string, Position>): Map<string, Position> {
  const aligned = alignToLongAxis(positions);
  const all = [...aligned.values()];
  const extent = (axis: 'x' | 'y') => Math.max(1e-6, ...all.map((position) => Math.abs(position[axis])));
  const size = Math.min(CENTER * 0.7, NODE_SPACING * Math.sqrt(all.length) * 0.62);
  const [byX, byY] = [(size * ASPECT_RATIO) / extent('x'), size / extent('y')];
  return new Map([...aligned].map(([slug, { x, y }]) => [slug, { x: CENTER + x * byX, y: CENTER + y * Math.min(byY, byX * 1.6) }]));
}

/** Centred, and rotated so that the axis of the largest variance (first principal component) is horizontal. */
function alignToLongAxis(positions: ReadonlyMap<string, Position>): Map<string, Position> {
  const all = [...positions.values()];
  const middle = { x: mean(all.map(({ x }) => x)), y: mean(all.map(({ y }) => y)) };
  const [xx, yy, xy] = [
    mean(all.map(({ x }) => (x - middle.x) ** 2)),
    mean(all.map(({ y }) => (y - middle.y) ** 2)),
    mean(all.map(({ x, y }) => (x - middle.x) * (y - middle.y))),
  ];
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const rotated = ({ x, y }: Position): Position => ({
    x: (x - middle.x) * cos + (y - middle.y) * sin,
    y: (y - middle.y) * cos - (x - middle.x) * sin,
  });
  return new Map([...positions].map(([slug, position]) => [slug, rotated(position)]));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
