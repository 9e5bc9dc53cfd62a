import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { type Spot, WORLD } from '../state/picture.ts';
import { apart } from './apart.ts';
import { randomOf } from './random.ts';

/** Entities to place; those with a position keep it. */
export interface Arrangement {
  readonly entities: readonly { readonly slug: string; readonly spot: Spot | null }[];
  /** Ends of each tie. */
  readonly ties: readonly (readonly [string, string])[];
}

const MIDDLE = WORLD / 2;

/** Least distance of two entities with their labels, in world units. */
const ROOM = 1_150;

/** Width by height: a canvas is wider than high. */
const STRETCH = 1.2;

/** A position for each entity that has none, by ForceAtlas2 and removal of overlaps. The result depends on the input only. */
export function arrange({ entities, ties }: Arrangement): Map<string, Spot> {
  const fixed = new Map(entities.flatMap((each) => (each.spot ? [[each.slug, each.spot] as const] : [])));
  const graph = new Graph({ multi: false, type: 'undirected' });
  const start = starts(entities, ties, fixed);
  for (const { slug } of entities) graph.addNode(slug, { ...start.get(slug), size: 1, fixed: fixed.has(slug) });
  for (const [from, to] of ties) if (from !== to && graph.hasNode(from) && graph.hasNode(to)) graph.mergeEdge(from, to);
  forceAtlas2.assign(graph, {
    iterations: graph.order > 500 ? 120 : 500,
    settings: {
      gravity: 0.6,
      scalingRatio: fixed.size > 0 ? ROOM / 2 : 10,
      strongGravityMode: false,
      linLogMode: false,
      slowDown: 8,
      barnesHutOptimize: graph.order > 300,
    },
  });
  const spots = new Map<string, Spot>();
  graph.forEachNode((slug, { x, y }) => spots.set(slug, fixed.get(slug) ?? { x, y }));
  return apart(fixed.size > 0 ? spots : spreadOut(spots), new Set(fixed.keys()), ROOM);
}

/** Start positions: beside a neighbour that is placed, else anywhere; a slug always gets the same one. */
function starts(entities: Arrangement['entities'], ties: Arrangement['ties'], fixed: ReadonlyMap<string, Spot>): Map<string, Spot> {
  const near = new Map<string, Spot>();
  for (const [from, to] of ties) {
    const [a, b] = [fixed.get(from), fixed.get(to)];
    if (a && !b) near.set(to, a);
    if (b && !a) near.set(from, b);
  }
  const scale = fixed.size > 0 ? ROOM * 3 : 100;
  return new Map(
    entities.map(({ slug }) => {
      const random = randomOf(slug);
      const middle = near.get(slug) ?? (fixed.size > 0 ? { x: MIDDLE, y: MIDDLE } : { x: 0, y: 0 });
      return [slug, fixed.get(slug) ?? { x: middle.x + (random() - 0.5) * scale, y: middle.y + (random() - 0.5) * scale }];
    }),
  );
}

/** Scaled around the centre of the world, longest axis horizontal, with space for each entity. */
function spreadOut(spots: ReadonlyMap<string, Spot>): Map<string, Spot> {
  const lying = layDown(spots);
  const all = [...lying.values()];
  const reach = (axis: 'x' | 'y') => Math.max(1e-6, ...all.map((spot) => Math.abs(spot[axis])));
  const size = Math.min(MIDDLE * 0.7, ROOM * Math.sqrt(all.length) * 0.62);
  const [byX, byY] = [(size * STRETCH) / reach('x'), size / reach('y')];
  return new Map([...lying].map(([slug, { x, y }]) => [slug, { x: MIDDLE + x * byX, y: MIDDLE + y * Math.min(byY, byX * 1.6) }]));
}

/** Centred, and rotated so that the axis of the largest variance (first principal component) is horizontal. */
function layDown(spots: ReadonlyMap<string, Spot>): Map<string, Spot> {
  const all = [...spots.values()];
  const middle = { x: mean(all.map(({ x }) => x)), y: mean(all.map(({ y }) => y)) };
  const [xx, yy, xy] = [
    mean(all.map(({ x }) => (x - middle.x) ** 2)),
    mean(all.map(({ y }) => (y - middle.y) ** 2)),
    mean(all.map(({ x, y }) => (x - middle.x) * (y - middle.y))),
  ];
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = ({ x, y }: Spot): Spot => ({
    x: (x - middle.x) * cos + (y - middle.y) * sin,
    y: (y - middle.y) * cos - (x - middle.x) * sin,
  });
  return new Map([...spots].map(([slug, spot]) => [slug, turned(spot)]));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
