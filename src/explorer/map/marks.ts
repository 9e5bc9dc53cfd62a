import type { MapPlace } from './mapContent.ts';
import { projection } from './projection.ts';

/** Where a part of the map is on the screen: `scale` pixels for each unit of the map, and its shift in pixels. */
export interface MapCamera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** One mark: a place, or several that would overlap. */
export interface Mark {
  readonly key: string;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
  /** The one with most deaths first. */
  readonly places: readonly MapPlace[];
  readonly events: number;
  readonly deaths: number;
}

/** Places in the same square of so many pixels are one mark. */
const CELL = 26;

/** Largest radius of a circle, in pixels. */
const MAX_RADIUS = 34;

/** The marks of a camera. Places are joined by squares of the map, so moving the camera without zoom joins no others. */
export function mapMarks(places: readonly MapPlace[], camera: MapCamera): Mark[] {
  const cells = new Map<string, MapPlace[]>();
  for (const place of places) {
    const [x, y] = pointOf(place);
    const cell = `${Math.floor((x * camera.scale) / CELL)} ${Math.floor((y * camera.scale) / CELL)}`;
    const joined = cells.get(cell);
    if (joined) joined.push(place);
    else cells.set(cell, [place]);
  }
  return [...cells.values()].map((joined) => {
    const first = joined[0]!;
    const [x, y] = pointOf(first);
    return {
      key: first.place.slug,
      x: x * camera.scale + camera.x,
      y: y * camera.scale + camera.y,
      places: joined,
      events: joined.reduce((sum, { events }) => sum + events, 0),
      deaths: joined.reduce((sum, { deaths }) => sum + deaths, 0),
    };
  });
}

export const pointOf = ({ longitude, latitude }: MapPlace): readonly [number, number] =>
  projection([longitude, Math.max(-85, Math.min(85, latitude))])!;

/** The radius whose area stands for a number of deaths; `most` has the largest circle. */
export const deathRadius = (deaths: number, most: number): number => (deaths <= 0 ? 0 : Math.max(3, MAX_RADIUS * Math.sqrt(deaths / most)));

/** Width that a fitted map has at least, in its units: about seven degrees, so that coasts and borders show where it is. */
const LEAST_WIDTH = 20;

/** The camera in which all places are in view, and at least so much around them. */
export function fittingCamera(places: readonly MapPlace[], width: number, height: number, least = LEAST_WIDTH): MapCamera {
  const points = places.length > 0 ? places.map(pointOf) : [projection([-170, 72])!, projection([178, -52])!];
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [top, bottom] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const margin = Math.min(60, width / 5, height / 5);
  const scale = Math.min((width - 2 * margin) / Math.max(least, right - left), (height - 2 * margin) / Math.max(least, bottom - top));
  return { scale, x: width / 2 - ((left + right) / 2) * scale, y: height / 2 - ((top + bottom) / 2) * scale };
}

export const [MIN_SCALE, MAX_SCALE] = [0.3, 600];

/** The camera nearer by a factor, or farther, so that the point at (x, y) stays where it is. */
export function zoomedCamera({ scale, ...at }: MapCamera, factor: number, x: number, y: number): MapCamera {
  const next = Math.max(MIN_SCALE, Math.min(MAX_SCALE, scale * factor));
  const change = next / scale;
  return { scale: next, x: x - (x - at.x) * change, y: y - (y - at.y) * change };
}
