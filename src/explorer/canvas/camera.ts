import { clampToWorld, MAX_COORDINATE, type Position } from '../state/picture.ts';
import type { Camera } from '../state/view.ts';

/** The smallest box around some positions, in units of the world. */
export interface WorldExtent {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** Pixels left free at each side: most on the right, where most labels are; on the left and right, half of the width of one below its entity. */
const PADDING = { left: 64, right: 130, above: 36, below: 44 };

/** Canvas width in pixels from which on the free space on the right may be wider than that on the left. */
const WIDE = 700;

/** The closest that a fit goes, as the ratio of a camera: a few entities are not drawn too far apart. */
const CLOSEST_FIT = 0.05;

export const LIMITS = { closest: 0.005, farthest: 1.6 };

export function extentOf(positions: readonly Position[]): WorldExtent | null {
  if (positions.length === 0) return null;
  const extent = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
  for (const { x, y } of positions) {
    extent.left = Math.min(extent.left, x);
    extent.right = Math.max(extent.right, x);
    extent.low = Math.min(extent.low, y);
    extent.high = Math.max(extent.high, y);
  }
  return extent;
}

/** The camera as the address holds it: whole units, 4 significant digits. */
export const roundedCamera = ({ x, y, ratio }: Camera): Camera => ({
  x: clampToWorld(x),
  y: clampToWorld(y),
  ratio: Number(Math.max(LIMITS.closest, Math.min(LIMITS.farthest, ratio)).toPrecision(4)),
});

/** Units of the world per pixel. */
export const unitsPerPixel = (ratio: number, { width, height }: Dimensions): number => (ratio * MAX_COORDINATE) / Math.min(width, height);

/** The camera that has an extent in view, with space for labels around it. */
export function fitOf({ left, right, low, high }: WorldExtent, dimensions: Dimensions): Camera {
  const { width, height } = dimensions;
  const available = {
    width: Math.max(80, width - Math.min(PADDING.left + PADDING.right, width / 3)),
    height: Math.max(80, height - PADDING.above - PADDING.below),
  };
  const needed = Math.max((right - left) / available.width, (high - low) / available.height) / unitsPerPixel(1, dimensions);
  const ratio = Math.max(needed, CLOSEST_FIT);
  const aside = width > WIDE ? ((PADDING.right - PADDING.left) / 2) * unitsPerPixel(ratio, dimensions) : 0;
  return roundedCamera({ x: (left + right) / 2 + aside, y: (low + high) / 2, ratio });
}

/** A camera as the renderer has it: from 0 to 1 over the world on both axes. */
export const rendererState = ({ x, y, ratio }: Camera) => ({ x: x / MAX_COORDINATE, y: y / MAX_COORDINATE, ratio });

export const cameraOf = ({ x, y, ratio }: { readonly x: number; readonly y: number; readonly ratio: number }): Camera =>
  roundedCamera({ x: x * MAX_COORDINATE, y: y * MAX_COORDINATE, ratio });

/** Width or height of a canvas in pixels below which entities and ties are drawn smaller, down to SMALLEST of their size. */
const SMALL_CANVAS = 560;
const SMALLEST = 0.55;

/** The ratio of the camera at which entities and ties have their size in pixels; closer they are drawn larger, farther smaller. */
const REFERENCE_RATIO = 0.2;

/** By what the sizes of entities and ties in pixels are divided where the camera has this ratio. */
export const sizeDivisor = (ratio: number, { width, height }: Dimensions): number =>
  Math.max(0.6, (ratio / REFERENCE_RATIO) ** 0.35) / Math.max(SMALLEST, Math.min(1, Math.min(width, height) / SMALL_CANVAS));
