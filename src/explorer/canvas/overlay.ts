import { isRightToLeft } from '../graph/names.ts';
import type { Palette } from '../theme/palette.ts';
import { type Box, BoxGrid } from './boxGrid.ts';

/** An entity in pixels of the canvas. */
export interface OverlayEntity {
  readonly slug: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly label: string;
  readonly opacity: number;
  readonly selected: boolean;
  readonly pinned: boolean;
  /** Neighbors that are not on the canvas; 0 for none. */
  readonly more: number;
  /** Under the pointer or in keyboard focus. */
  readonly focused: boolean;
}

const FONT = '500 12.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const LABEL_HEIGHT = 16;

/** Labels placed in one frame: more would not be legible. */
const MAX_LABELS = 300;

const labelWidths = new Map<string, number>();

/** Paints rings, pins and labels over a canvas of this width in pixels. The browser shapes the text, which joins Arabic letters; a glyph atlas would not. */
export function paintOverlay(context: CanvasRenderingContext2D, entities: readonly OverlayEntity[], palette: Palette, width: number): void {
  context.font = FONT;
  context.textBaseline = 'middle';
  for (const each of entities) paintRing(context, each, palette);
  const occupied = new BoxGrid();
  for (const { x, y, radius } of entities) occupied.add(boxAround(x, y, radius));
  for (const each of entities) {
    if (each.more === 0) continue;
    const box = moreBox(each);
    occupied.add(box);
    paintMore(context, each, box, palette);
  }
  context.font = FONT;
  for (const each of entities.toSorted(byPriority).slice(0, MAX_LABELS)) {
    const boxes = labelBoxes(context, each).filter(({ left, right }) => left >= 0 && right <= width);
    if (boxes.length === 0) continue;
    const free = boxes.find((box) => occupied.isFree(box));
    const box = free ?? (each.focused || each.selected ? boxes[0]! : null);
    if (!box) continue;
    occupied.add(box);
    paintLabel(context, each, box, palette);
  }
}

const MORE_FONT = '600 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const MORE_HEIGHT = 15;

const moreText = (more: number): string => `+${more.toLocaleString('en')}`;

/** Where the number of neighbors that are not on the canvas stands, which is also where a click adds some: above its entity. */
export function moreBox({ x, y, radius, more }: Pick<OverlayEntity, 'x' | 'y' | 'radius' | 'more'>): Box {
  const width = moreText(more).length * 7 + 8;
  const [left, bottom] = [x + radius * 0.4, y - radius * 0.6];
  return { left, right: left + width, top: bottom - MORE_HEIGHT, bottom };
}

function paintMore(
  context: CanvasRenderingContext2D,
  { more, opacity }: OverlayEntity,
  { left, right, top, bottom }: Box,
  palette: Palette,
): void {
  context.globalAlpha = opacity;
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, MORE_HEIGHT / 2);
  context.fillStyle = palette.ink;
  context.fill();
  context.font = MORE_FONT;
  context.direction = 'ltr';
  context.textAlign = 'center';
  context.fillStyle = palette.paper;
  context.fillText(moreText(more), (left + right) / 2, (top + bottom) / 2 + 0.5);
  context.globalAlpha = 1;
}

/** The order in which labels get their place. */
const byPriority = (a: OverlayEntity, b: OverlayEntity): number => priority(b) - priority(a) || (a.slug < b.slug ? -1 : 1);
const priority = ({ focused, selected, radius, opacity }: OverlayEntity): number =>
  (focused ? 1e4 : 0) + (selected ? 1e3 : 0) + radius * opacity;

const boxAround = (x: number, y: number, radius: number): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

/** Candidate boxes of a label, best first: after its entity in the direction of its script, before it, below, above. */
function labelBoxes(context: CanvasRenderingContext2D, { x, y, radius, label }: OverlayEntity): readonly Box[] {
  const width = labelWidths.get(label) ?? context.measureText(label).width;
  if (labelWidths.size > 5_000) labelWidths.clear();
  labelWidths.set(label, width);
  const at = (left: number, middle: number): Box => ({
    left,
    right: left + width,
    top: middle - LABEL_HEIGHT / 2,
    bottom: middle + LABEL_HEIGHT / 2,
  });
  const sides = [at(x + radius + 6, y), at(x - radius - 6 - width, y)];
  if (isRightToLeft(label)) sides.reverse();
  return [...sides, at(x - width / 2, y + radius + LABEL_HEIGHT / 2 + 3), at(x - width / 2, y - radius - LABEL_HEIGHT / 2 - 3)];
}

function paintRing(context: CanvasRenderingContext2D, { x, y, radius, selected, focused, pinned }: OverlayEntity, palette: Palette): void {
  context.globalAlpha = 1;
  if (selected || focused) {
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
  { label, opacity, focused, selected }: OverlayEntity,
  { left, right, top }: Box,
  palette: Palette,
): void {
  const rightToLeft = isRightToLeft(label);
  context.direction = rightToLeft ? 'rtl' : 'ltr';
  context.textAlign = rightToLeft ? 'right' : 'left';
  context.globalAlpha = focused || selected ? 1 : opacity;
  const [x, y] = [rightToLeft ? right : left, top + LABEL_HEIGHT / 2];
  context.lineWidth = 3.5;
  context.lineJoin = 'round';
  context.strokeStyle = palette.paper;
  context.strokeText(label, x, y);
  context.fillStyle = palette.ink;
  context.fillText(label, x, y);
  context.globalAlpha = 1;
}
