import { MAX_COORDINATE } from '../state/picture.ts';
import { freshLayout, startOf } from './freshLayout.ts';
import { waysOf } from './pairs.ts';
import { placeBeside } from './placeBeside.ts';
import type { Placing } from './placing.ts';
import { shapeOf } from './shape.ts';
import { spaceOf } from './size.ts';
import { type Point, reduceStress } from './stress.ts';

const ROUNDS = 60;

/** Power of the lengths of ways: what is far is drawn closer. */
const POWER = 0.7;

/**
 * Positions for all: those that are there stay, and the others are placed by the lengths of the ways to them. Components of which
 * nothing is placed are arranged by themselves, in what is free.
 */
export function extendLayout(placing: Placing): Point[] {
  const { entities, pairs, components } = placing;
  const points: (Point | null)[] = entities.map(({ position }) => position && { ...position });
  const isPlaced = (index: number) => entities[index]!.position !== null;
  for (const members of components) {
    if (members.some(isPlaced) && !members.every(isPlaced)) growComponent(placing, members, points);
  }
  const space = spaceOf(entities.length);
  const slugs = entities.map(({ slug }) => slug);
  const loose = components.filter((members) => !members.some(isPlaced));
  const groups = loose.map((members) => freshLayout(slugs, pairs, members, space));
  const there = points.filter((point) => point !== null);
  const middle = there.length > 0 ? shapeOf(there).middle : { x: MAX_COORDINATE / 2, y: MAX_COORDINATE / 2 };
  placeBeside(there, middle, groups, space);
  for (const [at, members] of loose.entries()) for (const [row, index] of members.entries()) points[index] = groups[at]![row]!;
  return points as Point[];
}

/** Places the members that have no position by the lengths of the ways to all others; those that have one stay. */
function growComponent(placing: Placing, members: readonly number[], points: (Point | null)[]): void {
  const { entities, pairs } = placing;
  const length = friendDistance(placing);
  const added = members.filter((index) => entities[index]!.position === null);
  startBesideNeighbors(placing, members, points, length);
  const rowOf = new Map(members.map((index, row) => [index, row]));
  const isAdded = new Set(added);
  const waysFrom = waysOf(pairs);
  const [first, second, distance]: [number[], number[], number[]] = [[], [], []];
  for (const index of added) {
    const ways = waysFrom(index);
    for (const other of members) {
      if (other === index || (isAdded.has(other) && other < index)) continue;
      first.push(rowOf.get(index)!);
      second.push(rowOf.get(other)!);
      distance.push(ways[other]! ** POWER * length);
    }
  }
  const targets = { first: Uint32Array.from(first), second: Uint32Array.from(second), distance: Float32Array.from(distance) };
  const placed = members.map((index) => points[index]!);
  reduceStress(
    placed,
    targets,
    ROUNDS,
    Float32Array.from(members, (index) => (isAdded.has(index) ? 1 : 0)),
  );
}

/** How far two friends stand apart in the picture, in world units; the ordinary space where none are placed. */
function friendDistance({ entities, pairs }: Placing): number {
  const ratios = entities.flatMap(({ position }, index) =>
    pairs.neighbors[index]!.flatMap((other, at) => {
      const there = entities[other]!.position;
      return position && there && other > index
        ? [Math.hypot(position.x - there.x, position.y - there.y) / pairs.lengths[index]![at]! ** POWER]
        : [];
    }),
  );
  const ordinary = spaceOf(entities.length);
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? ordinary;
  return Math.max(ordinary * 0.4, Math.min(ordinary * 1.6, median));
}

/** Starts each member without a position beside its neighbors that are placed, away from the middle; nearest to what is placed first. */
function startBesideNeighbors({ entities, pairs }: Placing, members: readonly number[], points: (Point | null)[], length: number): void {
  const { middle } = shapeOf(members.flatMap((index) => points[index] ?? []));
  for (let open = members.filter((index) => !points[index]); open.length > 0; open = open.filter((index) => !points[index])) {
    const starts = open.flatMap((index) => {
      const near = pairs.neighbors[index]!.flatMap((other) => points[other] ?? []);
      if (near.length === 0) return [];
      const { x, y } = shapeOf(near).middle;
      const away = Math.max(1, Math.hypot(x - middle.x, y - middle.y));
      const aside = startOf(entities[index]!.slug, 1);
      return [
        {
          index,
          x: x + ((0.6 * (x - middle.x)) / away + aside.x) * length,
          y: y + ((0.6 * (y - middle.y)) / away + aside.y) * length,
        },
      ];
    });
    for (const { index, x, y } of starts) points[index] = { x, y };
  }
}
