import type { Palette } from '../theme/palette.ts';

/** A place on the canvas in pixels, from its upper left corner. */
export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

/** Whether a point is inside a polygon that is closed from its last corner to its first: by how often a ray to the right crosses it. */
export function isInside({ x, y }: PixelPoint, polygon: readonly PixelPoint[]): boolean {
  let inside = false;
  for (let at = 0, before = polygon.length - 1; at < polygon.length; before = at++) {
    const [a, b] = [polygon[at]!, polygon[before]!];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

export function paintLasso(context: CanvasRenderingContext2D, points: readonly PixelPoint[], palette: Palette): void {
  context.beginPath();
  for (const { x, y } of points) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.08;
  context.fillStyle = palette.ink;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.25;
  context.strokeStyle = palette.ink;
  context.stroke();
}
