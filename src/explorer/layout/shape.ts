import type { Point } from './stress.ts';

/** The middle of points, the direction of their longest spread (first principal axis), and the spread along it and across it. */
export interface Shape {
  readonly middle: Readonly<Point>;
  /** In radians. */
  readonly angle: number;
  readonly long: number;
  readonly short: number;
}

/** The shape of points; spreads are standard deviations. */
export function shapeOf(points: readonly Readonly<Point>[]): Shape {
  const mean = (value: (point: Readonly<Point>) => number) =>
    points.reduce((sum, point) => sum + value(point), 0) / Math.max(1, points.length);
  const middle = { x: mean(({ x }) => x), y: mean(({ y }) => y) };
  const [xx, yy, xy] = [
    mean(({ x }) => (x - middle.x) ** 2),
    mean(({ y }) => (y - middle.y) ** 2),
    mean(({ x, y }) => (x - middle.x) * (y - middle.y)),
  ];
  const half = Math.hypot((xx - yy) / 2, xy);
  return {
    middle,
    angle: Math.atan2(2 * xy, xx - yy) / 2,
    long: Math.sqrt(Math.max(0, (xx + yy) / 2 + half)),
    short: Math.sqrt(Math.max(0, (xx + yy) / 2 - half)),
  };
}

/** The spread across a picture by that along it, from 0 (a line) to 1 (round). */
export function roundness(points: readonly Readonly<Point>[]): number {
  const { long, short } = shapeOf(points);
  return long > 0 ? short / long : 1;
}

/** Turns points so that their longest spread is horizontal, around the origin. */
export function layFlat(points: readonly Point[]): void {
  const { middle, angle } = shapeOf(points);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const point of points) {
    const [x, y] = [point.x - middle.x, point.y - middle.y];
    point.x = x * cos + y * sin;
    point.y = y * cos - x * sin;
  }
}

/** Scales points up across their longest spread, and shrinks them along it, until they are at least as round as `least`. Those that are `held` stay. */
export function makeRounder(points: readonly Point[], least: number, held: (index: number) => boolean): void {
  const { middle, angle, long, short } = shapeOf(points);
  if (long === 0 || short / long >= least || short === 0) return;
  const factor = Math.sqrt((least * long) / short);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const [index, point] of points.entries()) {
    if (held(index)) continue;
    const [x, y] = [point.x - middle.x, point.y - middle.y];
    const [along, across] = [(x * cos + y * sin) / factor, (y * cos - x * sin) * factor];
    point.x = middle.x + along * cos - across * sin;
    point.y = middle.y + along * sin + across * cos;
  }
}
