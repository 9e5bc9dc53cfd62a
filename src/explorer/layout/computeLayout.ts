import { MAX_COORDINATE, type Position } from '../state/picture.ts';
import { extendLayout } from './extendLayout.ts';
import { componentsOf, layoutPairs, type Pairs } from './pairs.ts';
import type { LayoutEntity, LayoutInput, Placing } from './placing.ts';
import { type Body, removeOverlaps } from './removeOverlaps.ts';
import { layFlat, makeRounder, roundness, shapeOf } from './shape.ts';
import { diameterOf, pixelSize, radiusOf } from './size.ts';
import type { Point } from './stress.ts';

/** The least roundness of a picture of at least five entities; what a reader sees is a third. */
const LEAST_ROUNDNESS = 0.42;
const ROUND_FROM = 5;

/** From this number of entities on, density matters more than distances. */
const CROWD = 300;

/** Spread (standard deviation of the distances from the middle) of a fresh picture, as a share of its diameter. */
const SPREAD = 0.31;

/** Share that the others have of a move that makes room for a new entity. */
const MOBILITY_OF_OTHERS = 0.06;

/** Share of the canvas that labels may take; beyond it, entities of fewer pairs have no space of their own for a label. */
const LABEL_SHARE = 0.3;
const LABEL_HEIGHT = 20;
const CHARACTER_WIDTH = 6.6;
const MAX_LABELS = 80;

/**
 * Positions for all entities. Friends stand close and foes apart; nothing overlaps; no picture of five or more is a stick.
 *
 * The result depends on the graph and on the given positions, not on the order of the input. Entities that have a position move
 * little; those that are pinned do not move.
 */
export function computeLayout({ entities: given, ties }: LayoutInput): Map<string, Position> {
  const entities = given.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const pairs = layoutPairs(
    entities.map(({ slug }) => slug),
    ties,
  );
  const placing: Placing = { entities, pairs, components: componentsOf(pairs) };
  const isFresh = entities.every(({ position }) => position === null);
  const points = extendLayout(placing);
  if (isFresh) spreadOut(points);
  const bodies = bodiesOf(placing, points, isFresh);
  settle(bodies, isFresh);
  return new Map(entities.map(({ slug }, index) => [slug, { x: bodies[index]!.x, y: bodies[index]!.y }]));
}

/** Lays a fresh picture flat, and scales it to the size of its number of entities. */
function spreadOut(points: Point[]): void {
  drawIn(points);
  layFlat(points);
  const { long, short } = shapeOf(points);
  const scale = long > 0 ? (diameterOf(points.length) * SPREAD) / Math.hypot(long, short) : 1;
  for (const point of points) [point.x, point.y] = [point.x * scale, point.y * scale];
}

/**
 * Moves what stands farther out than nine of ten half of the way to these: a few long ties would leave little space for the others.
 * Where there are many, all move half of the way to where they would stand evenly.
 */
function drawIn(points: readonly Point[]): void {
  const { middle } = shapeOf(points);
  const distances = points.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y));
  const nearestFirst = distances.map((_, index) => index).sort((a, b) => distances[a]! - distances[b]! || a - b);
  const ordinary = distances[nearestFirst[Math.floor(points.length * 0.9)]!] ?? 0;
  for (const [rank, index] of nearestFirst.entries()) {
    const distance = distances[index]!;
    const drawnIn = distance > ordinary ? ordinary + (distance - ordinary) / 2 : distance;
    const even = ordinary * Math.sqrt(rank / points.length);
    const factor = (points.length > CROWD ? (drawnIn + even) / 2 : drawnIn) / Math.max(1e-6, distance);
    const point = points[index]!;
    point.x = middle.x + (point.x - middle.x) * factor;
    point.y = middle.y + (point.y - middle.y) * factor;
  }
}

/** Removes overlaps, makes the picture round enough, and moves it into the world, until all three hold. */
function settle(bodies: readonly Body[], isFresh: boolean): void {
  const held = (index: number) => bodies[index]!.mobility === 0;
  const labelRounds = bodies.length > MAX_LABELS * 4 ? 0 : 60;
  for (let attempt = 0; attempt < 6; attempt++) {
    removeOverlaps(bodies, labelRounds);
    fitIntoWorld(bodies, isFresh);
    if (bodies.length < ROUND_FROM || roundness(bodies) >= LEAST_ROUNDNESS * 0.95) return;
    makeRounder(bodies, LEAST_ROUNDNESS, held);
  }
  removeOverlaps(bodies, 0);
}

/** Centres a fresh picture. One that leaves the world is moved into it, and made smaller where it is larger. */
function fitIntoWorld(bodies: readonly Body[], isFresh: boolean): void {
  for (const axis of ['x', 'y'] as const) {
    const [low, high] = [Math.min(...bodies.map((body) => body[axis])), Math.max(...bodies.map((body) => body[axis]))];
    const scale = Math.min(1, (MAX_COORDINATE * 0.98) / Math.max(1, high - low));
    const middle = (low + high) / 2;
    const half = ((high - low) / 2) * scale;
    const target = isFresh ? MAX_COORDINATE / 2 : Math.max(half, Math.min(MAX_COORDINATE - half, middle));
    if (scale === 1 && target === middle) continue;
    for (const body of bodies) if (body.mobility > 0) body[axis] = target + (body[axis] - middle) * scale;
  }
}

function bodiesOf({ entities, pairs }: Placing, points: readonly Readonly<Point>[], isFresh: boolean): Body[] {
  const unit = pixelSize(entities.length);
  const gap = Math.min(4, 40 / Math.sqrt(entities.length));
  const labelled = labelledOf(entities, pairs);
  return entities.map(({ position, pinned, label }, index) => {
    const radius = (radiusOf(pairs.neighbors[index]!.length, entities.length) * 1.5 + gap) * unit;
    const withLabel = labelled.has(index) && (isFresh || position === null);
    return {
      ...points[index]!,
      mobility: pinned && position ? 0 : position && !isFresh ? MOBILITY_OF_OTHERS : 1,
      radius,
      width: withLabel ? Math.max(radius, (labelWidth(label) / 2) * unit) : radius,
      height: withLabel ? Math.max(radius, LABEL_HEIGHT * unit) : radius,
    };
  });
}

/** The entities with the most pairs, as many as there is space for their labels. */
function labelledOf(entities: readonly LayoutEntity[], { neighbors }: Pairs): ReadonlySet<number> {
  let space = LABEL_SHARE * 560 * 560;
  const byDegree = entities.map((_, index) => index).sort((a, b) => neighbors[b]!.length - neighbors[a]!.length || a - b);
  return new Set(
    byDegree.slice(0, MAX_LABELS).filter((index) => {
      space -= labelWidth(entities[index]!.label) * LABEL_HEIGHT * 2;
      return space > 0;
    }),
  );
}

const labelWidth = (characters: number): number => Math.min(26, characters) * CHARACTER_WIDTH + 24;
