import type { Palette } from '../theme/palette.ts';
import type { PixelPoint } from './lasso.ts';
import { DASHES, type DrawnLine } from './lines.ts';

/** An entity that is lit, in pixels of the canvas. */
export interface LitEntity extends PixelPoint {
  readonly slug: string;
  readonly radius: number;
  readonly colour: string;
  readonly square: boolean;
}

interface Lit {
  readonly entities: readonly LitEntity[];
  readonly lines: readonly DrawnLine[];
  readonly width: number;
  readonly height: number;
  /** Pixels per pixel of the width of a line, at this zoom. */
  readonly scale: number;
}

/** How much of the paper lies over what is not lit. */
const VEIL = 0.8;

/** How far the two lines of a pair bend to each side, as a share of their length. */
const BEND = 0.06;

/**
 * Dims the picture, and paints what is lit over it. What is pointed at changes with every move of the pointer, so the picture below
 * is not drawn for it.
 */
export function paintLit(context: CanvasRenderingContext2D, { entities, lines, width, height, scale }: Lit, palette: Palette): void {
  context.globalAlpha = VEIL;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, width, height);
  const places = new Map(entities.map((entity) => [entity.slug, entity]));
  const counts = new Map<string, number>();
  for (const { pair } of lines) counts.set(pair.join(' '), (counts.get(pair.join(' ')) ?? 0) + 1);
  for (const line of lines) {
    const [from, to] = [places.get(line.from), places.get(line.to)];
    if (from && to) paintLine(context, line, { from, to, scale, bend: counts.get(line.pair.join(' ')) === 2 ? BEND : 0 });
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  for (const { x, y, radius, colour, square } of entities) {
    context.fillStyle = colour;
    context.beginPath();
    if (square) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
  }
}

interface Ends {
  readonly from: LitEntity;
  readonly to: LitEntity;
  readonly scale: number;
  readonly bend: number;
}

function paintLine(context: CanvasRenderingContext2D, line: DrawnLine, { from, to, scale, bend }: Ends): void {
  const side = (line.stance === 'HOSTILE') === line.from < line.to ? bend : -bend;
  const middle = { x: (from.x + to.x) / 2 - (to.y - from.y) * side * 2, y: (from.y + to.y) / 2 + (to.x - from.x) * side * 2 };
  const width = line.width * scale;
  const angle = Math.atan2(to.y - middle.y, to.x - middle.x);
  const tip = { x: to.x - Math.cos(angle) * to.radius, y: to.y - Math.sin(angle) * to.radius };
  const length = line.arrow ? width * 4 : 0;
  const end = { x: tip.x - Math.cos(angle) * length, y: tip.y - Math.sin(angle) * length };
  context.globalAlpha = line.strength;
  context.strokeStyle = line.colour;
  context.fillStyle = line.colour;
  context.lineWidth = width;
  context.setLineDash(line.stroke === 'plain' ? [] : [DASHES[line.stroke].dash, DASHES[line.stroke].gap]);
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(middle.x, middle.y, end.x, end.y);
  context.stroke();
  if (!line.arrow) return;
  const half = width * 1.6;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(end.x + Math.sin(angle) * half, end.y - Math.cos(angle) * half);
  context.lineTo(end.x - Math.sin(angle) * half, end.y + Math.cos(angle) * half);
  context.fill();
}
