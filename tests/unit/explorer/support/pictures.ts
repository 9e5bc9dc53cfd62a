import { expect } from 'vitest';
import type { LayoutInput } from '../../../../src/explorer/layout/placing.ts';
import { roundness } from '../../../../src/explorer/layout/shape.ts';
import { pixelSize, radiusOf } from '../../../../src/explorer/layout/size.ts';
import { MAX_COORDINATE, type Position } from '../../../../src/explorer/state/picture.ts';

export type Positions = ReadonlyMap<string, Position>;

const LEAST_ROUNDNESS = 1 / 3;

export const distance = (a: Position, b: Position) => Math.hypot(a.x - b.x, a.y - b.y);
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The longer side of the box around a picture. */
export function extentOf(positions: Positions): number {
  const side = (axis: 'x' | 'y') => {
    const values = [...positions.values()].map((each) => each[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(side('x'), side('y'));
}

/** The least distance of two entities, by what their radii need. */
export function leastDistance({ entities, ties }: LayoutInput, positions: Positions): number {
  const neighbors = new Map(entities.map(({ slug }) => [slug, new Set<string>()]));
  for (const { from, to } of ties.filter((each) => each.from !== each.to)) {
    neighbors.get(from)!.add(to);
    neighbors.get(to)!.add(from);
  }
  const unit = pixelSize(entities.length);
  const radius = (slug: string) => radiusOf(neighbors.get(slug)!.size, entities.length) * unit;
  const slugs = entities.map(({ slug }) => slug);
  let least = Number.POSITIVE_INFINITY;
  for (const [at, a] of slugs.entries()) {
    for (const b of slugs.slice(at + 1)) {
      least = Math.min(least, distance(positions.get(a)!, positions.get(b)!) / (radius(a) + radius(b)));
    }
  }
  return least;
}

/** Expects that a picture has all entities, apart, within the world, and is no stick. */
export function expectGoodPicture(input: LayoutInput, positions: Positions): void {
  const all = [...positions.values()];
  expect(all).toHaveLength(input.entities.length);
  for (const { x, y } of all) expect(Math.min(x, y) >= 0 && Math.max(x, y) <= MAX_COORDINATE, `${x}, ${y}`).toBe(true);
  expect(leastDistance(input, positions)).toBeGreaterThan(1.1);
  if (all.length >= 5) expect(roundness(all)).toBeGreaterThan(LEAST_ROUNDNESS);
}
