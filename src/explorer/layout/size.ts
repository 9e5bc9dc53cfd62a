import { MAX_COORDINATE } from '../state/picture.ts';

/** Width and height, in pixels, of the part of a canvas for which sizes are chosen: that of a window of 1280 × 800 pixels without its margins. */
const REFERENCE_PIXELS = 560;

/** Above this number of entities, they are drawn smaller. */
const CROWD = 160;

/** The diameter of the picture of one entity more, in world units, is that of one less times the root of their numbers; up to MAX_DIAMETER. */
const DIAMETER_OF_ONE = 1_900;
const MAX_DIAMETER = MAX_COORDINATE * 0.86;

/** Radius of an entity in pixels where the whole picture is in view. */
export function radiusOf(degree: number, shown: number): number {
  return Math.min(16, 5 + 1.5 * Math.sqrt(degree)) * Math.max(0.28, Math.min(1, Math.sqrt(CROWD / Math.max(1, shown))));
}

/** Diameter of a picture of this many entities, in world units. */
export const diameterOf = (shown: number): number => Math.min(MAX_DIAMETER, DIAMETER_OF_ONE * Math.sqrt(shown + 4));

/** World units of one pixel where the whole picture is in view. */
export const pixelSize = (shown: number): number => diameterOf(shown) / REFERENCE_PIXELS;

/** The space of one entity in a picture of this many: the distance of neighbors where all stand evenly. */
export const spaceOf = (shown: number): number => (diameterOf(shown) * 0.9) / Math.sqrt(shown + 4);
