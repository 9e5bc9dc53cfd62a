import type { Point } from './stress.ts';

/** The angle between two steps of the spiral: the golden angle, which fills a disc evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Steps of the spiral for each space between two entities. */
const FINENESS = 4;

/**
 * Places groups of points in what is free around points that are there: each at the free place nearest to their middle.
 *
 * @param groups around the origin, largest first
 * @param space least distance from a group to what is around it
 */
export function placeBeside(
  there: readonly Readonly<Point>[],
  middle: Readonly<Point>,
  groups: readonly (readonly Point[])[],
  space: number,
): void {
  const taken = new Grid(space);
  for (const point of there) taken.add(point);
  let [step, radiusBefore] = [0, Number.POSITIVE_INFINITY];
  for (const group of groups) {
    const radius = Math.max(...group.map(({ x, y }) => Math.hypot(x, y))) + space;
    // What had no room for a group of this size has none for the next one.
    if (radius < radiusBefore) [step, radiusBefore] = [0, radius];
    let place = spiral(middle, step, space);
    while (taken.hasWithin(place, radius)) place = spiral(middle, ++step, space);
    for (const point of group) {
      point.x += place.x;
      point.y += place.y;
      taken.add(point);
    }
  }
}

function spiral(middle: Readonly<Point>, step: number, space: number): Point {
  const distance = (space / FINENESS) * Math.sqrt(step);
  return { x: middle.x + Math.cos(step * GOLDEN_ANGLE) * distance, y: middle.y + Math.sin(step * GOLDEN_ANGLE) * distance };
}

/** Points in a grid of cells, so that a search compares near points only. */
class Grid {
  readonly #cells = new Map<string, Readonly<Point>[]>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  add(point: Readonly<Point>): void {
    const key = `${Math.floor(point.x / this.#size)},${Math.floor(point.y / this.#size)}`;
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), point]);
  }

  hasWithin({ x, y }: Readonly<Point>, radius: number): boolean {
    const cell = (value: number) => Math.floor(value / this.#size);
    for (let column = cell(x - radius); column <= cell(x + radius); column++) {
      for (let row = cell(y - radius); row <= cell(y + radius); row++) {
        const isNear = this.#cells.get(`${column},${row}`)?.some((point) => Math.hypot(point.x - x, point.y - y) < radius);
        if (isNear) return true;
      }
    }
    return false;
  }
}
