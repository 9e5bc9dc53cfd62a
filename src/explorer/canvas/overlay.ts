import { runsFromRight } from '../graph/names.ts';
import type { Palette } from '../theme/palette.ts';
import { type Box, Boxes } from './boxes.ts';

/** An entity in pixels of the canvas. */
export interface Marked {
  readonly slug: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly label: string;
  readonly opacity: number;
  readonly selected: boolean;
  readonly pinned: boolean;
  /** Under the pointer or in keyboard focus. */
  readonly near: boolean;
}

const FONT = '500 12.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const HEIGHT = 16;

/** Labels placed in one frame: more would not be legible. */
const MOST_LABELS = 300;

const widths = new Map<string, number>();

/** Paints rings, pins and labels over a canvas of this width in pixels. The browser shapes the text, which joins Arabic letters; a glyph atlas would not. */
export function paintOverlay(context: CanvasRenderingContext2D, marked: readonly Marked[], palette: Palette, width: number): void {
  context.font = FONT;
  context.textBaseline = 'middle';
  for (const each of marked) paintRing(context, each, palette);
  const taken = new Boxes();
  for (const { x, y, radius } of marked) taken.add(around(x, y, radius));
  for (const each of marked.toSorted(byWeight).slice(0, MOST_LABELS)) {
    const boxes = boxesOf(context, each).filter(({ left, right }) => left >= 0 && right <= width);
    if (boxes.length === 0) continue;
    const free = boxes.find((box) => taken.isFree(box));
    const box = free ?? (each.near || each.selected ? boxes[0]! : null);
    if (!box) continue;
    taken.add(box);
    paintLabel(context, each, box, palette);
  }
}

/** The order in which labels get their place. */
const byWeight = (a: Marked, b: Marked): number => weight(b) - weight(a) || (a.slug < b.slug ? -1 : 1);
const weight = ({ near, selected, radius, opacity }: Marked): number => (near ? 1e4 : 0) + (selected ? 1e3 : 0) + radius * opacity;

const around = (x: number, y: number, radius: number): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

/** Candidate boxes of a label, best first: after its entity in the direction of its script, before it, below, above. */
function boxesOf(context: CanvasRenderingContext2D, { x, y, radius, label }: Marked): readonly Box[] {
  const width = widths.get(label) ?? context.measureText(label).width;
  if (widths.size > 5_000) widths.clear();
  widths.set(label, width);
  const at = (left: number, middle: number): Box => ({ left, right: left + width, top: middle - HEIGHT / 2, bottom: middle + HEIGHT / 2 });
  const sides = [at(x + radius + 6, y), at(x - radius - 6 - width, y)];
  if (runsFromRight(label)) sides.reverse();
  return [...sides, at(x - width / 2, y + radius + HEIGHT / 2 + 3), at(x - width / 2, y - radius - HEIGHT / 2 - 3)];
}

function paintRing(context: CanvasRenderingContext2D, { x, y, radius, selected, near, pinned }: Marked, palette: Palette): void {
  context.globalAlpha = 1;
  if (selected || near) {
    context.beginPath();
    context.arc(x, y, radius + 3.5, 0, Math.PI * 2);
    context.lineWidth = selected ? 2.25 : 1.25;
    context.strokeStyle = palette.ring;
    context.stroke();
  }
  if (!pinned) return;
  context.beginPath();
  context.arc(x, y, Math.max(1.6, radius * 0.28), 0, Math.PI * 2);
  context.fillStyle = palette.paper;
  context.fill();
}

function paintLabel(
  context: CanvasRenderingContext2D,
  { label, opacity, near, selected }: Marked,
  { left, right, top }: Box,
  palette: Palette,
): void {
  const fromRight = runsFromRight(label);
  context.direction = fromRight ? 'rtl' : 'ltr';
  context.textAlign = fromRight ? 'right' : 'left';
  context.globalAlpha = near || selected ? 1 : opacity;
  const [x, y] = [fromRight ? right : left, top + HEIGHT / 2];
  context.lineWidth = 3.5;
  context.lineJoin = 'round';
  context.strokeStyle = palette.paper;
  context.strokeText(label, x, y);
  context.fillStyle = palette.ink;
  context.fillText(label, x, y);
  context.globalAlpha = 1;
}
